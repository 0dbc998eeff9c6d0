import assert from 'node:assert/strict';
import { ESLint } from 'eslint';
import * as path from 'node:path';
import { root } from './project';

const head = `import * as vscode from 'vscode';
declare const isValid: (text: string) => Promise<boolean>;
`;

/** Each is a mistake that the compiler accepts. ESLint's own configuration of this project has to find it. */
const planted: readonly (readonly [rule: string, text: string])[] = [
  ['@typescript-eslint/no-floating-promises', `vscode.commands.executeCommand('workItemBatch.commit');`],
  ['@typescript-eslint/no-floating-promises', `isValid('a');`],
  ['@typescript-eslint/no-misused-promises', `export const check = () => { if (isValid('a')) throw new Error('b'); };`],
  ['@typescript-eslint/no-misused-promises', `['a'].forEach(async (text) => { await isValid(text); });`],
  ['no-empty', ['try { void isValid("a"); } catch', '{}'].join(' ')],
  ['no-restricted-syntax', `export default isValid;`],
  ['max-lines-per-function', `export function long(): void {\n${'  void isValid("a");\n'.repeat(50)}}`],
];

describe('dropped promises', function () {
  // The whole project is compiled first.
  this.timeout(120_000);
  const eslint = new ESLint({ cwd: root });

  for (const [rule, text] of planted) {
    it(`are found by ESLint (${rule}): ${text.slice(0, 80)}`, async () => {
      // Any file of the project will do: its text is replaced, its types are the project's.
      const [result] = await eslint.lintText(head + text, { filePath: path.join(root, 'src/core/workItem.ts') });
      const rules = result?.messages.map((message) => message.ruleId ?? message.message) ?? [];
      assert.ok(rules.includes(rule), `ESLint said: ${rules.join(', ')}`);
    });
  }

  it('are not found where there are none', async () => {
    const text = `export const check = async () => { if (!(await isValid('a'))) await vscode.commands.executeCommand('b'); };\n`;
    const [result] = await eslint.lintText(head + text, { filePath: path.join(root, 'src/core/workItem.ts') });
    assert.deepEqual(result?.messages, []);
  });
});
