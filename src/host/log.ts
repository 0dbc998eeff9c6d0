/**
 * What deeper layers may log: ids, revisions, counts and codes; never a token, never a field's value.
 * `vscode.LogOutputChannel` fits it.
 */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string | Error): void;
}
