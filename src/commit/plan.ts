import type { PlanContext } from '../core/commitPlan';
import { emptyDefinitions, type Definitions } from '../core/definitions';
import type { StagedItem } from '../core/stage';
import type { CommitDeps, CommitRequest } from './deps';
import type { KnownDefinitions } from './send';
import { projectOf } from './settle';

/** Definitions of all projects that items belong to, by project name in lower case. */
export async function readDefinitions(
  deps: CommitDeps,
  items: readonly StagedItem[],
): Promise<ReadonlyMap<string, Definitions>> {
  const projects = [...new Set(items.map(projectOf))].filter((project) => project !== '');
  return new Map(
    await Promise.all(
      projects.map(async (project) => [project.toLowerCase(), await deps.definitions(project)] as const),
    ),
  );
}

/** What the plan needs to know besides the items. */
export function planContext(
  deps: CommitDeps,
  request: CommitRequest,
  comment: string,
  known: KnownDefinitions,
): PlanContext {
  return {
    definitions: (project) => known(project) ?? emptyDefinitions(project),
    collectionUrl: deps.client.collectionUrl,
    apiVersion: deps.client.apiVersion(),
    comment,
    removeBy: 'index',
    bypassRules: request.bypassRules ?? false,
    suppressNotifications: request.suppressNotifications ?? false,
    ...(deps.batchLimit === undefined ? {} : { batchLimit: deps.batchLimit }),
  };
}
