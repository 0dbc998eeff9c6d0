import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startSandbox } from './index';
import type { SandboxOptions } from './index';

const usage = `Usage: sandbox [--port N] [--data FILE] [--seed fabrikam|load:N|documented:DATE] [--faults FILE]
               [--latency MS] [--atomicity whole|item] [--api-version X.Y] [--token TEXT]`;

function readOptions(args: readonly string[]): SandboxOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      seed: { type: 'string' },
      faults: { type: 'string' },
      latency: { type: 'string' },
      atomicity: { type: 'string' },
      'api-version': { type: 'string' },
      token: { type: 'string' },
    },
  });
  const { atomicity } = values;
  if (atomicity !== undefined && atomicity !== 'whole' && atomicity !== 'item') {
    throw new Error('--atomicity is whole or item.');
  }
  return {
    port: readNumber('--port', values.port, 65_535) ?? 0,
    latencyMs: readNumber('--latency', values.latency, 600_000) ?? 0,
    ...(values.data === undefined ? {} : { dataFile: values.data }),
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...(values.faults === undefined ? {} : { faults: JSON.parse(readFileSync(values.faults, 'utf8')) as unknown }),
    ...(atomicity === undefined ? {} : { atomicity }),
    ...(values['api-version'] === undefined ? {} : { apiVersion: values['api-version'] }),
    ...(values.token === undefined ? {} : { token: values.token }),
    log: (line) => console.error(line),
  };
}

function readNumber(name: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text) && Number(text) <= most) return Number(text);
  throw new Error(`${name} is a whole number up to ${most}.`);
}

/** Serves until SIGTERM or SIGINT; prints one line of JSON on stdout when it listens. */
async function main(): Promise<void> {
  const sandbox = await startSandbox(readOptions(process.argv.slice(2)));
  const stop = (): void => {
    void sandbox.close().then(
      () => console.error('The sandbox has ended.'),
      (error: unknown) => console.error(error),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (process.env['npm_lifecycle_event'] !== undefined) followParent(stop);
  // Last, because whoever reads the line may end the sandbox at once.
  console.log(JSON.stringify({ url: sandbox.url, token: sandbox.token }));
  console.error(`The sandbox answers at ${sandbox.url}. End it with Ctrl+C.`);
}

/** npm dies of SIGTERM without passing it on; then this process gets another parent, and ends too. */
function followParent(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, 200);
  timer.unref();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  console.error(usage);
  process.exitCode = 1;
});
