import type * as vscode from 'vscode';

/** Tokens by collection url, in VS Code's SecretStorage only. A token is never sent to another address than its own. */
export interface Tokens {
  get(url: string): Thenable<string | undefined>;
  set(url: string, token: string): Thenable<void>;
  forget(url: string): Thenable<void>;
}

export function createTokens(secrets: vscode.SecretStorage): Tokens {
  const key = (url: string): string => `token:${url.toLowerCase()}`;
  return {
    get: (url) => secrets.get(key(url)),
    set: (url, token) => secrets.store(key(url), token),
    forget: (url) => secrets.delete(key(url)),
  };
}
