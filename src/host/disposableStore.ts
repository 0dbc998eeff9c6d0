import type * as vscode from 'vscode';

/** Owns disposables. Adding to a store that is already disposed disposes at once, so that nothing outlives its owner. */
export class DisposableStore implements vscode.Disposable {
  private readonly owned = new Set<vscode.Disposable>();
  private disposed = false;

  /** Takes ownership and hands the same value back, so that registering and naming are one line. */
  add<T extends vscode.Disposable>(disposable: T): T {
    if (this.disposed) {
      disposable.dispose();
    } else {
      this.owned.add(disposable);
    }
    return disposable;
  }

  dispose(): void {
    this.disposed = true;
    for (const disposable of [...this.owned].reverse()) {
      disposable.dispose();
    }
    this.owned.clear();
  }
}
