import { errors } from '../errors';
import { standsAt } from '../fieldValues';
import type { ResourceLink } from '../model';
import { nextRev } from './draft';
import type { Draft } from './draft';
import type { RelationInput } from './patchDocument';

/** Attachments of one work item (Azure DevOps object limits). */
const maxAttachments = 100;
/** The documented limit is that of links to work items; here it holds for hyperlinks and for artifact links too, each for itself. */
const maxLinks = 1000;
const maxUrl = 2047;

/** Adds a hyperlink, an attached file or an artifact link, which makes a new revision. */
export function addResource(draft: Draft, rel: string, input: RelationInput): void {
  const { store, now } = draft.context;
  const target = describe(draft, rel, input);
  const present = [...store.resources(draft.id)].filter((link) => standsAt(link, undefined));
  if (present.some((link) => link.rel === target.rel && link.url === target.url)) throw errors.relationExists();
  const limit = target.rel === 'AttachedFile' ? maxAttachments : maxLinks;
  if (present.filter((link) => link.rel === target.rel).length >= limit) {
    throw errors.relationRefused(
      `Work item ${draft.id} has ${limit} relations of the kind ${target.rel}, which is the limit. Remove some before you add another.`,
    );
  }
  const id = store.next('resource');
  const date = now.toISOString();
  store.put('resources', `${draft.id}:${id}`, {
    ...target,
    id,
    itemId: draft.id,
    ...textAttribute(input, 'comment'),
    createdDate: date,
    modifiedDate: date,
    addedRev: nextRev(draft),
    addedDate: date,
  });
  draft.resourcesChanged = true;
}

type Target = Pick<ResourceLink, 'rel' | 'url' | 'name' | 'size'>;

function describe(draft: Draft, rel: string, input: RelationInput): Target {
  if (rel === 'AttachedFile') return describeAttachment(draft, input);
  if (input.url.length > maxUrl) {
    throw errors.relationRefused(
      `The url of a ${rel} has at most ${maxUrl} characters; this one has ${input.url.length}.`,
    );
  }
  if (rel === 'Hyperlink') return { rel, url: input.url };
  if (!/^vstfs:\/\/\//i.test(input.url)) {
    throw errors.relationRefused(`The url of an artifact link begins with vstfs:///; "${input.url}" does not.`);
  }
  return { rel: 'ArtifactLink', url: input.url, ...textAttribute(input, 'name') };
}

function describeAttachment(draft: Draft, input: RelationInput): Target {
  const key = /\/_apis\/wit\/attachments\/([0-9a-f-]{36})(?:[/?].*)?$/i.exec(input.url)?.[1]?.toLowerCase();
  const attachment = key === undefined ? undefined : draft.context.store.get('attachments', key);
  if (!attachment) {
    throw errors.relationRefused(
      `The attachment ${input.url} does not exist. Upload the file first, then use the url of the reply.`,
    );
  }
  if (attachment.pending) {
    throw errors.relationRefused(
      `The upload of the attachment ${attachment.id} is not complete. Send the missing chunks first.`,
    );
  }
  const name = textAttribute(input, 'name').name ?? attachment.fileName;
  return { rel: 'AttachedFile', url: attachment.id, name, size: attachment.size };
}

function textAttribute<K extends 'comment' | 'name'>(input: RelationInput, name: K): Partial<Record<K, string>> {
  const value = input.attributes[name];
  return (typeof value === 'string' && value !== '' ? { [name]: value } : {}) as Partial<Record<K, string>>;
}
