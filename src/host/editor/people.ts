import * as vscode from 'vscode';
import type { Person } from '../../core/completions';
import type { WorkItem } from '../../core/workItem';
import type { Sessions } from '../connection/sessions';
import { followSession } from '../connection/followSession';
import type { Disposable } from '../disposableStore';
import { peopleOf } from './formFields';

/** Everybody who was seen in a work item or found by a search of this connection. */
export interface People extends Disposable {
  known(): readonly Person[];
  /** The name of the person whom a document names; `''` where nobody like that was seen. */
  nameOf(uniqueName: string): string;
  /** Asks the server; what it finds is known from then on. */
  search(text: string, signal: AbortSignal): Promise<readonly Person[]>;
  readonly onDidChange: vscode.Event<void>;
}

export function createPeople(sessions: Sessions): People {
  const changed = new vscode.EventEmitter<void>();
  const people = new Map<string, Person>();
  const add = (found: readonly Person[]): void => {
    const news = found.filter(({ uniqueName, displayName }) => {
      return people.get(uniqueName.toLowerCase())?.displayName !== displayName;
    });
    for (const person of news) people.set(person.uniqueName.toLowerCase(), person);
    if (news.length > 0) changed.fire();
  };
  const addFrom = (items: readonly (WorkItem | undefined)[]): void =>
    add(items.flatMap((item) => (item === undefined ? [] : [...peopleOf(item).values()])));
  const following = followSession(sessions, (session) => {
    people.clear();
    if (session === undefined) return [];
    addFrom(session.staging.stage.items.map(({ base }) => base));
    return [
      session.bases.onDidSee(addFrom),
      session.bases.onDidChange((ids) => addFrom(ids.map((id) => session.bases.known(id)))),
      session.staging.onDidChange(() => addFrom(session.staging.stage.items.map(({ base }) => base))),
    ];
  });
  return {
    known: () => [...people.values()],
    nameOf: (uniqueName) => people.get(uniqueName.toLowerCase())?.displayName ?? '',
    search: async (text, signal) => {
      const { client } = await sessions.current();
      const found = await client.searchIdentities(text, signal);
      add(found);
      return found;
    },
    onDidChange: changed.event,
    dispose: () => {
      following.dispose();
      changed.dispose();
    },
  };
}
