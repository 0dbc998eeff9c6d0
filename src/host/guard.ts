import * as vscode from 'vscode';
import { AdoError } from '../ado/errors';
import { Failure, type WayOut } from './failure';
import { commands } from './ids';
import type { Log } from './log';

/** What a person is told about something that was thrown. */
export interface Telling {
  readonly kind: 'silent' | 'expected' | 'bug';
  readonly message: string;
  readonly wayOut?: WayOut;
}

const connectAgain = (): WayOut => ({ title: vscode.l10n.t('Connect…'), command: commands.connect });

/** Words and way out for anything thrown; the only place that tells expected failures from bugs. */
export function tell(error: unknown): Telling {
  if (error instanceof vscode.CancellationError) return { kind: 'silent', message: '' };
  if (error instanceof Failure) {
    return {
      kind: 'expected',
      message: error.message,
      ...(error.wayOut === undefined ? {} : { wayOut: error.wayOut }),
    };
  }
  if (error instanceof vscode.FileSystemError) return { kind: 'expected', message: error.message };
  if (error instanceof AdoError) return tellAdoError(error);
  return { kind: 'bug', message: error instanceof Error ? error.message : String(error) };
}

function tellAdoError(error: AdoError): Telling {
  const expected = (message: string, wayOut?: WayOut): Telling => ({
    kind: 'expected',
    message,
    ...(wayOut === undefined ? {} : { wayOut }),
  });
  switch (error.code) {
    case 'cancelled':
      return { kind: 'silent', message: '' };
    case 'signInFailed':
      return expected(
        vscode.l10n.t('Azure DevOps did not accept the sign-in. The token may be wrong or expired: connect again.'),
        connectAgain(),
      );
    case 'unreachable':
      return expected(
        vscode.l10n.t('The server cannot be reached. What is staged stays staged; check the network and try again.'),
        connectAgain(),
      );
    default:
      return expected(error.message);
  }
}

/** Wraps everything that VS Code calls: cancellation is silent, an expected failure says what to do next, a bug is logged once. */
export type Guard = <A extends readonly unknown[], R>(
  run: (...args: A) => R | PromiseLike<R>,
) => (...args: A) => Promise<R | undefined>;

export function createGuard(log: Log): Guard {
  return (run) =>
    async (...args) => {
      try {
        return await run(...args);
      } catch (error) {
        // A message may stand for hours; whoever ran the command must not wait for somebody to dismiss it.
        void show(tell(error), error, log);
        return undefined;
      }
    };
}

async function show(telling: Telling, error: unknown, log: Log): Promise<void> {
  if (telling.kind === 'silent') return;
  const bug = telling.kind === 'bug';
  log.error(bug && error instanceof Error ? error : telling.message);
  const wayOut: WayOut | undefined = bug
    ? { title: vscode.l10n.t('Show Log'), command: commands.showLog }
    : telling.wayOut;
  const text = bug ? vscode.l10n.t('Work Item Batch met an error of its own: {0}', telling.message) : telling.message;
  const chosen = await vscode.window.showErrorMessage(text, ...(wayOut === undefined ? [] : [wayOut.title]));
  if (chosen === undefined || wayOut === undefined) return;
  await vscode.commands.executeCommand(wayOut.command, ...(wayOut.args ?? []));
}
