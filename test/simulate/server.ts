import type { ItemUpdate } from '../../src/ado/history';
import { relationKey } from '../../src/core/relations';
import type { JsonValue, Relation, WorkItem } from '../../src/core/workItem';
import type { Chance } from './chance';
import { link, project } from './definitions';
import {
  Refusal,
  current,
  opposite,
  person,
  realUrl,
  refusal,
  targetOf,
  urlOf,
  type ServerItem,
  type SubReply,
} from './serverFacts';

/** One link or resource link that somebody added or removed, seen from the item that it was done on. */
export interface RelationEvent {
  /**
   * Brought by a batch that arrived after its edit was settled by a later one. Links make no revision: where that changed nothing else of
   * the item, the guard of the late one still holds, its positions may not, and nobody asks any more.
   */
  unnoticed?: true;
  readonly by: string;
  readonly id: number;
  readonly kind: 'added' | 'removed';
  readonly key: string;
  readonly relation: Relation;
  readonly time: number;
}

interface SubRequest {
  readonly uri: string;
  readonly body: readonly { readonly op: string; readonly path: string; readonly value?: JsonValue }[];
}

/** What the service documents and what was measured of it; where the two disagree, each schedule plays one of the two. */
export interface ServerHabits {
  /** One failing save takes all others with it, or not. */
  readonly atomic: boolean;
  /** Positions count in the list as it stands when the entry is reached, or as it stood when the batch arrived. */
  readonly positions: 'sequential' | 'snapshot';
}

interface Subject {
  readonly id: number;
  readonly isNew: boolean;
}

interface BatchContext {
  readonly realIds: ReadonlyMap<number, number>;
  readonly stood: ReadonlyMap<number, readonly Relation[]>;
}

/** A work item service in memory, as far as a commit meets it. */
export class SimServer {
  readonly items = new Map<number, ServerItem>();
  readonly events: RelationEvent[] = [];
  #nextId = 100;

  constructor(
    readonly habits: ServerHabits,
    readonly chance: Chance,
    readonly now: () => number,
  ) {}

  create(by: string, fields: Readonly<Record<string, JsonValue>>): ServerItem {
    const id = this.#nextId;
    this.#nextId += 1;
    const first = {
      'System.TeamProject': project,
      'System.WorkItemType': 'Bug',
      'System.CreatedBy': person(by),
      'System.CreatedDate': new Date(this.now()).toISOString(),
      ...fields,
    };
    const item: ServerItem = { id, revisions: [], relations: [], deleted: false };
    this.items.set(id, item);
    this.#revise(item, by, first);
    return item;
  }

  find(id: number): ServerItem {
    const item = this.items.get(id);
    if (item === undefined || item.deleted) {
      throw new Refusal(404, `TF401232: Work item ${id} does not exist, or you do not have permissions to read it.`);
    }
    return item;
  }

  /** As the reading routes show it. */
  show(item: ServerItem, revision = item.revisions.at(-1)): WorkItem {
    if (revision === undefined) throw new Error('An item without revision.');
    const { rev, fields } = revision;
    return { id: item.id, rev, fields, formats: {}, relations: [...item.relations], url: urlOf(item.id) };
  }

  /** Links alone, one update each, oldest first. */
  updates(id: number): readonly ItemUpdate[] {
    return this.events
      .filter((event) => event.id === id)
      .map(({ by, kind, relation, time }, index): ItemUpdate => {
        const none = { added: [], removed: [], updated: [] };
        return {
          id: index + 1,
          rev: 0,
          by,
          date: new Date(time).toISOString(),
          fields: {},
          relations: { ...none, [kind]: [relation] },
        };
      });
  }

  write(by: string, id: number, fields: Readonly<Record<string, JsonValue | undefined>>): void {
    const item = this.find(id);
    this.#revise(item, by, { ...current(item).fields, 'System.History': undefined, ...fields });
  }

  /** All new items get their ids first, so that links among them hold in any order; then entry by entry. */
  batch(by: string, requests: readonly SubRequest[]): readonly SubReply[] {
    const undo = this.#remember();
    const realIds = new Map<number, number>();
    const subjects = requests.map((request) => this.#subject(by, request, realIds));
    const stood = new Map([...this.items].map(([id, item]) => [id, [...item.relations]]));
    let replies = requests.map((request, index) => this.#one(by, request, subjects[index], { realIds, stood }));
    if (this.habits.atomic && replies.some(({ code }) => code !== 200)) {
      undo();
      replies = replies.map((reply) => (reply.code === 200 ? refusal(500, 'TF401321: Whole Bulk failed.') : reply));
    }
    return replies.map((reply) => (reply.code === 200 ? this.#shown(reply) : reply));
  }

  #subject(by: string, { uri, body }: SubRequest, realIds: Map<number, number>): Subject {
    const known = /workitems\/(\d+)/i.exec(uri)?.[1];
    if (known !== undefined) return { id: Number(known), isNew: false };
    const { id } = this.create(by, {});
    realIds.set(Number(body.find(({ path }) => path === '/id')?.value), id);
    return { id, isNew: true };
  }

  #shown(reply: SubReply): SubReply {
    const item = this.find(Number(reply.body));
    const { id, rev, fields, relations } = this.show(item);
    return { code: 200, body: { id, rev, fields, relations: relations.map((relation) => ({ ...relation })) } };
  }

  #one(by: string, request: SubRequest, subject: Subject | undefined, context: BatchContext): SubReply {
    if (subject === undefined) throw new Error('A request without subject.');
    const undo = this.#remember();
    try {
      this.#apply(by, request, subject, context);
      return { code: 200, body: subject.id };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      undo();
      if (subject.isNew) this.items.delete(subject.id);
      return refusal(error.code, error.message);
    }
  }

  #apply(by: string, { body }: SubRequest, subject: Subject, { realIds, stood }: BatchContext): void {
    const item = this.find(subject.id);
    const fields: Record<string, JsonValue | undefined> = { ...current(item).fields, 'System.History': undefined };
    let revises = subject.isNew;
    const positions = this.habits.positions === 'snapshot' ? [...(stood.get(item.id) ?? [])] : item.relations;
    for (const { op, path, value } of body) {
      if (path === '/rev') this.#testRev(item, value);
      else if (path.startsWith('/fields/')) {
        fields[path.slice('/fields/'.length)] = op === 'remove' ? undefined : value;
        revises = true;
      } else if (path.startsWith('/relations/')) {
        revises = this.#relate(by, item, { op, path, value, positions, realIds }) || revises;
      }
    }
    if (fields['System.Title'] === 'refused') {
      throw new Refusal(400, 'TF401320: Rule Error for field Title. Error code: InvalidNotEmpty.');
    }
    if (subject.isNew) item.revisions.pop();
    if (revises) this.#revise(item, by, fields);
  }

