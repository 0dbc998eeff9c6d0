import assert from 'node:assert/strict';
import { expectNone, parse, place, readFiles, walk, type Finding, type SourceFile } from './project';
import { findBreaches } from './walls';
import * as ts from 'typescript';

const sources = readFiles(['src/**/*.ts']);

describe('walls', () => {
  it('stand in the sources', () => {
    expectNone(findBreaches(sources));
  });

  const planted: readonly (readonly [name: string, text: string, expected: RegExp])[] = [
    ['src/core/merge.ts', `import { readFile } from 'node:fs';`, /node:fs/],
    ['src/core/merge.ts', `import path from 'path';`, /node:path/],
    ['src/core/merge.ts', `import type { Uri } from 'vscode';`, /vscode/],
    ['src/core/merge.ts', `import { AdoError } from '../ado/errors';`, /src\/ado\/errors/],
    ['src/core/deep/merge.ts', `export const read = () => import('../../host/log');`, /src\/host\/log/],
    ['src/core/merge.ts', `export type Log = import('../host/log').Log;`, /src\/host\/log/],
    ['src/core/merge.ts', `const log = require('../host/log');`, /src\/host\/log/],
    ['src/core/merge.ts', `const log = require(name);`, /computes/],
    ['src/core/merge.ts', `import { cases } from '../../test/unit/core/cases';`, /test\/unit/],
    ['src/protocol/form.ts', `import { findType } from '../core/definitions';`, /not only its types/],
    ['src/protocol/form.ts', `import { type WorkItem, field } from '../core/workItem';`, /not only its types/],
    ['src/ado/client.ts', `import * as vscode from 'vscode';`, /vscode/],
    ['src/ado/client.ts', `import { z } from 'zod';`, /namespace/],
    ['src/ado/client.ts', `import * as z from 'zod/mini';`, /namespace/],
    ['src/commit/commit.ts', `import { request } from 'undici';`, /undici/],
    ['src/sandbox/store.ts', `import type { WorkItem } from '../core/workItem';`, /src\/core/],
    ['src/sandbox/store.ts', `import * as z from 'zod';`, /zod/],
    ['src/webview/main.ts', `import * as z from 'zod';`, /zod/],
    ['src/webview/main.ts', `import { Buffer } from 'node:buffer';`, /node:buffer/],
    ['src/webview/main.ts', `import { commands } from '../host/ids';`, /src\/host/],
    ['src/host/tree/tree.ts', `import * as z from 'zod';`, /three doors/],
    ['src/host/tree/tree.ts', `import { Store } from '../../sandbox/store';`, /src\/sandbox\/store/],
    ['src/host/tree/tree.ts', `import { startSandbox } from '../../sandbox/index';`, /outside/],
    ['src/host/tree/tree.ts', `import { main } from '../../webview/main';`, /src\/webview/],
    ['src/helpers.ts', `export const one = 1;`, /no room/],
  ];
  for (const [name, text, expected] of planted) {
    it(`find in ${name}: ${text}`, () => {
      const messages = findBreaches([{ name, text }]).map((finding) => `${finding.what} ${finding.why}`);
      assert.match(messages.join('\n'), expected);
    });
  }

  it('find a second door to the sandbox', () => {
    const text = `export const open = () => import('../../sandbox/index');`;
    const files = ['a', 'b'].map((name) => ({ name: `src/host/connection/${name}.ts`, text }));
    assert.match(findBreaches(files)[0]?.what ?? '', /second door/);
    assert.deepEqual(findBreaches(files.slice(1)), []);
  });

  it('let pass what the design draws', () => {
    const allowed: readonly SourceFile[] = [
      {
        name: 'src/core/merge.ts',
        text: `import { diff3Merge } from 'node-diff3'; import { parse } from 'jsonc-parser';`,
      },
      { name: 'src/protocol/form.ts', text: `import type { WorkItem } from '../core/workItem';` },
      { name: 'src/ado/client.ts', text: `import * as z from 'zod'; import { Agent } from 'undici';` },
      { name: 'src/webview/main.ts', text: `import './form.css'; import { locate } from '../core/locate';` },
      {
        name: 'src/extension.ts',
        text: `import * as vscode from 'vscode'; import { registerTree } from './host/tree/tree';`,
      },
    ];
    assert.deepEqual(findBreaches(allowed), []);
  });
});

/** What the composition root must not do. */
function findDecisions(file: SourceFile): readonly Finding[] {
  const found: Finding[] = [];
  const report = (at: string, what: string, why: string): void => void found.push({ at, what, why });
  const lines = file.text.trimEnd().split('\n').length;
  if (lines >= 60) report(file.name, `has ${lines} lines`, 'the whole object graph is to be read on one screen.');
  walk(parse(file), (node) => {
    if (ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword) {
      report(place(node), 'waits', 'activation never waits: not for the network, not for the disk.');
    }
    if (ts.isIfStatement(node) || ts.isConditionalExpression(node) || ts.isSwitchStatement(node)) {
      report(
        place(node),
        'decides',
        'a decision in the composition root is one that no test reaches; it belongs to a room.',
      );
    }
  });
  return found;
}

describe('extension.ts', () => {
  it('only composes', () => {
    expectNone(readFiles(['src/extension.ts']).flatMap(findDecisions));
  });

  it('would be found to decide, to wait and to grow', () => {
    const text = `export async function activate() {\n  if (one) await two();\n${'\n'.repeat(60)}}`;
    const found = findDecisions({ name: 'src/extension.ts', text }).map((finding) => finding.what);
    assert.deepEqual(found, ['has 63 lines', 'waits', 'decides', 'waits']);
  });
});
