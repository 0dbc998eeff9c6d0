import { badRequest, errors } from '../errors';
import type { Faults } from '../faults';
import { findPerson, identityRef } from '../people';
import type { Reply, Request, Route } from '../router';
import type { Tokens } from '../tokens';
import { parsePatch } from '../workItems/patchDocument';
import { savedView, viewOf } from '../workItems/read';
import { renderWorkItem } from '../workItems/render';
import { objectBody } from './bodies';
import { openDraft, saveFields, saveRelations } from '../workItems/save';

/** What no real server has: trouble on order, and other people. Below `_sandbox`, at the origin or at the collection. */
export function controlRoutes(faults: Faults, tokens: Tokens): readonly Route[] {
  const list = (): Reply => ({ status: 200, body: { count: faults.list().length, value: faults.list() } });
  return [
    { method: 'GET', path: 'faults', scope: 'collection', handler: list },
    {
      method: 'POST',
      path: 'faults',
      scope: 'collection',
      handler: (request) => {
        faults.add(request.json());
        return list();
      },
    },
    {
      method: 'DELETE',
      path: 'faults',
      scope: 'collection',
      handler: () => {
        faults.clear();
        return { status: 204 };
      },
    },
    { method: 'POST', path: 'changes', scope: 'collection', handler: change },
    { method: 'POST', path: 'tokens', scope: 'collection', handler: (request) => issueToken(request, tokens) },
  ];
}

/**
 * `POST _sandbox/tokens {"person":"Helena Petersen"}`: a token with which a client is that person, to try permissions and
 * conflicts between people. It ends with the process.
 */
function issueToken(request: Request, tokens: Tokens): Reply {
  const person = findPerson(request.store, objectBody(request).get('person'));
  if (!person) throw badRequest('The person is nobody here. Example: {"person":"Helena Petersen"}.');
  return { status: 201, body: { token: tokens.issue(person.id), person: identityRef(person, request.baseUrl) } };
}

/** Who changes things when the order names nobody: anybody but the signed-in user. */
const otherUser = 'Johnnie McLeod';

/**
 * `POST _sandbox/changes {"id":299, "fields":{"System.Title":"…"} | "patch":[…], "by":"Chuck Reinhart"}`, or an array of such:
 * saved by that person, with the rules. The reply holds the items as saved.
 */
function change(request: Request): Reply {
  const body = request.json();
  const orders = Array.isArray(body) ? (body as unknown[]) : [body];
  const value = orders.map((order) => applyChange(request, order));
  return { status: 200, body: { count: value.length, value } };
}

function applyChange(request: Request, raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null) throw refuse('it is not an object');
  const { id, fields, patch, by = otherUser } = raw as Record<string, unknown>;
  if (typeof id !== 'number') throw refuse('"id" is not a number');
  const user = findPerson(request.store, by);
  if (!user) throw refuse('"by" is nobody here');
  const document = patch ?? asPatch(fields);
  const operations = parsePatch(document);
  const { store, now } = request;
  const draft = openDraft({ store, user, now, bypassRules: false, temporaryIds: new Map() }, { kind: 'update', id });
  saveFields(draft, operations);
  saveRelations(draft, operations);
  const saved = store.live(id);
  if (!saved) throw errors.workItemNotFound(id);
  return renderWorkItem(viewOf(request), saved, savedView(undefined));
}

function asPatch(fields: unknown): unknown {
  if (typeof fields !== 'object' || fields === null) throw refuse('it has neither "fields" nor "patch"');
  return Object.entries(fields).map(([name, value]) => ({
    op: 'replace',
    path: `/fields/${name}`,
    value: value as unknown,
  }));
}

function refuse(reason: string) {
  return badRequest(
    `The change cannot be made: ${reason}. Example: {"id":299,"fields":{"System.Title":"New title"},"by":"Chuck Reinhart"}.`,
  );
}
