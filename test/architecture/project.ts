import assert from 'node:assert/strict';
import * as path from 'node:path';
import * as ts from 'typescript';

/** Root of the repository, absolute. */
export const root = path.resolve(__dirname, '../..');

/** A file as the checks see it: a path relative to the root with forward slashes, and its text. */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** A rule that a file breaks, where, and why the rule stands. */
export interface Finding {
  readonly at: string;
  readonly what: string;
  readonly why: string;
}

/** Files below the root that match the globs (`**`, `*`, `?`), relative, sorted. */
export function listFiles(globs: readonly string[]): readonly string[] {
  const extensions = ['.ts', '.css', '.js', '.mjs', '.svg', '.png', '.md', '.json'];
  return ts.sys
    .readDirectory(root, extensions, ['node_modules', 'dist', '.vscode-test'], globs)
    .map((file) => path.relative(root, file).replaceAll(path.sep, '/'))
    .sort();
}

export function readText(name: string): string {
  const text = ts.sys.readFile(path.join(root, name));
  if (text === undefined) throw new Error(`${name} cannot be read.`);
  return text;
}

/** The files that match the globs, with their text. Finding none is an error: a check of nothing proves nothing. */
export function readFiles(globs: readonly string[]): readonly SourceFile[] {
  const files = listFiles(globs).map((name) => ({ name, text: readText(name) }));
  if (files.length === 0) throw new Error(`No file matches ${globs.join(', ')}.`);
  return files;
}

export function parse(file: SourceFile): ts.SourceFile {
  return ts.createSourceFile(file.name, file.text, ts.ScriptTarget.Latest, true);
}

/** Calls `visit` for the node and all that is below it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => {
    walk(child, visit);
  });
}

/** `file:line` of a node, as terminals and editors make it clickable. */
export function place(node: ts.Node): string {
  const source = node.getSourceFile();
  const name = path.isAbsolute(source.fileName) ? path.relative(root, source.fileName) : source.fileName;
  return `${name.replaceAll(path.sep, '/')}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`;
}

/** Fails with every finding and its reason. */
export function expectNone(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const reasons = [...new Set(findings.map((finding) => finding.why))];
  const lines = reasons.flatMap((why) => [
    `  Why: ${why}`,
    ...findings.filter((finding) => finding.why === why).map((finding) => `    ${finding.at}  ${finding.what}`),
  ]);
  assert.fail(`${findings.length} finding(s)\n${lines.join('\n')}`);
}
