// Runs the core's tests inside Stryker. Stryker's own runner for mocha knows versions up to 11, or needs Node 22; this is the
// part of one that mocha 12 needs: files are loaded once, and each mutant runs the tests that pass through it.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { commonTokens, declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import Mocha from 'mocha';

// A property only has to notice that something broke; its seed stands in its title, by which Stryker knows it again.
process.env.PROPERTY_RUNS ??= '60';
process.env.PROPERTY_SEED ??= '20';

const folder = 'test/unit/core';

/** Milliseconds; the few tests above it take nine tenths of the time, so the many below it judge a mutant first. */
const quickTest = 25;

/** Written by the process that runs all tests once, for those that run mutants. */
const slowList = 'slow-tests.json';

function slowTests() {
  return new Set(JSON.parse(fs.readFileSync(slowList, 'utf8')));
}

/** Tells how each test ended, by its full title. */
class Results {
  static latest = [];

  constructor(runner) {
    const tests = (Results.latest = []);
    let started = Date.now();
    const add = (test, result) => {
      const id = (test.ctx?.currentTest ?? test).fullTitle();
      tests.push({ id, name: id, timeSpentMs: Date.now() - started, ...result });
      started = Date.now();
    };
    runner.on('pass', (test) => add(test, { status: TestStatus.Success, fileName: test.file }));
    runner.on('fail', (test, error) => add(test, { status: TestStatus.Failed, failureMessage: String(error.message) }));
  }
}

class Mocha12Runner {
  context = (globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {});

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    createRequire(import.meta.url)('tsx/cjs');
    this.mocha = new Mocha({ reporter: Results, timeout: 0 });
    this.mocha.cleanReferencesAfterRun(false);
    for (const file of fs.readdirSync(folder)) {
      if (file.endsWith('.test.ts')) this.mocha.addFile(path.resolve(folder, file));
    }
    const onTest = (title) => this.onTest?.(title);
    this.mocha.suite.beforeEach(function () {
      onTest(this.currentTest.fullTitle());
    });
  }

  async dryRun({ coverageAnalysis, disableBail }) {
    if (coverageAnalysis === 'perTest') this.onTest = (title) => (this.context.currentTestId = title);
    const result = await this.run(disableBail);
    delete this.onTest;
    fs.writeFileSync(
      slowList,
      JSON.stringify(result.tests?.flatMap((test) => (test.timeSpentMs > quickTest ? [test.id] : []))),
    );
    return result.status === DryRunStatus.Complete
      ? { ...result, mutantCoverage: this.context.mutantCoverage }
      : result;
  }

  async mutantRun({ activeMutant, testFilter, disableBail, hitLimit, mutantActivation }) {
    // Stryker would wait for a hundred times what all tests together pass through a place: minutes, in a loop of the parser.
    this.context.hitLimit = hitLimit && hitLimit / 10;
    this.context.hitCount = hitLimit ? 0 : undefined;
    const isSlow = slowTests();
    const slow = testFilter.filter((title) => isSlow.has(title));
    const quick = testFilter.filter((title) => !isSlow.has(title));
    const judge = async (titles) => {
      const pattern = titles.map((title) => `^${title.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')}$`).join('|');
      this.mocha.grep(new RegExp(pattern));
      return toMutantRunResult(await this.run(disableBail, activeMutant.id, mutantActivation));
    };
    const first = quick.length > 0 ? await judge(quick) : undefined;
    const isDone = slow.length === 0 || (first !== undefined && first.status !== MutantRunStatus.Survived);
    return isDone ? first : judge(slow);
  }

  async run(disableBail, mutant, activation) {
    const bail = (suite) => {
      suite.bail(!disableBail);
      suite.suites.forEach(bail);
    };
    bail(this.mocha.suite);
    try {
      if (!this.loaded) {
        this.context.activeMutant = activation === 'static' ? mutant : undefined;
        this.mocha.loadFiles();
        this.loaded = true;
        bail(this.mocha.suite);
      }
      this.context.activeMutant = mutant;
      await new Promise((resolve) => this.mocha.run(resolve));
      const timedOut = determineHitLimitReached(this.context.hitCount, this.context.hitLimit);
      return timedOut ?? { status: DryRunStatus.Complete, tests: Results.latest };
    } catch (error) {
      return { status: DryRunStatus.Error, errorMessage: error instanceof Error ? error.stack : String(error) };
    }
  }
}

function create() {
  return new Mocha12Runner();
}
create.inject = tokens(commonTokens.injector);

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'mocha12', create)];
