import type { FormErrorCode, FormMethod, FormParams, FormReply, ToHost, ToWebview } from '../protocol/form';

/** A request that came to nothing, with the host's own words. */
export class RequestError extends Error {
  constructor(
    readonly code: FormErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'RequestError';
  }
}

export interface HostClient {
  /** Asks the host. Rejects with a `RequestError`, also when the signal calls it off or the form goes away. */
  request<M extends FormMethod>(method: M, params: FormParams<M>, signal?: AbortSignal): Promise<FormReply<M>>;
  /** Takes the answers; a state frame is not for the client. */
  receive(message: ToWebview): void;
  dispose(): void;
}

interface Pending {
  /** The id ties the reply to the method that was asked; the map cannot say which. */
  resolve(result: unknown): void;
  reject(error: RequestError): void;
}

/** The form's end of the protocol. Every request settles: by its reply, an error frame, its signal, or `dispose`. */
export function createHostClient(post: (message: ToHost) => void): HostClient {
  const pending = new Map<number, Pending>();
  let lastId = 0;
  let disposed = false;

  function settle(id: number, use: (waiting: Pending) => void): void {
    const waiting = pending.get(id);
    if (waiting === undefined) return;
    pending.delete(id);
    use(waiting);
  }

  return {
    request<M extends FormMethod>(method: M, params: FormParams<M>, signal?: AbortSignal): Promise<FormReply<M>> {
      if (disposed) return Promise.reject(new RequestError('disposed', 'The form is closed.'));
      if (signal?.aborted === true) return Promise.reject(new RequestError('cancelled', 'Called off.'));
      lastId += 1;
      const id = lastId;
      return new Promise<FormReply<M>>((resolve, reject) => {
        pending.set(id, { resolve, reject });
        signal?.addEventListener('abort', () =>
          settle(id, (waiting) => {
            post({ kind: 'cancel', id });
            waiting.reject(new RequestError('cancelled', 'Called off.'));
          }),
        );
        post({ kind: 'request', id, method, params } as ToHost);
      });
    },

    receive(message) {
      if (message.kind === 'reply') settle(message.id, (waiting) => waiting.resolve(message.result));
      if (message.kind === 'error') {
        settle(message.id, (waiting) => waiting.reject(new RequestError(message.code, message.message)));
      }
    },

    dispose() {
      disposed = true;
      for (const id of [...pending.keys()]) {
        settle(id, (waiting) => waiting.reject(new RequestError('disposed', 'The form is closed.')));
      }
    },
  };
}
