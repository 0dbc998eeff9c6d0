import type { JsonValue, Relation } from '../../src/core/workItem';
import { collectionUrl, definitions } from './definitions';

/** One state of an item, with who made it. Links make no revision; they are kept beside. */
export interface Revision {
  readonly rev: number;
  readonly by: string;
  readonly fields: Readonly<Record<string, JsonValue>>;
}

export interface ServerItem {
  readonly id: number;
  readonly revisions: Revision[];
  relations: Relation[];
  deleted: boolean;
}

export interface SubReply {
  readonly code: number;
  readonly body: JsonValue;
}

/** What the service says no with. */
export class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

export function refusal(code: number, message: string): SubReply {
  return { code, body: { count: 1, value: { Message: message } } };
}

export function current(item: ServerItem): Revision {
  const last = item.revisions.at(-1);
  if (last === undefined) throw new Error('An item without revision.');
  return last;
}

export function person(name: string): JsonValue {
  return { displayName: name, uniqueName: `${name}@sim.example` };
}

export function urlOf(id: number): string {
  return `${collectionUrl}/_apis/wit/workItems/${id}`;
}

export function targetOf(url: string): number | undefined {
  const digits = /workitems\/(-?\d+)$/i.exec(url)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

export function realUrl(url: string, realIds: ReadonlyMap<number, number>): string {
  const target = targetOf(url);
  const real = target === undefined ? undefined : realIds.get(target);
  if (target !== undefined && target < 0 && real === undefined)
    throw new Refusal(400, `Work item ${target} is unknown.`);
  return real === undefined ? url : urlOf(real);
}

/** The other end of a kind of link. */
export function opposite(rel: string): string {
  return definitions.relationTypes.find((type) => type.referenceName === rel)?.oppositeEnd ?? rel;
}
