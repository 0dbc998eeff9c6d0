import * as vscode from 'vscode';

/** Milliseconds of work that need no message. */
const briefly = 500;

/** Runs work that may take long: past a moment a message tells its step and has a button to cancel, which aborts the signal. */
export async function withCancel<T>(
  title: string,
  work: (signal: AbortSignal, tellStep: (step: string) => void) => Promise<T>,
): Promise<T> {
  const cancelling = new AbortController();
  let message = '';
  let told: vscode.Progress<{ message: string }> | undefined;
  const working = work(cancelling.signal, (step) => {
    message = step;
    told?.report({ message });
  });
  const timer = setTimeout(() => {
    const location = vscode.ProgressLocation.Notification;
    void vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
      token.onCancellationRequested(() => cancelling.abort());
      told = progress;
      progress.report({ message });
      return working.then(
        () => undefined,
        () => undefined,
      );
    });
  }, briefly);
  try {
    return await working;
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for something that is only read: whoever cancels is free at once, whether the reading heeds the signal or not. */
export function waitFor<T>(title: string, read: (signal: AbortSignal) => PromiseLike<T>): Promise<T> {
  return withCancel(title, (signal) => {
    const cancelled = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new vscode.CancellationError()), { once: true });
    });
    return Promise.race([read(signal), cancelled]);
  });
}
