import { field } from './workItem';
import type { Definitions } from './definitions';

/** Queries that every project has without anybody saving them. */
export type BuiltInQuery = 'assignedToMe' | 'recentlyChanged' | 'allOpen';

export const builtInQueries: readonly BuiltInQuery[] = ['assignedToMe', 'recentlyChanged', 'allOpen'];

/** WIQL of a built-in query. What counts as open is what the project's own states say. */
export function builtInWiql(query: BuiltInQuery, definitions: Pick<Definitions, 'types'>): string {
  const conditions = [`[${field.teamProject}] = @project`];
  if (query === 'recentlyChanged') {
    conditions.push(`[${field.changedDate}] >= @Today - 30`);
  } else {
    const done = doneStates(definitions);
    if (done.length > 0) conditions.push(`[${field.state}] NOT IN (${done.map(quote).join(', ')})`);
  }
  if (query === 'assignedToMe') conditions.push(`[${field.assignedTo}] = @Me`);
  return select(conditions, `[${field.changedDate}] DESC`);
}

/** WIQL that finds items by number or by words of the title; all of the project, newest first, for an empty text. */
export function searchWiql(text: string): string {
  const conditions = [`[${field.teamProject}] = @project`];
  const words = text.trim().replace(/^#/, '');
  // Numbers beyond 32 bits cannot be ids; the service refuses them in a comparison with an integer field.
  if (/^\d{1,9}$/.test(words)) conditions[0] = `[${field.id}] = ${Number(words)}`;
  else if (words !== '')
    conditions.push(...words.split(/\s+/).map((word) => `[${field.title}] CONTAINS ${quote(word)}`));
  return select(conditions, `[${field.changedDate}] DESC`);
}

function select(conditions: readonly string[], order: string): string {
  return `SELECT [${field.id}] FROM WorkItems WHERE ${conditions.join(' AND ')} ORDER BY ${order}`;
}

/** States that are over: completed or removed in every type that knows them. */
function doneStates(definitions: Pick<Definitions, 'types'>): readonly string[] {
  const over = new Set<string>();
  const open = new Set<string>();
  for (const { states } of definitions.types) {
    for (const { name, category } of states) {
      (category === 'Completed' || category === 'Removed' ? over : open).add(name);
    }
  }
  return [...over].filter((name) => !open.has(name)).sort();
}

/** A WIQL string literal; a quote inside is doubled. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
