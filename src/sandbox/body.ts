import type { IncomingMessage } from 'node:http';
import { errors } from './errors';

const mebibyte = 1024 * 1024;
/** Bytes of a body: an attachment may be larger than JSON. */
const attachmentLimit = 130 * mebibyte;
const jsonLimit = 26 * mebibyte;

/**
 * Reads a request's body. What is too large is read on and thrown away, so that the refusal can still be sent.
 * @param resource what follows `_apis/`.
 * @throws {ApiError} 413
 */
export function readBody(incoming: IncomingMessage, resource: string): Promise<Buffer> {
  const limit = /^wit\/attachments(\/|$)/i.test(resource) ? attachmentLimit : jsonLimit;
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] = [];
    let size = 0;
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else {
        chunks = [];
        reject(errors.bodyTooLarge(limit));
      }
    });
    incoming.on('end', () => resolve(Buffer.concat(chunks)));
    incoming.on('error', reject);
  });
}
