import fs from 'node:fs';
import path from 'node:path';
import { npmInstall, provision, runProgram } from './provision';

export type VersionName = 'minimum' | 'latest';

interface Release {
  /** The version that the workbench itself tells. */
  readonly vscode: string;
  /** The npm package that carries VS Code Server of this version under `lib/vscode`. */
  readonly carrier: string;
  readonly nodeMajor: number;
}

/** `minimum` is the oldest version that package.json's `engines.vscode` promises; Node is the one that release was built for. */
export const releases: Readonly<Record<VersionName, Release>> = {
  minimum: { vscode: '1.100.3', carrier: 'code-server@4.100.3', nodeMajor: 20 },
  latest: { vscode: '1.139.1', carrier: 'code-server@4.139.1', nodeMajor: 24 },
};

export interface ServerProgram {
  readonly vscode: string;
  /** The version of the Node that runs it, and so of the extension host. */
  readonly nodeVersion: string;
  readonly node: string;
  readonly main: string;
}

/** Makes VS Code Server of a version ready to be started: the real workbench and the real Node extension host. */
export async function provisionServer(version: VersionName): Promise<ServerProgram> {
  const release = releases[version];
  const inside = 'node_modules/code-server/lib/vscode';
  const main = `${inside}/out/server-main.js`;
  const folder = await provision({
    name: `vscode-server-${release.vscode}`,
    needs: [main, `${inside}/product.json`, `${inside}/node_modules/.package-lock.json`],
    make: async (draft) => {
      await npmInstall(draft, release.carrier);
      // Native modules are left unbuilt: the workbench misses a log file's rotation and the terminal, nothing else.
      await npmInstall(path.join(draft, inside));
      await addSearchProgram(draft, path.join(draft, inside));
    },
  });
  const node = await provisionNode(release.nodeMajor);
  const nodeVersion = (await runProgram(node, ['-p', 'process.versions.node'])).trim();
  return { vscode: release.vscode, nodeVersion, node, main: path.join(folder, main) };
}

/** The Node of a major version: the one that runs us, else the one that the npm package of this platform carries. */
async function provisionNode(major: number): Promise<string> {
  if (process.versions.node.startsWith(`${major}.`)) return process.execPath;
  const carrier = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const file = `node_modules/${carrier}/bin/${process.platform === 'win32' ? 'node.exe' : 'node'}`;
  const folder = await provision({
    name: `node-${major}`,
    needs: [file],
    make: (draft) => npmInstall(draft, `${carrier}@${major}`),
  });
  return path.join(folder, file);
}

/**
 * Older releases fetch ripgrep in an install script that no package of the registry carries. Without it Search fails, and with it the
 * built-in npm extension, which starts with the first JSON document and would put its failure into every picture.
 */
async function addSearchProgram(draft: string, server: string): Promise<void> {
  const file = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const place = path.join(server, 'node_modules/@vscode/ripgrep/bin', file);
  if (fs.existsSync(place) || !fs.existsSync(path.join(server, 'node_modules/@vscode/ripgrep'))) return;
  const carrier = `@vscode/ripgrep-${process.platform}-${process.arch}`;
  await npmInstall(draft, `${carrier}@1.18.0`);
  fs.mkdirSync(path.dirname(place), { recursive: true });
  fs.copyFileSync(path.join(draft, 'node_modules', carrier, 'bin', file), place);
}
