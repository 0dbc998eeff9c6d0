/** Where the client says what it does: methods, paths, statuses, counts and codes; never a token, never a field's value. */
export interface Logger {
  debug(message: string): void;
  warn(message: string): void;
}
