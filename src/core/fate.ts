import { sameName } from './definitions';
import type { Outcome } from './outcome';
import type { Problem } from './problem';
import type { Stage, StagedItem } from './stage';

/** How a staged item stands, for badges and groups. */
export type Mark = 'staged' | 'held' | 'conflict' | 'failed';

/** The mark of a staged item. Collateral is merely staged: nothing is wrong with it. */
export function markOf(item: Pick<StagedItem, 'held' | 'outcome'>): Mark {
  if (item.outcome?.kind === 'conflict') return 'conflict';
  if (item.held) return 'held';
  return item.outcome?.kind === 'rejected' || item.outcome?.kind === 'unknown' ? 'failed' : 'staged';
}

/** What is left to do after a commit of which nothing was applied because of a few: send the others, or find out who they are. */
export type Rest = 'none' | 'others' | 'culprit';

export function restOf(stage: Stage): Rest {
  const waiting = stage.items.flatMap(({ held, outcome }) =>
    !held && outcome?.kind === 'collateral' ? [outcome] : [],
  );
  if (waiting.some(({ culprits }) => culprits.length > 0)) return 'others';
  return waiting.filter(({ unnamed }) => unnamed === true).length > 1 ? 'culprit' : 'none';
}

/** What became of an entry, as problems that stand where their cause stands. */
export function outcomeProblems(outcome: Outcome): readonly Problem[] {
  switch (outcome.kind) {
    case 'committed':
      return [{ code: 'committed', pointer: '/id', severity: 'information', id: outcome.id, rev: outcome.rev }];
    case 'rejected':
      return [rejected(outcome)];
    case 'collateral':
      return [
        {
          code: 'collateral',
          pointer: '/id',
          severity: 'warning',
          culprits: outcome.culprits,
          unnamed: outcome.unnamed === true,
          message: outcome.message,
        },
      ];
    case 'unknown':
      return [{ code: 'unknownOutcome', pointer: '/id', severity: 'warning', message: outcome.message }];
    case 'conflict':
      if (outcome.clashes.length === 0) return [conflict('/id', outcome.message, undefined)];
      return outcome.clashes.map((clash) => conflict(clash.pointer, outcome.message, clash));
  }
}

/** A problem to be shown. `also` are problems that it says as well, in better words; their ways out are its own. */
export interface Told {
  readonly problem: Problem;
  readonly also: readonly Problem[];
}

/**
 * Says everything once: what was foreseen of a text, and what became of it. A refusal is what the errors in its place foresaw; what kept
 * a commit from being sent may stand there already.
 */
export function tellOnce(foreseen: readonly Problem[], fate: readonly Problem[]): readonly Told[] {
  const stands = new Set(foreseen.map((problem) => JSON.stringify(problem)));
  const refusals = fate.filter(({ code }) => code === 'rejected');
  const foresaw = ({ pointer, severity }: Problem, refusal: Problem): boolean =>
    severity === 'error' && sameName(pointer, refusal.pointer);
  const rest = foreseen.filter((problem) => !refusals.some((refusal) => foresaw(problem, refusal)));
  return [
    ...rest.map((problem) => ({ problem, also: [] })),
    ...fate
      .filter((problem) => !stands.has(JSON.stringify(problem)))
      .map((problem) => ({
        problem,
        also: problem.code === 'rejected' ? foreseen.filter((each) => foresaw(each, problem)) : [],
      })),
  ];
}

function rejected({ pointer, message, status }: Extract<Outcome, { kind: 'rejected' }>): Problem {
  return { code: 'rejected', pointer: pointer || '/id', severity: 'error', message, status };
}

function conflict(pointer: string, message: string, clash: Extract<Problem, { code: 'conflict' }>['clash']): Problem {
  return { code: 'conflict', pointer, severity: 'error', message, clash };
}
