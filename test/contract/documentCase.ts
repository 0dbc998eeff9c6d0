import type { Api, Reply } from './api';

/** One example of a reference document: what is sent, and what the document says of the answer. */
export interface DocumentCase {
  /** File name of the document. */
  readonly document: string;
  /** The heading under which the example stands. */
  readonly heading: string;
  /** The sandbox holds the documented items as they were then (ISO date); absent: the sample project. */
  readonly until?: string;
  readonly method: string;
  /** Below the collection's address. */
  readonly path: string;
  readonly body?: unknown;
  readonly type?: string;
  readonly status?: number;
  /** What the body must show. Of a batch: the answers, with their bodies parsed. */
  readonly shows?: unknown;
  /** What must hold afterwards. */
  readonly then?: (api: Api, reply: Reply) => Promise<void>;
}

export const patchType = 'application/json-patch+json';
