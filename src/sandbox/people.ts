import type { FieldValue, Person, PersonRef } from './model';
import type { Store } from './store';

/** Whether a stored value is a person here. */
export function isPerson(value: unknown): value is PersonRef {
  return typeof value === 'object' && value !== null && 'person' in value;
}

/** A field value as text: of a person the id, of nothing the empty string. */
export function fieldText(value: FieldValue | undefined): string {
  if (value === undefined) return '';
  return isPerson(value) ? value.person : String(value);
}

/** `Name <mail>`: an identity as a string, as in api versions up to 4.x and in the recycle bin. */
export function personString(person: Person): string {
  return `${person.displayName} <${person.uniqueName}>`;
}

/** An IdentityRef as api versions from 5.0 send it. `baseUrl` is the collection's address. */
export function identityRef(person: Person, baseUrl: string): Record<string, unknown> {
  const avatar = `${baseUrl}/_apis/GraphProfile/MemberAvatars/${person.descriptor}`;
  return {
    displayName: person.displayName,
    url: `${baseUrl}/_apis/Identities/${person.id}`,
    _links: { avatar: { href: avatar } },
    id: person.id,
    uniqueName: person.uniqueName,
    imageUrl: avatar,
    descriptor: person.descriptor,
    ...(person.isGroup === true ? { isContainer: true } : {}),
  };
}

/** A stored identity as a string; what is no person here is already one. */
export function identityString(store: Store, value: FieldValue): string {
  if (!isPerson(value)) return String(value);
  const person = store.get('people', value.person);
  return person ? personString(person) : value.person;
}

/**
 * Finds the person that a client means: an IdentityRef object, a display name, `Name <mail>`, a mail address,
 * an id or a descriptor. A name that two people bear finds nobody.
 */
export function findPerson(store: Store, value: unknown): Person | undefined {
  if (typeof value === 'object' && value !== null) {
    const { id, descriptor, uniqueName, displayName } = value as Record<string, unknown>;
    for (const key of [descriptor, id, uniqueName, displayName]) {
      if (typeof key === 'string' && key !== '') return findPerson(store, key);
    }
    return undefined;
  }
  if (typeof value !== 'string') return undefined;
  const wanted = (/<([^<>]+)>\s*$/.exec(value)?.[1] ?? value).trim().toLowerCase();
  const byName: Person[] = [];
  for (const person of store.all('people')) {
    const keys = [person.uniqueName, person.id, person.descriptor];
    if (keys.some((key) => key.toLowerCase() === wanted)) return person;
    if (person.displayName.toLowerCase() === wanted) byName.push(person);
  }
  return byName.length === 1 ? byName[0] : undefined;
}
