import type { Person, Project, Team } from '../model';
import { findNode, placeOf } from '../nodes';
import { findField } from '../process/fieldCatalogue';
import { PROCESSES } from '../process/processes';
import { findProject, findTeam } from '../projects';
import type { Store } from '../store';
import { sprintsOf } from '../teamSprints';
import { activityIds } from './activity';
import { wiqlErrors } from './wiqlError';
import type { WiqlField, WiqlScope, WiqlValue } from './wiqlSource';

/** Who asks, and from which address. */
export interface Asker {
  readonly store: Store;
  readonly user: Person;
  readonly project: Project | undefined;
  readonly team: Team | undefined;
  readonly now: Date;
}

/** What names and macros mean to this asker. */
export function storeScope(asker: Asker, timePrecision: boolean): WiqlScope {
  const { store, now } = asker;
  return {
    now,
    timePrecision,
    me: asker.user.id,
    project: asker.project?.name,
    field: (name) => findField(store, name),
    pathExists: (kind, path) => findNode(store, kind, path) !== undefined,
    currentIteration(text, offset) {
      const sprints = sprintsOf(store, teamOf(asker, text, '@CurrentIteration'), now);
      const current = sprints.findIndex(({ timeFrame }) => timeFrame === 'current');
      return current === -1 ? undefined : sprints[current + offset]?.path;
    },
    teamAreas: (text) =>
      teamOf(asker, text, '@TeamAreas').areas.flatMap(({ nodeId, includeChildren }) => {
        const place = placeOf(store, nodeId);
        return place ? [{ path: place.path, includeChildren }] : [];
      }),
    ids: (macro) => activityIds(macro, asker),
    group: (field, name) => groupTest(store, field, name),
  };
}

/**
 * The team that a macro means: the one it names (`[project]\team`, perhaps with ` <id:…>` as the web portal writes it), the one
 * in the address, or the project's default team.
 * @throws {WiqlError} 500, as measured: VS402612 without a team, another text for what names none.
 */
function teamOf(asker: Asker, text: string | undefined, macro: string): Team {
  if (text === undefined) {
    const team = asker.team ?? (asker.project && defaultTeam(asker.store, asker.project));
    if (!team) throw wiqlErrors.noTeam(macro);
    return team;
  }
  const found = /^\[([^\]]+)\]\\([^<>]+)$/.exec(withoutId(text));
  if (!found) throw wiqlErrors.notATeam(text);
  const project = findProject(asker.store, found[1] ?? '');
  const team = project && findTeam(asker.store, project, (found[2] ?? '').trim());
  if (!team) throw wiqlErrors.noTeam(macro);
  return team;
}

/** The web portal writes teams and groups with their id: `[project]\team <id:…>`. */
function withoutId(text: string): string {
  return text.replace(/\s*<id:[^>]*>\s*$/, '').trim();
}

function defaultTeam(store: Store, project: Project): Team | undefined {
  for (const team of store.all('teams')) if (team.projectId === project.id && team.isDefault === true) return team;
  return undefined;
}

/** A category of types (`Microsoft.RequirementCategory`) for the work item type; else a team, `[project]\team`. */
function groupTest(store: Store, field: WiqlField, name: string): (value: WiqlValue) => boolean {
  const wanted = withoutId(name).toLowerCase();
  if (field.referenceName === 'System.WorkItemType') {
    const types = new Set(
      Object.values(PROCESSES)
        .flatMap(({ categories }) => categories)
        .filter((category) => category.referenceName.toLowerCase() === wanted || category.name.toLowerCase() === wanted)
        .flatMap((category) => category.types.map((type) => type.toLowerCase())),
    );
    return (value) => typeof value === 'string' && types.has(value.toLowerCase());
  }
  const members = new Set<string>();
  for (const team of store.all('teams')) {
    const project = store.get('projects', team.projectId);
    if (`[${project?.name ?? ''}]\\${team.name}`.toLowerCase() === wanted)
      team.members.forEach((id) => members.add(id));
  }
  return (value) => typeof value === 'object' && members.has(value.id);
}
