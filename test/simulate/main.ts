import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { runSchedule } from './schedule';

const usage = 'Usage: npm run --silent simulate -- [--schedules N] [--seed S]';

interface Options {
  readonly schedules: number;
  readonly seed: number;
}

interface Sum {
  readonly schedules: number;
  readonly violations: number;
  readonly kills: number;
  readonly faults: number;
}

function parseOptions(words: readonly string[]): Options | undefined {
  const options = { schedules: 20_000, seed: Date.now() % 1_000_000_000 };
  for (let index = 0; index < words.length; index += 2) {
    const value = Number(words[index + 1]);
    if (!Number.isInteger(value) || value < 0) return undefined;
    if (words[index] === '--schedules') options.schedules = value;
    else if (words[index] === '--seed') options.seed = value;
    else return undefined;
  }
  return options;
}

/** Schedule `i` of a run with seed `s` is schedule 0 of a run with seed `s + i`, so that each can be run alone. */
async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  if (options === undefined) {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
    return;
  }
  process.stderr.write(`seed ${options.seed}\n`);
  const sums = await Promise.all(parts(options).map(inThread));
  const sum = sums.reduce(add, nothing);
  process.stdout.write(`${JSON.stringify(sum)}\n`);
  if (sum.violations > 0) process.exitCode = 1;
}

const nothing: Sum = { schedules: 0, violations: 0, kills: 0, faults: 0 };

function add(a: Sum, b: Sum): Sum {
  return {
    schedules: a.schedules + b.schedules,
    violations: a.violations + b.violations,
    kills: a.kills + b.kills,
    faults: a.faults + b.faults,
  };
}

/** The same schedules, dealt out to all processors. */
function parts({ schedules, seed }: Options): readonly Options[] {
  const size = Math.ceil(schedules / availableParallelism());
  const starts = Array.from({ length: size === 0 ? 0 : Math.ceil(schedules / size) }, (_, index) => index * size);
  return starts.map((start) => ({ seed: seed + start, schedules: Math.min(size, schedules - start) }));
}

function inThread(part: Options): Promise<Sum> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(__filename, { workerData: part });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('A thread ended without a result.')));
  });
}

async function simulate({ schedules, seed }: Options): Promise<Sum> {
  let sum = nothing;
  for (let index = 0; index < schedules; index += 1) {
    const { violations, kills, faults, history } = await runSchedule(seed + index);
    sum = add(sum, { schedules: 1, violations: violations.length, kills, faults });
    if (violations.length === 0) continue;
    process.stderr.write(`${[`--seed ${seed + index} --schedules 1`, ...violations, ...history].join('\n  ')}\n`);
  }
  return sum;
}

if (isMainThread) void main();
else void simulate(workerData as Options).then((sum) => parentPort?.postMessage(sum));
