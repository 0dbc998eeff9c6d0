import { badRequest } from './errors';
import type { Method } from './router';

/** What goes wrong, on order. */
export type FaultKind =
  /** Answered with this status; the request is not carried out. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number; readonly body?: unknown }
  /** Carried out and answered as usual, with a Retry-After header, as a service does that begins to slow a client down. */
  | { readonly kind: 'retryAfter'; readonly retryAfter: number }
  | { readonly kind: 'delay'; readonly delayMs: number }
  /** The connection breaks, before the request is carried out or after. */
  | { readonly kind: 'drop'; readonly when: 'beforeApply' | 'afterApply' }
  /** Carried out; the reply breaks off in the middle. */
  | { readonly kind: 'truncate' }
  /** A page of HTML with status 200 instead of an answer; the request is not carried out. */
  | { readonly kind: 'html' }
  /** `$batch` only: carried out, but only the first answer comes back. */
  | { readonly kind: 'shortBatchReply' }
  /** `$batch` only: carried out, but the reply holds no answer. */
  | { readonly kind: 'emptyBatchReply' }
  /** `$batch` only: nothing is carried out, and one answer stands for all requests (TF401349). */
  | { readonly kind: 'criticalBatchReply' };

export interface Fault {
  readonly method?: Method;
  /** Part of the path, without regard to case; `*` stands for anything. */
  readonly path?: string;
  /** How often it still strikes. */
  readonly times: number;
  readonly effect: FaultKind;
  /** As it was ordered. */
  readonly order: Readonly<Record<string, unknown>>;
}

/** The faults that are on order. */
export interface Faults {
  list(): readonly Readonly<Record<string, unknown>>[];
  add(orders: unknown): void;
  clear(): void;
  /** The first fault that fits, which is used up by one. */
  take(method: string, path: string): FaultKind | undefined;
}

export function createFaults(): Faults {
  let faults: readonly Fault[] = [];
  return {
    list: () => faults.map(({ order, times }) => ({ ...order, times })),
    add(orders) {
      faults = [...faults, ...(Array.isArray(orders) ? orders : [orders]).map(parseFault)];
    },
    clear() {
      faults = [];
    },
    take(method, path) {
      const found = faults.find((fault) => fits(fault, method, path));
      if (!found) return undefined;
      faults = faults.flatMap((fault) => {
        if (fault !== found) return [fault];
        return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : [];
      });
      return found.effect;
    },
  };
}

function fits(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method !== method) return false;
  if (fault.path === undefined) return true;
  const parts = fault.path.toLowerCase().split('*');
  let from = 0;
  for (const part of parts) {
    const at = path.toLowerCase().indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return true;
}

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const kinds = [
  'status',
  'delayMs',
  'drop',
  'truncate',
  'html',
  'shortBatchReply',
  'emptyBatchReply',
  'criticalBatchReply',
] as const;

function parseFault(raw: unknown): Fault {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw refuse('a fault is an object');
  const order = raw as Readonly<Record<string, unknown>>;
  const method = methods.find((one) => one === String(order['method']).toUpperCase());
  if (order['method'] !== undefined && method === undefined) throw refuse('"method" is not an HTTP method');
  const path = order['path'];
  if (path !== undefined && typeof path !== 'string') throw refuse('"path" is not a string');
  const times = order['times'] ?? 1;
  if (typeof times !== 'number' || !Number.isInteger(times) || times < 1)
    throw refuse('"times" is not a number from 1');
  return {
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path }),
    times,
    effect: parseEffect(order),
    order,
  };
}

function parseEffect(order: Readonly<Record<string, unknown>>): FaultKind {
  const named = kinds.filter((kind) => order[kind] !== undefined && order[kind] !== false);
  const retryAfter = order['retryAfter'];
  if (retryAfter !== undefined && (typeof retryAfter !== 'number' || retryAfter < 0)) {
    throw refuse('"retryAfter" is not a number of seconds');
  }
  if (named.length === 0 && typeof retryAfter === 'number') return { kind: 'retryAfter', retryAfter };
  const [kind, more] = named;
  if (kind === undefined || more !== undefined) throw refuse(`name one of ${kinds.join(', ')}`);
  switch (kind) {
    case 'status':
      return parseStatus(order, retryAfter);
    case 'delayMs': {
      const delayMs = order['delayMs'];
      if (typeof delayMs !== 'number' || !(delayMs >= 0 && delayMs <= 600_000))
        throw refuse('"delayMs" is not 0 to 600000');
      return { kind: 'delay', delayMs };
    }
    case 'drop': {
      const when = order['drop'];
      if (when !== 'beforeApply' && when !== 'afterApply') throw refuse('"drop" is not beforeApply or afterApply');
      return { kind, when };
    }
    default:
      return { kind };
  }
}

function parseStatus(order: Readonly<Record<string, unknown>>, retryAfter: number | undefined): FaultKind {
  const { status, body } = order;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) {
    throw refuse('"status" is not a number from 200 to 599');
  }
  // A success is one: the service begins to slow clients down before it refuses them.
  if (status === 200 && body === undefined) return { kind: 'retryAfter', retryAfter: retryAfter ?? 0 };
  return {
    kind: 'status',
    status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(body === undefined ? {} : { body }),
  };
}

function refuse(reason: string) {
  return badRequest(
    `The fault cannot be ordered: ${reason}. Example: {"method":"PATCH","path":"/_apis/wit/$batch","times":1,"drop":"afterApply"}.`,
  );
}
