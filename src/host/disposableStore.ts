/** What somebody has to let go of. `vscode.Disposable` is a class; anything of this shape can stand in for it. */
export interface Disposable {
  dispose(): void;
}

/** Owns disposables. Adding to a store that is already disposed disposes at once, so that nothing outlives its owner. */
export class DisposableStore implements Disposable {
  private readonly owned = new Set<Disposable>();
  private disposed = false;

  /** Takes ownership and hands the same value back, so that registering and naming are one line. */
  add<T extends Disposable>(disposable: T): T {
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
