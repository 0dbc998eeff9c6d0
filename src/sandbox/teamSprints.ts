import type { Team } from './model';
import { placeOf } from './nodes';
import type { PlacedNode } from './nodes';
import type { Store } from './store';

export type TimeFrame = 'past' | 'current' | 'future';

/** An iteration that a team takes part in, as it stands to today. */
export interface Sprint extends PlacedNode {
  readonly timeFrame: TimeFrame;
}

/**
 * A team's iterations by their dates, those without dates last, then by path. Where today falls into none that has dates,
 * the first one without dates is the current one (recorded with the command line extension's iteration tests).
 */
export function sprintsOf(store: Store, team: Team, now: Date): readonly Sprint[] {
  const today = now.toISOString().slice(0, 10);
  const places = team.iterations
    .flatMap((id) => placeOf(store, id) ?? [])
    .sort((one, two) => (startOf(one) < startOf(two) ? -1 : startOf(one) > startOf(two) ? 1 : 0));
  const current =
    places.find((place) => datedFrame(place, today) === 'current') ??
    places.find((place) => datedFrame(place, today) === undefined);
  return places.map((place) => ({
    ...place,
    timeFrame: place === current ? 'current' : (datedFrame(place, today) ?? 'future'),
  }));
}

function startOf({ node, path }: PlacedNode): string {
  return `${node.startDate ?? '9999'} ${path.toLowerCase()}`;
}

/** Undefined for an iteration without dates. Its last day belongs to it. */
function datedFrame({ node }: PlacedNode, today: string): TimeFrame | undefined {
  if (node.startDate === undefined || node.finishDate === undefined) return undefined;
  if (node.finishDate.slice(0, 10) < today) return 'past';
  return node.startDate.slice(0, 10) > today ? 'future' : 'current';
}
