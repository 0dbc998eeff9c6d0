import assert from 'node:assert/strict';
import { relativeName, typedPlanted, typedProject } from './program';
import { expectNone } from './project';
import { findImpurities } from './purity';

const rooms = ['src/core/', 'src/ado/', 'src/commit/', 'src/protocol/', 'src/webview/'];

const impure: readonly (readonly [room: string, text: string])[] = [
  ['src/core/', `export const at = Date.now();`],
  ['src/core/', `export const at = new Date();`],
  ['src/commit/', `export const at = new Date().toISOString();`],
  ['src/ado/', `export const jitter = Math.random();`],
  ['src/core/', `export const load = () => fetch('a');`],
  ['src/core/', `export const show = (text: string) => console.log(text);`],
  ['src/core/', `export const start = () => setTimeout(() => undefined, 1);`],
  ['src/core/', `export const bytes = Buffer.from('a');`],
  ['src/core/', `export const home = process.env['HOME'];`],
  ['src/core/', `export type Element = HTMLElement;`],
  ['src/webview/', `export const bytes = Buffer.from('a');`],
  ['src/webview/', `export const home = process.env['HOME'];`],
  ['src/webview/', `export type Timer = NodeJS.Timeout;`],
  ['src/protocol/', `export const kinds = ['a', 'b'] as const;`],
];

const pure: readonly (readonly [room: string, text: string])[] = [
  ['src/core/', `export const at = (text: string) => new Date(text).getTime();`],
  ['src/core/', `export const host = (text: string) => new URL(text).host;`],
  ['src/core/', `export interface Event { readonly name: string }\nexport const name = (event: Event) => event.name;`],
  ['src/core/', `export const read = (process: { env: string }) => process.env;`],
  ['src/ado/', `export const bytes = Buffer.from('a');`],
  ['src/webview/', `export const later = () => setTimeout(() => undefined, 1);`],
  ['src/webview/', `export const root = document.body;`],
  [
    'src/protocol/',
    `import type { JsonValue } from '../core/workItem';\nexport interface Message { readonly body: JsonValue }`,
  ],
];

describe('purity', function () {
  // The whole project is compiled first.
  this.timeout(120_000);
  it('holds: core is pure, ado and commit get clock and chance handed in, the webview is a browser’s', () => {
    expectNone(findImpurities(typedProject(rooms)));
  });

  const cases = [...impure, ...pure];
  const name = (index: number): string => `${cases[index]?.[0] ?? ''}planted${index}.ts`;
  let found: ReadonlySet<string>;
  before(() => {
    const typed = typedPlanted(cases.map(([, text], index) => ({ name: name(index), text })));
    assert.deepEqual(typed.files.map(relativeName).sort(), cases.map((_, index) => name(index)).sort());
    found = new Set(findImpurities(typed).map((finding) => finding.at.split(':')[0] ?? ''));
  });

  cases.forEach(([room, text], index) => {
    const expected = index < impure.length;
    it(`${expected ? 'finds' : 'lets pass'} in ${room}: ${text}`, () => {
      assert.equal(found.has(name(index)), expected);
    });
  });
});
