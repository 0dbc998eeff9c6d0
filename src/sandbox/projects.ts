import type { Project, Team } from './model';
import type { Store } from './store';

/** The project of that name, in any letter case, or of that GUID. */
export function findProject(store: Store, nameOrId: string): Project | undefined {
  const wanted = nameOrId.toLowerCase();
  for (const project of store.all('projects')) {
    if (project.id.toLowerCase() === wanted || project.name.toLowerCase() === wanted) return project;
  }
  return undefined;
}

/** The team of that name or GUID in a project. */
export function findTeam(store: Store, project: Project, nameOrId: string): Team | undefined {
  const wanted = nameOrId.toLowerCase();
  for (const team of store.all('teams')) {
    if (team.projectId !== project.id) continue;
    if (team.id.toLowerCase() === wanted || team.name.toLowerCase() === wanted) return team;
  }
  return undefined;
}
