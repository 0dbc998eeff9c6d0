import assert from 'node:assert/strict';
import { findHabits, findLongFiles, findWords, mostLines } from './habits';
import { expectNone, readFiles } from './project';

const code = readFiles(['src/**/*.ts', 'src/**/*.css', 'test/**/*.ts', 'media/**/*.css']);
const prose = readFiles(['*.md', 'media/**/*.md', '*.js', '*.mjs', 'package*.json']).filter(
  (file) => file.name !== 'package-lock.json',
);

describe('sizes', () => {
  it(`are ${mostLines} lines a file at most`, () => {
    expectNone(findLongFiles(code));
  });

  it('are counted without the last line break', () => {
    const lines = (count: number): string => 'x\n'.repeat(count);
    assert.deepEqual(findLongFiles([{ name: 'a.ts', text: lines(mostLines) }]), []);
    assert.equal(findLongFiles([{ name: 'a.ts', text: lines(mostLines + 1) }]).length, 1);
  });
});

describe('habits', function () {
  // Every file is parsed.
  this.timeout(120_000);

  it('are kept in the sources', () => {
    expectNone(code.flatMap(findHabits));
  });

  it('are kept in the pages and the tools', () => {
    expectNone(prose.flatMap(findWords));
  });

  // Joined, so that neither this file nor a search of the repository finds what is planted here.
  const join = (...parts: readonly string[]): string => parts.join('');
  const planted: readonly (readonly [name: string, text: string, expected: RegExp])[] = [
    ['src/core/a.ts', 'export default function run() {}', /default/],
    ['src/core/a.ts', 'const a = 1; export default a;', /default/],
    ['src/core/a.ts', "export * from './b';", /re-exports/],
    ['src/core/a.ts', "export { b } from './b';", /re-exports/],
    ['src/core/a.ts', 'export enum Kind { One }', /enum/],
    ['src/core/a.ts', join('export const a = b as a', 'ny;'), /says any/],
    ['src/core/a.ts', join('export function a(b: a', 'ny[]): void {}'), /says any/],
    ['src/core/a.ts', 'export const a = b as unknown as string;', /twice/],
    ['src/core/a.ts', join('try { a(); } cat', 'ch { /* quiet */ }'), /empty catch/],
    ['src/core/a.ts', 'void a().catch(() => undefined);', /into nothing/],
    ['src/core/a.ts', 'void a().catch(() => {});', /into nothing/],
    ['src/core/a.ts', 'export const b = a.catch(() => undefined);', /into nothing/],
    ['src/core/a.ts', 'export interface IItem { readonly id: number }', /with I/],
    ['src/core/a.ts', join('con', 'sole.log(1);'), /console/],
    ['src/core/a.ts', 'process.exit(1);', /ends the process/],
    ['test/unit/a.test.ts', join('describe', '.only("a", () => {});'), /alone/],
    ['test/unit/a.test.ts', join('it', '.skip("a", () => {});'), /skipped/],
    ['test/unit/a.test.ts', join('function a() { this', '.skip(); }'), /skipped/],
    ['test/unit/a.test.ts', 'xit("a");', /skipped/],
    ['src/core/a.ts', join('// es', 'lint-disable-next-line\nexport const a = 1;'), /switches/],
    ['src/core/a.ts', join('/* @ts', '-ignore */ export const a = 1;'), /switches/],
    ['src/core/a.ts', join('export const a = 1; // TO', 'DO b'), /note/],
    ['media/a.css', join('/* FIX', 'ME */ a { color: red }'), /note/],
    ['src/core/a.ts', '/** This used to be a class. */\nexport const a = 1;', /history/],
    ['src/core/a.ts', '// For now only numbers.\nexport const a = 1;', /history/],
    ['src/core/a.ts', join('// See iss', 'ue 5.\nexport const a = 1;'), /ticket/],
    ['src/core/a.ts', join('export const a = "', '/home', '/me/a.json";'), /machine/],
    ['src/core/utils.ts', '', /says nothing/],
    ['src/core/index.ts', '', /says nothing/],
    ['src/core/WorkItem.ts', '', /camelCase/],
    ['src/core/work-item.ts', '', /camelCase/],
  ];
  for (const [name, text, expected] of planted) {
    it(`are found broken in ${name}: ${text}`, () => {
      const found = findHabits({ name, text }).map((finding) => finding.what);
      assert.equal(found.length, 1, found.join(', '));
      assert.match(found[0] ?? '', expected);
    });
  }

  const fine: readonly (readonly [name: string, text: string])[] = [
    ['src/core/a.ts', 'export { a };'],
    ['src/core/a.ts', 'export const a = "any"; // any value will do'],
    ['src/core/a.ts', join('export const a = "TO', 'DO"; export const path = "/_apis/work/a";')],
    ['src/core/a.ts', 'try { a(); } catch (error) { report(error); }'],
    ['src/core/a.ts', '/** The item is no longer there. */\nexport const a = 1;'],
    ['src/core/a.ts', 'opening.catch(() => undefined);'],
    ['src/core/a.ts', 'interface Item { readonly Id: number }'],
    ['src/sandbox/main.ts', join('con', 'sole.error(1);')],
    ['src/sandbox/index.ts', ''],
    ['test/unit/a.test.ts', 'it("a", () => {}); list.only(1);'],
  ];
  for (const [name, text] of fine) {
    it(`are kept in ${name}: ${text}`, () => {
      assert.deepEqual(findHabits({ name, text }), []);
    });
  }
});
