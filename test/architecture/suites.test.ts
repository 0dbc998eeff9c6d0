import assert from 'node:assert/strict';
import * as ts from 'typescript';
import { readImports } from './imports';
import {
  expectNone,
  listFiles,
  parse,
  place,
  readFiles,
  readText,
  walk,
  type Finding,
  type SourceFile,
} from './project';

const glob = /^test\/.*\*.*\.test\.ts$/;

/** What `npm test` runs: globs given to mocha, and folders that a bundle walks. */
function readSuites(files: readonly SourceFile[]): readonly string[] {
  const walked = files
    .flatMap(readImports)
    .flatMap(({ specifier }) => /^test-files:(.+)$/.exec(specifier ?? '')?.[1] ?? []);
  const given: string[] = [];
  walk(parse({ name: 'test/suites.ts', text: readText('test/suites.ts') }), (node) => {
    if (ts.isStringLiteralLike(node) && glob.test(node.text)) given.push(node.text);
  });
  return [...given, ...walked.map((folder) => `test/${folder}/**/*.test.ts`)];
}

/** Calls of mocha outside of the files that a suite looks for. */
function findHiddenTests(file: SourceFile): readonly Finding[] {
  const found: Finding[] = [];
  const why = 'only files that end in .test.ts are looked for: this test never runs.';
  if (file.name.endsWith('.test.ts')) return [];
  walk(parse(file), (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || node.expression.text !== 'describe') return;
    // A suite has a title; other functions may bear the same name.
    const [title] = node.arguments;
    if (title !== undefined && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title))) {
      found.push({ at: place(node), what: 'declares tests', why });
    }
  });
  return found;
}

describe('suites', () => {
  const files = readFiles(['test/**/*.ts']);
  const suites = readSuites(files);

  it('run every test file', () => {
    const run = new Set(suites.flatMap((pattern) => listFiles([pattern])));
    const why = 'no suite of `npm test` finds this file, so that it never fails.';
    const orphans = files.filter((file) => file.name.endsWith('.test.ts') && !run.has(file.name));
    expectNone(orphans.map((file) => ({ at: file.name, what: 'is run by nobody', why })));
  });

  it('each find something', () => {
    assert.deepEqual(
      suites.filter((pattern) => listFiles([pattern]).length === 0),
      [],
    );
  });

  it('hold every test there is', () => {
    expectNone(files.flatMap(findHiddenTests));
  });

  it('would be found to miss one', () => {
    assert.equal(findHiddenTests({ name: 'test/unit/core/cases.ts', text: `describe('cases', () => {});` }).length, 1);
  });

  it('are the ones that the scripts of package.json run', () => {
    const scripts = Object.values(
      (JSON.parse(readText('package.json')) as { scripts: Record<string, string> }).scripts,
    );
    const named = scripts.flatMap((script) => [...script.matchAll(/"([^"]+)"/g)].map(([, text = '']) => text));
    // A script may run a part of a suite: what lies below one of its folders.
    const partOf = (pattern: string): boolean =>
      suites.some(
        (suite) =>
          pattern.endsWith(suite.slice(suite.indexOf('*'))) && pattern.startsWith(suite.slice(0, suite.indexOf('*'))),
      );
    const unknown = named.filter((pattern) => glob.test(pattern) && !partOf(pattern));
    assert.deepEqual(unknown, [], 'Scripts run files that `npm test` does not run');
  });
});
