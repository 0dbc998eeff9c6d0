import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Profile } from './profile';
import type { ServerProgram } from './provisionServer';

/** A test suite for the extension host: the extension's folder, and the module whose `run()` is the suite. */
export interface Suite {
  readonly extension: string;
  readonly module: string;
}

/** A running VS Code Server. */
export interface Server {
  readonly origin: string;
  readonly pid: number;
  readonly log: string;
  /** Settles when the server ends, by itself or because it was stopped. */
  readonly ended: Promise<void>;
  /** Where the workbench opens a folder; with a suite it runs that and tells the result. */
  address(workspace: string, suite?: Suite): string;
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly port?: number;
  readonly env?: NodeJS.ProcessEnv;
  /**
   * `--enable-smoke-test-driver`, which makes a built VS Code accept a suite from its address. It also keeps notifications and modal
   * dialogs from showing, so only suites ask for it.
   */
  readonly acceptSuite?: boolean;
}

/** Starts VS Code Server on 127.0.0.1, closed to whoever does not know the token in its address. */
export async function startServer(
  program: ServerProgram,
  profile: Pick<Profile, 'folder' | 'extensions'>,
  options: ServerOptions = {},
): Promise<Server> {
  const token = randomBytes(16).toString('hex');
  const log = path.join(profile.folder, 'server.log');
  const child = spawn(program.node, serverArguments(program, profile, options, token), {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that the extension host and whatever else it started can be ended together.
    detached: process.platform !== 'win32',
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  const port = await listening(child, log, ended);
  const origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    // It listens, so it was started.
    pid: child.pid ?? 0,
    log,
    ended,
    address: (workspace, suite) => workbenchAddress(origin, token, workspace, suite),
    stop: async () => {
      endGroup(child, 'SIGTERM');
      const force = setTimeout(() => endGroup(child, 'SIGKILL'), 5000);
      await ended;
      clearTimeout(force);
    },
  };
}

function serverArguments(
  program: ServerProgram,
  profile: Pick<Profile, 'folder' | 'extensions'>,
  options: ServerOptions,
  token: string,
): readonly string[] {
  return [
    program.main,
    ...[
      '--host',
      '127.0.0.1',
      '--port',
      String(options.port ?? 0),
      '--connection-token',
      token,
      '--accept-server-license-terms',
    ],
    ...['--server-data-dir', profile.folder, '--extensions-dir', profile.extensions, '--telemetry-level', 'off'],
    '--disable-workspace-trust',
    ...(options.acceptSuite === true ? ['--enable-smoke-test-driver'] : []),
  ];
}

/** Copies all that the server says to its log and gives the port as soon as it tells it. */
async function listening(child: ChildProcess, log: string, ended: Promise<void>): Promise<number> {
  const file = fs.createWriteStream(log);
  let said = '';
  const port = await new Promise<number | undefined>((resolve) => {
    const hear = (text: string): void => {
      file.write(text);
      if (said.length > 20_000) return;
      said += text;
      const found = /Extension host agent listening on (\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(Number(found));
    };
    child.stdout?.setEncoding('utf8').on('data', hear);
    child.stderr?.setEncoding('utf8').on('data', hear);
    void ended.then(() => resolve(undefined));
  });
  if (port !== undefined) return port;
  throw new Error(`VS Code Server ended before it listened. It said:\n${said.slice(-3000)}`);
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  if (process.platform === 'win32') child.kill(signal);
  else process.kill(-child.pid, signal);
}

function workbenchAddress(origin: string, token: string, workspace: string, suite?: Suite): string {
  const query = new URLSearchParams({ tkn: token, folder: posix(workspace) });
  if (suite !== undefined) {
    const remote = (file: string): string => new URL(`vscode-remote://${new URL(origin).host}${posix(file)}`).href;
    const payload = [
      ['extensionDevelopmentPath', remote(suite.extension)],
      ['extensionTestsPath', remote(suite.module)],
    ];
    query.set('payload', JSON.stringify(payload));
  }
  return `${origin}/?${query.toString()}`;
}

/** A path as VS Code's addresses write it: `C:\a` becomes `/C:/a`. */
function posix(file: string): string {
  const slashed = file.split(path.sep).join('/');
  return slashed.startsWith('/') ? slashed : `/${slashed}`;
}
