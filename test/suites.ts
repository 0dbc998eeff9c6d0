import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runIntegration } from './workbench/integration';
import { broken, readMochaReport, type Totals } from './workbench/mochaReport';
import { root, toolPath } from './workbench/paths';
import type { VersionName } from './workbench/provisionServer';

const reports = path.join(root, 'reports');

/** `npm test`: every suite in turn, none left out because another failed. `npm test -- unit e2e` runs only those. */
const suites: Readonly<Record<string, (report: string) => Promise<Totals>>> = {
  types: () => check('types', ['node_modules/typescript/bin/tsc', '--noEmit']),
  lint: () => check('lint', ['node_modules/eslint/bin/eslint.js', '.']),
  format: () => check('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']),
  unit: (report) => unit(report),
  coverage: () => check('coverage of src/core', c8),
  simulation: () => simulation(),
  contract: (report) => mocha(report, 'test/contract/**/*.test.ts'),
  'integration-minimum': (report) => integration('minimum', report),
  'integration-latest': (report) => integration('latest', report),
  e2e: (report) => e2e(report),
};

interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { grep: { type: 'string' } } });
  const unknown = positionals.filter((name) => !(name in suites));
  if (unknown.length > 0)
    throw new Error(`There is no suite ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}.`);
  if (values.grep !== undefined) process.env['TEST_GREP'] = values.grep;
  fs.rmSync(path.join(reports, 'totals.json'), { force: true });
  fs.mkdirSync(reports, { recursive: true });
  const results: SuiteResult[] = [];
  for (const [name, run] of Object.entries(suites)) {
    if (positionals.length === 0 || positionals.includes(name)) results.push(await runSuite(name, run));
  }
  finish(results);
}

async function runSuite(name: string, run: (report: string) => Promise<Totals>): Promise<SuiteResult> {
  console.log(`▸ ${name}`);
  const started = performance.now();
  const report = path.join(reports, `${name}.json`);
  fs.rmSync(report, { force: true });
  const totals = await run(report).catch((error: unknown) =>
    broken(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  for (const { title, detail } of totals.failures)
    console.log(`\n✗ ${name}: ${title}\n${detail.replace(/^/gm, '    ')}\n`);
  console.log(`  ${totals.passed} passed, ${totals.failed} failed, ${seconds} s`);
  return { name, passed: totals.passed, failed: totals.failed, seconds };
}

function finish(results: readonly SuiteResult[]): void {
  const passed = results.reduce((sum, each) => sum + each.passed, 0);
  const failed = results.reduce((sum, each) => sum + each.failed, 0);
  fs.writeFileSync(
    path.join(reports, 'totals.json'),
    `${JSON.stringify({ passed, failed, suites: results }, undefined, 2)}\n`,
  );
  console.log();
  for (const { name, seconds, ...counts } of results) {
    const numbers = [counts.passed, counts.failed].map((count) => String(count).padStart(5));
    console.log(
      `${name.padEnd(20)}${numbers[0] ?? ''} passed${numbers[1] ?? ''} failed${seconds.toFixed(1).padStart(8)} s`,
    );
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

/** Where the unit tests leave what they ran through, for `coverage` to judge by the limits of `npm run coverage`. */
const covered = path.join(reports, 'coverage');

const c8 = ['node_modules/c8/bin/c8.js', 'report', '--config', 'test/c8rc.json', '--temp-directory', covered];

async function unit(report: string): Promise<Totals> {
  fs.rmSync(covered, { recursive: true, force: true });
  process.env['NODE_V8_COVERAGE'] = covered;
  const core = 'test/unit/core/**/*.test.ts';
  const all = ['test/unit/**/*.test.ts', 'test/architecture/**/*.test.ts'];
  try {
    if (process.env['TEST_GREP'] !== undefined) return await mocha(report, ...all);
    // Two processes at once: the properties of the core take as long as everything else together.
    return sum(await Promise.all([mocha(besides(report), core), mocha(report, ...all, '--ignore', core)]));
  } finally {
    delete process.env['NODE_V8_COVERAGE'];
  }
}

/** Other schedules on every run; `SIMULATION_SEED` repeats those of another one. */
async function simulation(): Promise<Totals> {
  const seed = process.env['SIMULATION_SEED'] ?? String(Date.now() % 1_000_000_000);
  console.log(`  20,000 schedules of commits, seed ${seed}`);
  return check(`simulation with seed ${seed}`, [toolPath('simulate'), '--schedules', '20000', '--seed', seed]);
}

/** A second report of a suite; whatever stood there before is gone, so that it is not taken for this run's. */
function besides(report: string): string {
  const other = report.replace(/\.json$/, '-core.json');
  fs.rmSync(other, { force: true });
  return other;
}

function sum(parts: readonly Totals[]): Totals {
  return {
    passed: parts.reduce((total, { passed }) => total + passed, 0),
    failed: parts.reduce((total, { failed }) => total + failed, 0),
    failures: parts.flatMap(({ failures }) => failures),
  };
}

/** A check that either holds or does not counts as one test. */
async function check(title: string, args: readonly string[]): Promise<Totals> {
  const { code, output } = await node(args);
  return code === 0
    ? { passed: 1, failed: 0, failures: [] }
    : { passed: 0, failed: 1, failures: [{ title, detail: output }] };
}

async function mocha(report: string, ...args: readonly string[]): Promise<Totals> {
  const grep = process.env['TEST_GREP'];
  const reporter = ['--reporter', 'json', '--reporter-option', `output=${report}`];
  const selection = grep === undefined ? [] : ['--grep', grep];
  const run = await node([
    'node_modules/mocha/bin/mocha.js',
    '--config',
    'test/mocharc.json',
    ...reporter,
    ...selection,
    ...args,
  ]);
  return judge(report, run);
}

async function integration(version: VersionName, report: string): Promise<Totals> {
  try {
    await runIntegration({ version, report });
    return readMochaReport(report);
  } catch (error) {
    return judge(report, { code: 1, output: error instanceof Error ? error.message : String(error) });
  }
}

async function e2e(report: string): Promise<Totals> {
  return judge(report, await node(['--enable-source-maps', toolPath('e2e'), '--report', report]));
}

/** The report counts; a run that failed although no test of it did is a failure all the same. */
function judge(report: string, run: { readonly code: number | null; readonly output: string }): Totals {
  if (!fs.existsSync(report)) return broken(`No report was written (exit code ${String(run.code)}).\n${run.output}`);
  const totals = readMochaReport(report);
  if (run.code === 0 || totals.failed > 0) return totals;
  const ending = broken(`It ended with exit code ${String(run.code)} although no test failed.\n${run.output}`);
  return { passed: totals.passed, failed: 1, failures: ending.failures };
}

/** Runs Node from the root, without a stdin to wait for, and keeps the last of what it says. */
async function node(args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const hear = (text: string): void => {
    output = (output + text).slice(-20_000);
  };
  child.stdout.setEncoding('utf8').on('data', hear);
  child.stderr.setEncoding('utf8').on('data', hear);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { code, output };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
