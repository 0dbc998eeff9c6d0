import type { FormParams } from '../protocol/form';
import type { OwnedContext } from './context';

type Command = FormParams<'run'>['command'];

/** The command of VS Code that a key stands for, where it must see what was typed last. */
export function commandOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): Command | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined;
  const key = event.key.toLowerCase();
  if (key === 's') return event.shiftKey ? undefined : 'save';
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !event.shiftKey ? 'redo' : undefined;
}

/**
 * VS Code itself saves, undoes and redoes. Only while something typed is still under way does the form hold the key
 * back, sends first and then has the host run the same command: otherwise the save would miss the last letters, and the
 * undo would take back the edit before them.
 */
export function takeKeys(target: Window, context: OwnedContext): void {
  target.addEventListener(
    'keydown',
    (event) => {
      const command = commandOf(event);
      if (command === 'save') leaveTyping();
      if (command === undefined || !context.pending()) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      void context.flush().then(() => context.host.request('run', { command }));
    },
    { capture: true },
  );
}

/** A save counts as leaving the input: half-typed tags and names are taken as they stand. */
function leaveTyping(): void {
  const active = document.activeElement;
  if (active instanceof HTMLInputElement && active.type === 'text') active.dispatchEvent(new Event('change'));
}
