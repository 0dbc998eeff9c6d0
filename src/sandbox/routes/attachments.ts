import { randomUUID } from 'node:crypto';
import type { Blobs } from '../blobs';
import { badRequest, errors } from '../errors';
import type { Attachment } from '../model';
import type { Reply, Request, Route } from '../router';
import { zipOf } from '../zip';

/** Bytes of one attachment (Azure DevOps Services). */
const maxSize = 60 * 1024 * 1024;
const maxName = 255;

/** Contents of files, before and after they are attached to a work item. */
export function attachmentRoutes(blobs: Blobs): readonly Route[] {
  return [
    { method: 'POST', path: 'wit/attachments', scope: 'project', handler: (request) => upload(blobs, request) },
    {
      method: 'PUT',
      path: 'wit/attachments/{id}',
      scope: 'project',
      handler: (request) => uploadChunk(blobs, request),
    },
    { method: 'GET', path: 'wit/attachments/{id}', scope: 'project', handler: (request) => download(blobs, request) },
  ];
}

function upload(blobs: Blobs, request: Request): Reply {
  const fileName = fileNameOf(request) ?? 'attachment';
  const id = randomUUID();
  const chunked = request.query.get('uploadType')?.toLowerCase() === 'chunked';
  const content = chunked ? Buffer.alloc(0) : request.bytes;
  if (content.length > maxSize) throw errors.attachmentTooLarge(maxSize);
  blobs.put(id, content);
  request.store.put('attachments', id, {
    id,
    fileName,
    size: content.length,
    createdBy: request.user.id,
    createdDate: request.now.toISOString(),
    ...(chunked ? { pending: { received: 0 } } : {}),
  });
  return created(request, id, fileName);
}

/** One chunk: the bytes that `Content-Range: bytes from-to/total` names, which must follow those already there. */
function uploadChunk(blobs: Blobs, request: Request): Reply {
  const attachment = attachmentOf(request);
  const { pending } = attachment;
  if (!pending) throw badRequest(`The attachment ${attachment.id} is complete. Register another one for another file.`);
  const range = parseRange(request.headers['content-range'] ?? '');
  if (range.total > maxSize) throw errors.attachmentTooLarge(maxSize);
  if (range.from !== pending.received) {
    throw badRequest(`The chunk begins at byte ${range.from}; the next one must begin at ${pending.received}.`);
  }
  if (pending.total !== undefined && pending.total !== range.total) {
    throw badRequest(`The chunk is one of ${range.total} bytes; the first chunk announced ${pending.total}.`);
  }
  if (request.bytes.length !== range.to - range.from + 1) {
    throw badRequest(
      `The chunk has ${request.bytes.length} bytes, but its Content-Range names ${range.to - range.from + 1}.`,
    );
  }
  const content = Buffer.concat([
    (blobs.get(attachment.id) ?? Buffer.alloc(0)).subarray(0, pending.received),
    request.bytes,
  ]);
  blobs.put(attachment.id, content);
  const { id, fileName, createdBy, createdDate } = attachment;
  request.store.put('attachments', id, {
    id,
    fileName,
    createdBy,
    createdDate,
    size: content.length,
    ...(content.length === range.total ? {} : { pending: { received: content.length, total: range.total } }),
  });
  return created(request, attachment.id, undefined);
}

function parseRange(header: string): { readonly from: number; readonly to: number; readonly total: number } {
  const found = /^bytes (\d{1,12})-(\d{1,12})\/(\d{1,12})$/i.exec(header.trim());
  const [from, to, total] = [Number(found?.[1]), Number(found?.[2]), Number(found?.[3])];
  if (!found || from > to || to >= total) {
    throw badRequest('A chunk needs a header like "Content-Range: bytes 0-39999/50000".');
  }
  return { from, to, total };
}

function download(blobs: Blobs, request: Request): Reply {
  const attachment = attachmentOf(request);
  const content = blobs.get(attachment.id);
  if (!content || attachment.pending) throw errors.attachmentNotFound(attachment.id);
  const name = fileNameOf(request) ?? attachment.fileName;
  const kind = request.query.flag('download') ? 'attachment' : 'inline';
  const zipped = /^application\/zip\b/i.test(request.headers['accept'] ?? '');
  const shownName = zipped ? `${name}.zip` : name;
  return {
    status: 200,
    headers: {
      'content-type': zipped ? 'application/zip' : 'application/octet-stream',
      'content-disposition': `${kind}; filename*=UTF-8''${encodeURIComponent(shownName)}`,
    },
    body: zipped ? zipOf(name, content) : content,
  };
}

function attachmentOf(request: Request): Attachment {
  const id = (request.params['id'] ?? '').toLowerCase();
  const attachment = request.store.get('attachments', id);
  if (!attachment) throw errors.attachmentNotFound(id);
  return attachment;
}

/** The file's name; names that are paths are refused. */
function fileNameOf(request: Request): string | undefined {
  const name = request.query.get('fileName');
  if (name === undefined || name === '') return undefined;
  const safe = name.length <= maxName && !/[\\/:*?"<>|\p{Cc}\p{Cs}]/u.test(name) && !/^\.+$/.test(name);
  if (!safe)
    throw badRequest(
      `"${name.slice(0, maxName)}" is not a file name. Leave out folders and the characters \\ / : * ? " < > |.`,
    );
  return name;
}

function created(request: Request, id: string, fileName: string | undefined): Reply {
  const query = fileName === undefined ? '' : `?fileName=${encodeURIComponent(fileName)}`;
  return { status: 201, body: { id, url: `${request.baseUrl}/_apis/wit/attachments/${id}${query}` } };
}
