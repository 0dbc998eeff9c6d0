import { wireDate } from '../dates';
import { ApiError, badRequest, errors } from '../errors';
import type { Project, Revision, Tag } from '../model';
import { fieldText } from '../people';
import type { Reply, Request, Route } from '../router';
import { projectOf as projectOfItem } from '../workItems/save';
import { splitTags } from '../workItems/tags';
import { listOf, objectBody } from './bodies';

/** The tags of a project. Work items refer to them: a new name shows everywhere at once, without new revisions. */
export const tagRoutes: readonly Route[] = [
  { method: 'GET', path: 'wit/tags', scope: 'projectRequired', handler: list },
  { method: 'GET', path: 'wit/tags/{tag}', scope: 'projectRequired', handler: read },
  { method: 'PATCH', path: 'wit/tags/{tag}', scope: 'projectRequired', handler: rename },
  { method: 'DELETE', path: 'wit/tags/{tag}', scope: 'projectRequired', handler: remove },
];

function projectOf(request: Request): Project {
  if (!request.project) throw errors.routeNotFound(request.path);
  return request.project;
}

function tagsOf(request: Request): readonly Tag[] {
  const { id } = projectOf(request);
  return [...request.store.all('tags')].filter((tag) => tag.projectId === id);
}

function tagView(request: Request, tag: Tag): Record<string, unknown> {
  const url = `${request.baseUrl}/${tag.projectId}/_apis/wit/tags/${tag.id}`;
  const lastUpdated = tag.lastUpdated === undefined ? {} : { lastUpdated: wireDate(tag.lastUpdated) };
  return { id: tag.id, name: tag.name, url, ...lastUpdated };
}

function list(request: Request): Reply {
  const tags = [...tagsOf(request)].sort((one, two) => one.name.localeCompare(two.name));
  return { status: 200, body: listOf(tags.map((tag) => tagView(request, tag))) };
}

/** By GUID or by name in any letter case. @throws {ApiError} 404; the wording is ours. */
function tagOf(request: Request): Tag {
  const wanted = (request.params['tag'] ?? '').toLowerCase();
  const found = tagsOf(request).find((tag) => tag.id.toLowerCase() === wanted || tag.name.toLowerCase() === wanted);
  if (!found) {
    throw new ApiError(404, `The tag ${request.params['tag'] ?? ''} does not exist.`, 'TagNotFoundException', {
      namespace: 'Microsoft.TeamFoundation.Core.WebApi',
    });
  }
  return found;
}

function read(request: Request): Reply {
  return { status: 200, body: tagView(request, tagOf(request)) };
}

function rename(request: Request): Reply {
  const tag = tagOf(request);
  const name = objectBody(request).text('name')?.trim() ?? '';
  if (name === '' || name.length > 400 || /[;,\p{Cc}]/u.test(name)) {
    throw badRequest('The name of a tag has 1 to 400 characters, and neither a comma nor a semicolon.');
  }
  const same = tagsOf(request).find((one) => one.id !== tag.id && one.name.toLowerCase() === name.toLowerCase());
  if (same) throw badRequest(`The tag ${same.name} exists. Choose another name.`);
  rewrite(request, tag, name);
  const renamed = { ...tag, name, lastUpdated: request.now.toISOString() };
  request.store.put('tags', tag.id, renamed);
  return { status: 200, body: tagView(request, renamed) };
}

function remove(request: Request): Reply {
  const tag = tagOf(request);
  rewrite(request, tag, undefined);
  request.store.delete('tags', tag.id);
  return { status: 204 };
}

/** Puts the new name (undefined: nothing) in the place of the tag, in every revision of the project's items. */
function rewrite({ store }: Request, tag: Tag, name: string | undefined): void {
  const before = tag.name.toLowerCase();
  const rewritten = (revision: Revision): Revision | undefined => {
    const names = splitTags(fieldText(revision.fields['System.Tags']));
    if (!names.some((one) => one.toLowerCase() === before)) return undefined;
    const kept = names.flatMap((one) => (one.toLowerCase() === before ? (name ?? []) : one));
    const fields = Object.entries(revision.fields).filter(([field]) => field !== 'System.Tags');
    if (kept.length > 0) fields.push(['System.Tags', kept.sort(byName).join('; ')]);
    return { ...revision, fields: Object.fromEntries(fields) };
  };
  for (const revision of [...store.all('revisions')]) {
    const changed = rewritten(revision);
    if (changed && projectOfItem(store, revision)?.id === tag.projectId) {
      store.put('revisions', `${revision.id}:${revision.rev}`, changed);
    }
  }
}

function byName(one: string, two: string): number {
  return one.localeCompare(two, 'en', { sensitivity: 'base' });
}
