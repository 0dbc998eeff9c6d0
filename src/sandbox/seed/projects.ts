import { boardFieldDefinitions } from '../boardFields';
import type { ClassificationNode, ProcessName, Project, Team } from '../model';
import type { Store } from '../store';
import { helena, people } from './people';

const day = 24 * 60 * 60 * 1000;
/** Days of a sprint. */
const sprintDays = 14;
/** The sprint that runs when the sample is made. */
const currentSprint = 4;

export const fiberId = '6ce954b1-ce1f-45d1-b94d-e6bf2464ba2c';
export const scrumId = 'b5c43ab0-20bb-44df-9690-7d3ea77c31cc';
export const agileId = 'b8d62f8d-72b3-486a-b05d-e9571cb7a2bb';
export const basicId = '3d1a7c52-6f0e-4b89-9c24-7e5b1a8f0d63';
export const cmmiId = '94c8e2b6-1d57-4a3f-8e90-c6f2d5b7a184';
/** The board of Fabrikam-Fiber-Git, as the reference documents name its fields. */
export const fiberBoard = 'WEF_6CB513B6E70E43499D9FC94E5BBFB784';

interface ProjectSeed {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly process: ProcessName;
  /** Ids of the two root nodes. */
  readonly area: number;
  readonly iteration: number;
  readonly areas: readonly (readonly [id: number, name: string, parent?: number])[];
  /** Names of releases, each with the ids of its node and of its sprints. */
  readonly releases: readonly (readonly [id: number, name: string, sprints: readonly number[]])[];
  readonly boards: readonly (readonly [marker: string, ...types: string[]])[];
  readonly teams: readonly (readonly [id: string, name: string, area: number])[];
}

const projects: readonly ProjectSeed[] = [
  {
    id: fiberId,
    name: 'Fabrikam-Fiber-Git',
    description: 'Customer portal, mobile app and services of Fabrikam Fiber',
    process: 'Scrum',
    area: 3570,
    iteration: 3571,
    areas: [
      [4486, 'Website'],
      [4487, 'Web'],
      [4488, 'Mobile'],
      [4489, 'Services'],
      [4490, 'Checkout', 4486],
      [4491, 'Search', 4486],
    ],
    releases: [
      [4501, 'Release 1', [4511, 4512, 4513]],
      [4502, 'Release 2', [4514, 4515, 4516]],
    ],
    boards: [[fiberBoard, 'Product Backlog Item', 'Bug']],
    teams: [
      ['66df9be7-3586-467b-9c5f-425b29afedfd', 'Fabrikam-Fiber-Git Team', 3570],
      ['8e4f5a1c-62a7-4b6c-9d3e-0f6a7b8c9d10', 'Web Team', 4486],
      ['0b9c2d3e-4f5a-4b7c-8d9e-1a2b3c4d5e6f', 'Mobile Team', 4488],
    ],
  },
  {
    id: scrumId,
    name: 'Fabrikam-Scrum',
    description: 'Internal tools',
    process: 'Scrum',
    area: 4600,
    iteration: 4601,
    areas: [[4602, 'Tools']],
    releases: [[4603, 'Release 1', [4604, 4605, 4606, 4607]]],
    boards: [['WEF_F571AABFDCE945628B5E816FF5294898', 'Product Backlog Item', 'Bug']],
    teams: [['2f8b1c4d-9e7a-4d5b-8c6f-3a1e0d9b7c52', 'Fabrikam-Scrum Team', 4600]],
  },
  {
    id: agileId,
    name: 'mytestprojectname',
    description: 'Holds the work items of the batch update documentation',
    process: 'Agile',
    area: 4700,
    iteration: 4701,
    areas: [],
    releases: [[4702, 'Iteration 1', []]],
    boards: [],
    teams: [['5d6e7f80-9a1b-4c2d-8e3f-4a5b6c7d8e9f', 'mytestprojectname Team', 4700]],
  },
  {
    id: basicId,
    name: 'Fabrikam-Basic',
    description: 'Moves and equipment of the offices',
    process: 'Basic',
    area: 4800,
    iteration: 4801,
    areas: [
      [4802, 'Offices'],
      [4803, 'Devices'],
    ],
    releases: [[4804, 'Release 1', [4805, 4806, 4807, 4808]]],
    boards: [],
    teams: [['71b3d9e4-05c8-4f26-a1d7-9e3c6b8f2a50', 'Fabrikam-Basic Team', 4800]],
  },
  {
    id: cmmiId,
    name: 'Fabrikam-CMMI',
    description: 'Software of the line cards, with reviews and change control',
    process: 'CMMI',
    area: 4900,
    iteration: 4901,
    areas: [
      [4902, 'Firmware'],
      [4903, 'Diagnostics'],
    ],
    releases: [[4904, 'Release 1', [4905, 4906, 4907, 4908]]],
    boards: [],
    teams: [['c05e8f17-3b6a-4d92-b7e4-2a9d1c6f8053', 'Fabrikam-CMMI Team', 4900]],
  },
];

