import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { Disposable } from '../disposableStore';

/** A running embedded server and what signs in to it. */
export interface EmbeddedSandbox {
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

/** The embedded server with the sample project; started when first needed, its data kept between windows. */
export interface SandboxHost extends Disposable {
  start(): Promise<EmbeddedSandbox>;
  /** Ends the server and deletes its data, so that the next start holds the sample project as it was. */
  reset(): Promise<void>;
}

const addressKey = 'sandbox:address';

export function createSandboxHost(storage: vscode.Uri, secrets: vscode.SecretStorage): SandboxHost {
  const data = path.join(storage.fsPath, 'sandbox', 'data.jsonl');
  let running: Promise<EmbeddedSandbox> | undefined;
  const stop = async (): Promise<void> => {
    const server = running;
    running = undefined;
    await (await server)?.close();
  };
  return {
    start: () => (running ??= startOrJoin(data, secrets)),
    reset: async () => {
      await stop();
      await rm(path.dirname(data), { recursive: true, force: true });
    },
    dispose: () => {
      void stop();
    },
  };
}

/**
 * The same port each time, because documents and staged links name it; and the same token, because a second window
 * that finds the port taken joins the server of the first instead of opening its data twice.
 */
async function startOrJoin(dataFile: string, secrets: vscode.SecretStorage): Promise<EmbeddedSandbox> {
  const [port = '0', token = randomBytes(24).toString('hex')] = (await secrets.get(addressKey))?.split(' ') ?? [];
  await mkdir(path.dirname(dataFile), { recursive: true });
  // A bundle of its own, loaded here only: the server costs nothing until someone wants the sample project.
  const { startSandbox } = await import('../../sandbox/index');
  try {
    const server = await startSandbox({ dataFile, token, port: Number(port) });
    await secrets.store(addressKey, `${new URL(server.url).port} ${token}`);
    return server;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    return { url: `http://127.0.0.1:${port}/fabrikam`, token, close: () => Promise.resolve() };
  }
}
