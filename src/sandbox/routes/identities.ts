import { badRequest } from '../errors';
import type { Person } from '../model';
import type { Reply, Request, Route } from '../router';
import type { Store } from '../store';
import { listOf, objectBody } from './bodies';
import type { Body } from './bodies';

/** Who there is. */
export const identityRoutes: readonly Route[] = [
  { method: 'POST', path: 'IdentityPicker/Identities', scope: 'collection', preview: true, handler: pick },
  { method: 'GET', path: 'identities', scope: 'collection', handler: search },
];

const TENANT = '3fa84afb-ab04-4ec4-a2eb-8a2abf4be447';

/** People whose name, mail or part of either begins with the text, in any letter case. */
function findPeople(store: Store, text: string): readonly Person[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return [...store.all('people')].filter((person) => {
    const words = [person.displayName, person.uniqueName, ...person.displayName.split(/\s+/)];
    const exact = [person.id, person.descriptor].some((key) => key.toLowerCase() === wanted);
    return exact || words.some((word) => word.toLowerCase().startsWith(wanted));
  });
}

/** The picker of the web portal: one answer per part of the query that a semicolon ends. */
function pick(request: Request): Reply {
  const body = objectBody(request);
  const kinds = namesIn(body, 'identityTypes');
  const most = optionOf(body, 'MaxResults') ?? 40;
  const tokens = (body.text('query') ?? '').split(';').filter((token) => token.trim() !== '');
  const results = tokens.map((token) => {
    const fits = (person: Person): boolean =>
      kinds.length === 0 || kinds.includes(person.isGroup === true ? 'group' : 'user');
    const found = findPeople(request.store, token).filter(fits).slice(0, most);
    return { queryToken: token.trim(), identities: found.map(pickedPerson), pagingToken: '' };
  });
  return { status: 200, body: { results } };
}

function namesIn(body: Body, name: string): readonly string[] {
  const value = body.get(name);
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw badRequest(`The value of ${name} must be a list.`);
  return value.map((one: unknown) => (typeof one === 'string' ? one.toLowerCase() : ''));
}

function optionOf(body: Body, name: string): number | undefined {
  const options = body.get('options');
  if (typeof options !== 'object' || options === null) return undefined;
  const value = new Map(Object.entries(options)).get(name) as unknown;
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

function pickedPerson(person: Person): Record<string, unknown> {
  const isGroup = person.isGroup === true;
  return {
    entityId: `vss.ds.v1.aad.${isGroup ? 'group' : 'user'}.${person.id.replaceAll('-', '')}`,
    entityType: isGroup ? 'Group' : 'User',
    originDirectory: 'aad',
    originId: person.id,
    localDirectory: 'vsd',
    localId: person.id,
    displayName: person.displayName,
    scopeName: 'Fabrikam',
    samAccountName: person.uniqueName,
    active: true,
    subjectDescriptor: person.descriptor,
    department: null,
    jobTitle: null,
    mail: person.uniqueName,
    mailNickname: person.uniqueName.split('@')[0] ?? person.uniqueName,
    physicalDeliveryOfficeName: null,
    signInAddress: person.uniqueName,
    surname: person.displayName.split(' ').at(-1) ?? '',
    guest: false,
    telephoneNumber: null,
    description: null,
    isMru: false,
  };
}

function search(request: Request): Reply {
  const { store, query } = request;
  const keys = [query.get('identityIds'), query.get('subjectDescriptors'), query.get('descriptors')]
    .flatMap((text) => text?.split(',') ?? [])
    .map((key) => key.trim().toLowerCase());
  const text = query.get('filterValue');
  if (keys.length === 0 && text === undefined) {
    throw badRequest('Name identityIds or subjectDescriptors, or a searchFilter with its filterValue.');
  }
  const named = [...store.all('people')].filter(
    ({ id, descriptor }) => keys.includes(id.toLowerCase()) || keys.includes(descriptor.toLowerCase()),
  );
  const found = text === undefined ? named : findPeople(store, text);
  return { status: 200, body: listOf(found.map(identityView)) };
}

function identityView(person: Person): Record<string, unknown> {
  const property = (value: string): Record<string, unknown> => ({ $type: 'System.String', $value: value });
  return {
    id: person.id,
    descriptor: `Microsoft.IdentityModel.Claims.ClaimsIdentity;${TENANT}\\${person.uniqueName}`,
    subjectDescriptor: person.descriptor,
    providerDisplayName: person.displayName,
    isActive: true,
    isContainer: person.isGroup === true,
    members: [],
    memberOf: [],
    memberIds: [],
    properties: {
      SchemaClassName: property(person.isGroup === true ? 'Group' : 'User'),
      Account: property(person.uniqueName),
      Mail: property(person.uniqueName),
    },
    resourceVersion: 2,
    metaTypeId: 0,
  };
}