/** Writes people, projects, their trees and their teams. */
export function seedProjects(store: Store, now: Date): void {
  for (const person of [...people, helena]) store.apply(['people', person.id, person]);
  for (const seed of projects) seedProject(store, seed, now);
}

function seedProject(store: Store, seed: ProjectSeed, now: Date): void {
  const project: Project = {
    id: seed.id,
    name: seed.name,
    description: seed.description,
    process: seed.process,
    revision: 11,
    visibility: 'private',
    lastUpdateTime: '2014-12-01T18:55:20.157Z',
    boards: seed.boards.map(([marker, ...types]) => ({ marker, types })),
  };
  store.apply(['projects', project.id, project]);
  for (const [marker] of seed.boards) {
    for (const field of boardFieldDefinitions(marker)) store.apply(['fields', field.referenceName, field]);
  }
  for (const node of nodesOf(seed, now)) store.apply(['nodes', String(node.id), node]);
  for (const team of teamsOf(seed)) store.apply(['teams', team.id, team]);
}

function* nodesOf(seed: ProjectSeed, now: Date): IterableIterator<ClassificationNode> {
  const node = (
    kind: ClassificationNode['kind'],
    id: number,
    name: string,
    parentId?: number,
    dates: { readonly startDate?: string; readonly finishDate?: string } = {},
  ): ClassificationNode => ({
    id,
    identifier: nodeGuid(id),
    name,
    kind,
    projectId: seed.id,
    ...(parentId === undefined ? {} : { parentId }),
    ...dates,
  });
  yield node('area', seed.area, seed.name);
  yield node('iteration', seed.iteration, seed.name);
  for (const [id, name, parent] of seed.areas) yield node('area', id, name, parent ?? seed.area);
  let number = 0;
  for (const [id, name, sprints] of seed.releases) {
    yield node('iteration', id, name, seed.iteration);
    for (const sprint of sprints) {
      number += 1;
      yield node('iteration', sprint, `Sprint ${number}`, id, sprintDates(number, now));
    }
  }
}

/** A stable GUID for a node. */
function nodeGuid(id: number): string {
  return `c0de0000-0000-4000-8000-${String(id).padStart(12, '0')}`;
}

/** Sprints of two weeks, so that the current one runs now. */
function sprintDates(number: number, now: Date): { readonly startDate: string; readonly finishDate: string } {
  const today = Math.floor(now.getTime() / day) * day;
  const weekday = (new Date(today).getUTCDay() + 6) % 7;
  const start = today - weekday * day + (number - currentSprint) * sprintDays * day;
  return {
    startDate: new Date(start).toISOString(),
    finishDate: new Date(start + (sprintDays - 3) * day).toISOString(),
  };
}

function teamsOf(seed: ProjectSeed): readonly Team[] {
  return seed.teams.map(([id, name, area], index) => ({
    id,
    name,
    description: index === 0 ? 'The default project team.' : `The people behind ${name.replace(' Team', '')}`,
    projectId: seed.id,
    ...(index === 0 ? { isDefault: true } : {}),
    areas: [{ nodeId: area, includeChildren: true }],
    backlogIteration: seed.iteration,
    iterations: seed.releases.flatMap(([, , sprints]) => sprints),
    members: people.map((person) => person.id),
  }));
}
