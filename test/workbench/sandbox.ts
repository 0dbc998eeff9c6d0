import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { toolPath } from './paths';

export interface Sandbox {
  /** The collection's address. */
  readonly url: string;
  readonly token: string;
  stop(): Promise<void>;
}

/** Starts the work item tracking server as a process of its own, on a free port, with the sample project as it was made. */
export async function startSandbox(args: readonly string[] = []): Promise<Sandbox> {
  const child = spawn(process.execPath, ['--enable-source-maps', toolPath('sandbox'), '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => resolve());
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  const line = await new Promise<string | undefined>((resolve) => {
    createInterface(child.stdout).once('line', resolve);
    void ended.then(() => resolve(undefined));
  });
  if (line === undefined) throw new Error(`The sandbox ended before it listened. It said:\n${said}`);
  const { url, token } = JSON.parse(line) as { readonly url: string; readonly token: string };
  return {
    url,
    token,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** One request to the sandbox past the extension: what stands on the server, whatever the window shows. */
export async function sandboxRequest(
  server: Pick<Sandbox, 'url' | 'token'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: `Basic ${Buffer.from(`:${server.token}`).toString('base64')}`,
      'content-type': 'application/json',
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} gave ${response.status}: ${text.slice(0, 500)}`);
  return text === '' ? undefined : JSON.parse(text);
}
