import { ApiError } from '../errors';
import { drawIcon, ICON_NAMES } from '../process/icons';
import type { Reply, Request, Route } from '../router';
import { listOf } from './bodies';

/** The icons of work item types: described as JSON, drawn for whoever accepts images only. */
export const iconRoutes: readonly Route[] = [
  { method: 'GET', path: 'wit/workItemIcons', scope: 'collection', handler: list },
  { method: 'GET', path: 'wit/workItemIcons/{icon}', scope: 'collection', handler: read },
];

function list(request: Request): Reply {
  return { status: 200, body: listOf(ICON_NAMES.map((name) => reference(request, name, ''))) };
}

function reference(request: Request, id: string, parameters: string): Record<string, unknown> {
  return { id, url: `${request.baseUrl}/_apis/wit/workItemIcons/${id}${parameters}` };
}

function read(request: Request): Reply {
  const name = (request.params['icon'] ?? '').toLowerCase();
  const color = request.query.get('color');
  const accept = request.headers['accept'] ?? '';
  const isXaml = /^image\/xaml\+xml\b/i.test(accept);
  const drawing = drawIcon(name, color, isXaml ? 'xaml' : 'svg');
  if (drawing === undefined) {
    // The wording is ours.
    throw new ApiError(404, `The work item icon ${name} does not exist.`, 'WorkItemIconNotFoundException');
  }
  if (/image\//i.test(accept)) {
    const type = isXaml ? 'image/xaml+xml' : 'image/svg+xml';
    return { status: 200, headers: { 'content-type': type }, body: Buffer.from(drawing) };
  }
  const asked = color === undefined ? '' : `?color=${encodeURIComponent(color)}&v=2`;
  return { status: 200, body: reference(request, name, asked) };
}