  #testRev(item: ServerItem, value: JsonValue | undefined): void {
    const { rev } = current(item);
    if (rev === Number(value)) return;
    const words = `Test Operation for path /rev failed, value ${rev} was not equal to test value ${Number(value)}.`;
    throw new Refusal(412, `VS403351: ${words}`);
  }

  /** True where the item gets a revision by it. */
  #relate(
    by: string,
    item: ServerItem,
    operation: {
      readonly op: string;
      readonly path: string;
      readonly value: JsonValue | undefined;
      readonly positions: Relation[];
      readonly realIds: ReadonlyMap<number, number>;
    },
  ): boolean {
    const { op, path, value, positions, realIds } = operation;
    if (op === 'add' && path === '/relations/-') {
      const wanted = value as unknown as Pick<Relation, 'rel' | 'url'> & Partial<Relation>;
      return this.addRelation(by, item.id, {
        rel: wanted.rel,
        url: realUrl(wanted.url, realIds),
        attributes: wanted.attributes ?? {},
      });
    }
    const index = Number(/^\/relations\/(\d+)/.exec(path)?.[1] ?? Number.NaN);
    const found = positions[index];
    if (found === undefined) throw new Refusal(400, `Index out of range for path ${path}.`);
    if (op === 'remove') {
      if (positions !== item.relations) positions.splice(index, 1);
      return this.removeRelation(by, item.id, found);
    }
    item.relations = item.relations.map((relation) =>
      relation === found ? { ...relation, attributes: { ...relation.attributes, comment: value ?? '' } } : relation,
    );
    return false;
  }

  /** Adds both ends. True for a resource link, which makes a revision. */
  addRelation(by: string, id: number, relation: Relation): boolean {
    const item = this.find(id);
    const key = relationKey(relation);
    if (item.relations.some((other) => relationKey(other) === key)) throw new Refusal(400, 'Relation already exists.');
    const target = targetOf(relation.url);
    if (target === undefined) {
      this.#put(by, item, relation);
      return true;
    }
    const other = this.find(target);
    const back = { rel: opposite(relation.rel), url: urlOf(id), attributes: relation.attributes };
    const child = relation.rel === link.parent ? item : relation.rel === link.child ? other : undefined;
    if (child?.relations.some(({ rel }) => rel === link.parent) === true) {
      throw new Refusal(400, `TF201036: You cannot add a Child link between work items ${id} and ${target}.`);
    }
    this.#put(by, item, { ...relation, url: urlOf(target) });
    this.#put(by, other, back);
    return false;
  }

  removeRelation(by: string, id: number, relation: Relation): boolean {
    const item = this.find(id);
    this.#drop(by, item, relation);
    const target = targetOf(relation.url);
    if (target === undefined) return true;
    this.#drop(by, this.find(target), { rel: opposite(relation.rel), url: urlOf(id), attributes: {} });
    return false;
  }

  /** The service keeps no order: a new relation may come first, and the others may move. */
  #put(by: string, item: ServerItem, relation: Relation): void {
    item.relations = this.chance.shuffle([...item.relations, relation]);
    this.events.push({ by, id: item.id, kind: 'added', key: relationKey(relation), relation, time: this.now() });
  }

  #drop(by: string, item: ServerItem, relation: Relation): void {
    const key = relationKey(relation);
    const at = item.relations.findIndex((other) => relationKey(other) === key);
    if (at === -1) throw new Refusal(400, 'Unable to evaluate path /relations.');
    const [gone = relation] = item.relations.splice(at, 1);
    this.events.push({ by, id: item.id, kind: 'removed', key, relation: gone, time: this.now() });
  }

  #revise(item: ServerItem, by: string, fields: Readonly<Record<string, JsonValue | undefined>>): void {
    const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
    const date = new Date(this.now()).toISOString();
    const stamped = { ...Object.fromEntries(given), 'System.ChangedBy': person(by), 'System.ChangedDate': date };
    item.revisions.push({ rev: item.revisions.length + 1, by, fields: stamped });
  }

  /** Remembers everything; the result puts it back. */
  #remember(): () => void {
    const nextId = this.#nextId;
    const events = this.events.length;
    const items = [...this.items].map(([id, item]) => ({
      id,
      item,
      revisions: item.revisions.length,
      relations: [...item.relations],
    }));
    return () => {
      this.#nextId = nextId;
      this.events.length = events;
      for (const id of [...this.items.keys()]) if (!items.some((saved) => saved.id === id)) this.items.delete(id);
      for (const { item, revisions, relations } of items) {
        item.revisions.length = revisions;
        item.relations = relations;
      }
    };
  }
}
