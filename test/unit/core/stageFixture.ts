import type { Outcome } from '../../../src/core/outcome';
import { emptyStage, reduceStage, type Stage, type StageAction, type StagedItem } from '../../../src/core/stage';
import { item, set, staged } from './fixture';

export const one = staged(item(1, 1), set({ 'System.Title': 'x' }));

export const two = staged(item(2, 1), set({ 'System.Title': 'y' }));

export const upload = { url: 'u', size: 1, modified: 2 };

export const committed: Outcome = { kind: 'committed', id: 1, rev: 2 };

export const failure: Outcome = { kind: 'unknown', message: 'lost' };

export function after(...actions: readonly StageAction[]): Stage {
  return actions.reduce(reduceStage, emptyStage);
}

export const put = ({ id, base, text }: StagedItem): StageAction => ({ kind: 'put', id, base, text });
