import { isBoardColumn, columnField, doneField } from '../boardFields';
import type { StateTemplate } from '../process/process';
import type { Draft } from './draft';

/**
 * Keeps state and board column together: a new state moves the card, a new column changes the state
 * (both measured; the column's field belongs to the board's own extension, `WEF_<guid>_Kanban.Column`).
 */
export function followBoard(draft: Draft): void {
  for (const board of draft.project.boards ?? []) {
    if (!board.types.includes(draft.type.name)) continue;
    const column = columnField(board.marker);
    const wanted = draft.fields[column];
    if (draft.sent.has(column) && !draft.sent.has('System.State') && typeof wanted === 'string') {
      draft.fields['System.State'] = wanted;
    }
    const state = draft.type.states.find(({ name }) => name === draft.fields['System.State']);
    if (state && draft.fields['System.State'] !== draft.before?.fields['System.State'])
      moveCard(draft, board.marker, state);
    else if (!isBoardColumn(draft.fields, board.marker) && state && isPlaced(state))
      moveCard(draft, board.marker, state);
  }
}

function isPlaced(state: StateTemplate): boolean {
  return state.category !== 'Removed';
}

function moveCard(draft: Draft, marker: string, state: StateTemplate): void {
  if (isPlaced(state)) {
    draft.fields[columnField(marker)] = state.name;
    draft.fields[doneField(marker)] = false;
  } else {
    Reflect.deleteProperty(draft.fields, columnField(marker));
    Reflect.deleteProperty(draft.fields, doneField(marker));
  }
}
