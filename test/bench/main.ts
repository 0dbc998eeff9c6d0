import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { coreBench } from './core';
import { editorBench } from './editor';
import type { Bench, Measurement } from './measure';
import { sandboxBench } from './sandbox';

/** `npm run bench -- --out DIR [NAME…]`: measures, prints a table and writes `DIR/{name}.json`. */
const benches: readonly Bench[] = [coreBench, sandboxBench, editorBench];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } });
  const out = path.resolve(values.out ?? 'reports/bench');
  fs.mkdirSync(out, { recursive: true });
  for (const bench of benches) {
    if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
    const measurements = await bench.run();
    const report = { bench: bench.name, node: process.version, cpus: os.cpus().length, measurements };
    fs.writeFileSync(path.join(out, `${bench.name}.json`), `${JSON.stringify(report, undefined, 2)}\n`);
    console.log(`\n${bench.name}\n${measurements.map(line).join('\n')}`);
  }
}

function line({ name, unit, median, p95, limit, limit95 }: Measurement): string {
  const numbers = unit === 'ms' ? `${figure(median)} ms  p95 ${figure(p95)} ms` : `${(median / 1e6).toFixed(1)} MB`;
  return `  ${name.padEnd(72)} ${numbers}${judged('limit', median, limit)}${judged('limit of p95', p95, limit95)}`;
}

function judged(name: string, value: number, limit: number | undefined): string {
  return limit === undefined ? '' : `  ${name} ${limit} ms: ${value <= limit ? 'kept' : 'BROKEN'}`;
}

function figure(value: number): string {
  return value.toFixed(3).padStart(9);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
