import { AdoError, cleanText } from './errors';
import { parseReply } from './reply';
import * as schemas from './schemas';
import type { Transport } from './transport';
import { belongsTo } from './urls';

/** A local file that can be read piece by piece, so that a large one never stands in memory as a whole. */
export interface FileSource {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** How far a chunked upload has come; kept by the caller, it lets a second try go on where the first ended. */
export interface PartialUpload {
  readonly url: string;
  /** Bytes that the server has confirmed. */
  readonly sent: number;
}

export interface UploadOptions {
  readonly project: string;
  readonly areaPath?: string;
  readonly resume?: PartialUpload;
  /** After each confirmed piece; the next one waits for it. */
  readonly progress?: (upload: PartialUpload) => Promise<void>;
}

/** Files up to this many bytes go in one request; larger ones in pieces of this size. */
export const chunkSize = 4 * 1024 * 1024;
const uploadPatience = 180_000;

/** Uploads a file; it is not attached to anything yet. @throws AdoError */
export async function uploadAttachment(
  transport: Transport,
  file: FileSource,
  options: UploadOptions,
  signal?: AbortSignal,
): Promise<{ readonly url: string }> {
  return file.size <= chunkSize
    ? uploadWhole(transport, file, options, signal)
    : uploadChunks(transport, file, options, signal, options.resume);
}

async function uploadWhole(
  transport: Transport,
  file: FileSource,
  options: UploadOptions,
  signal?: AbortSignal,
): Promise<{ readonly url: string }> {
  const body = await file.read(0, file.size);
  const url = await register(transport, file.name, options, 'simple', body, signal);
  await options.progress?.({ url, sent: file.size });
  return { url };
}

async function uploadChunks(
  transport: Transport,
  file: FileSource,
  options: UploadOptions,
  signal: AbortSignal | undefined,
  resume: PartialUpload | undefined,
  again = false,
): Promise<{ readonly url: string }> {
  let url = resume?.url;
  try {
    url ??= await register(transport, file.name, options, 'chunked', new Uint8Array(), signal);
    await sendChunks(transport, file, { url, sent: resume?.sent ?? 0 }, options, signal);
    return { url };
  } catch (error) {
    // The server no longer knows what was begun, or has a piece whose answer was lost and takes none twice: begin anew, once.
    const stuck = error instanceof AdoError && (error.code === 'notFound' || error.code === 'refused');
    if (!stuck || again || url === undefined) throw error;
    return uploadChunks(transport, file, options, signal, undefined, true);
  }
}

async function sendChunks(
  transport: Transport,
  file: FileSource,
  from: PartialUpload,
  options: UploadOptions,
  signal?: AbortSignal,
): Promise<void> {
  const path = `/${encodeURIComponent(options.project)}/_apis/wit/attachments/${attachmentId(transport, from.url)}`;
  let { sent } = from;
  while (sent < file.size) {
    const body = await file.read(sent, Math.min(chunkSize, file.size - sent));
    if (body.length === 0) {
      throw new AdoError('refused', `${cleanText(file.name)} became shorter while it was being uploaded. Try again.`);
    }
    const range = `bytes ${sent}-${sent + body.length - 1}/${file.size}`;
    const query = { fileName: file.name, uploadType: 'chunked' };
    const headers = { 'content-range': range };
    // A piece names its place in the file: sending it again does no harm.
    await transport.read({ method: 'PUT', path, query, headers, body, patience: uploadPatience }, signal);
    sent += body.length;
    await options.progress?.({ url: from.url, sent });
  }
}

async function register(
  transport: Transport,
  fileName: string,
  options: UploadOptions,
  uploadType: 'simple' | 'chunked',
  body: Uint8Array,
  signal?: AbortSignal,
): Promise<string> {
  const path = `/${encodeURIComponent(options.project)}/_apis/wit/attachments`;
  const query = { fileName, uploadType, areaPath: options.areaPath };
  const reply = await transport.once({ method: 'POST', path, query, body, patience: uploadPatience }, signal);
  return parseReply(schemas.attachment, reply, `POST ${path}`).url;
}

/** Contents of an attachment of this connection. @throws AdoError `foreignHost` before a token went anywhere else */
export async function downloadAttachment(
  transport: Transport,
  address: string,
  signal?: AbortSignal,
): Promise<Uint8Array> {
  const path = `/_apis/wit/attachments/${attachmentId(transport, address)}`;
  const headers = { accept: 'application/octet-stream' };
  const request = { method: 'GET', path, query: { download: true }, headers, patience: uploadPatience } as const;
  return (await transport.read(request, signal)).bytes;
}

/** Addresses are never followed as they stand: their id goes to the connection's own route. */
function attachmentId(transport: Transport, address: string): string {
  const id = /\/attachments\/([0-9a-f-]{32,38})(?=[/?#]|$)/i.exec(address)?.[1];
  if (id !== undefined && belongsTo(transport.collectionUrl, address)) return id;
  const place = URL.canParse(address) ? new URL(address).host : 'an unreadable address';
  const message = `The attachment lies at ${cleanText(place)}, outside this connection. Nothing was sent there.`;
  throw new AdoError('foreignHost', message);
}
