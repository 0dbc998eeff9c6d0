import path from 'node:path';

/** The repository's root; two levels up both from here and from the bundles in `dist/tools`. */
export const root = path.resolve(__dirname, '../..');

/** What is provisioned for tests lies here, beside the downloads of `@vscode/test-electron`; git ignores it. */
export const cache = path.join(root, '.vscode-test');

/** The bundle of a program, as esbuild.js names it. */
export function toolPath(name: string): string {
  return path.join(root, 'dist/tools', `${name}.js`);
}
