import { runSchedule } from './schedule';

const usage = 'Usage: npm run --silent simulate -- [--schedules N] [--seed S]';

interface Options {
  readonly schedules: number;
  readonly seed: number;
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
  const sum = { schedules: 0, violations: 0, kills: 0, faults: 0 };
  for (let index = 0; index < options.schedules; index += 1) {
    const result = await runSchedule(options.seed + index);
    sum.schedules += 1;
    sum.violations += result.violations.length;
    sum.kills += result.kills;
    sum.faults += result.faults;
    if (result.violations.length > 0) {
      const lines = [`--seed ${options.seed + index} --schedules 1`, ...result.violations, ...result.history];
      process.stderr.write(`${lines.join('\n  ')}\n`);
    }
  }
  process.stdout.write(`${JSON.stringify(sum)}\n`);
  if (sum.violations > 0) process.exitCode = 1;
}

void main();
