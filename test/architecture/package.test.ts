import { listFiles, PackageManager } from '@vscode/vsce';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import * as fs from 'node:fs';
import { isBuiltin } from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { filesOf, type Manifest } from './manifest';
import { readText, root } from './project';

/** What a user downloads: the bundles, the pictures, the pages. Nothing else, and no map of the sources. */
const allowed = [
  /^dist\/(?:extension|sandbox|webview)\.js$/,
  /^media\/(?:icon\.png|outcome\.png|workItems\.svg)$/,
  /^media\/(?:walkthrough|webview)\/.+\.(?:svg|png|css|md)$/,
  /^package(?:\.nls)?\.json$/,
  /^(?:README|CHANGELOG)\.md$/,
  /^LICENSE$/,
];

const needed = [
  'dist/extension.js',
  'dist/sandbox.js',
  'dist/webview.js',
  'package.json',
  'package.nls.json',
  'README.md',
  'LICENSE',
];

/**
 * Bytes. The first bundle is read at every start, and the whole is downloaded by everybody. Of extension.js, undici makes
 * 535 KB and zod 100 KB, 450 KB if it were imported by name.
 */
const most = { extension: 1_000_000, vsix: 1_000_000 };

const parts = [
  'src',
  'media',
  'esbuild.js',
  'tsconfig.json',
  '.vscodeignore',
  'package.json',
  'package.nls.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
];

describe('package', function () {
  this.timeout(180_000);
  let folder: string;
  let files: readonly string[];

  // A copy, so that bundles for production do not replace those that somebody is working with.
  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'work-item-batch-'));
    for (const part of parts) fs.cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    fs.mkdirSync(path.join(folder, 'dist'));
    for (const leftover of ['.env', 'notes.md', 'dist/old.js', 'dist/extension.js.map']) {
      fs.writeFileSync(path.join(folder, leftover), 'left over');
    }
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    await promisify(execFile)(npm, ['run', 'package', '--', '--out', 'made.vsix'], {
      cwd: folder,
      shell: process.platform === 'win32',
    });
    files = await listFiles({ cwd: folder, packageManager: PackageManager.None });
  });

  after(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('holds the bundles, the pictures and the pages, and nothing else', () => {
    const others = files.filter((file) => !allowed.some((pattern) => pattern.test(file)));
    assert.deepEqual(others, [], 'Files in the package that no user needs');
    assert.deepEqual(
      needed.filter((file) => !files.includes(file)),
      [],
      'Files that the package lacks',
    );
  });

  it('holds every file that the manifest names', () => {
    const manifest = JSON.parse(readText('package.json')) as Manifest;
    assert.deepEqual(
      filesOf(manifest).filter((file) => !files.includes(file)),
      [],
    );
    assert.ok(files.includes(path.posix.normalize(manifest.main)), `${manifest.main} is what VS Code loads`);
  });

  it('has bundles without maps, and that need no package beside them', () => {
    for (const file of files.filter((name) => name.endsWith('.js'))) {
      const text = fs.readFileSync(path.join(folder, file), 'utf8');
      assert.doesNotMatch(text, /\/\/# sourceMappingURL=/, `${file} names a map`);
      const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = '']) => name);
      const outside = required.filter((name) => !/^(?:node:.+|vscode|\.\/sandbox\.js)$/.test(name));
      assert.deepEqual(
        outside.filter((name) => !isBuiltin(name)),
        [],
        `${file} requires a package that is not shipped`,
      );
    }
  });

  it('is small', () => {
    const sizeOf = (file: string): number => fs.statSync(path.join(folder, file)).size;
    assert.ok(sizeOf('dist/extension.js') < most.extension, `extension.js has ${sizeOf('dist/extension.js')} bytes`);
    assert.ok(sizeOf('made.vsix') < most.vsix, `the package has ${sizeOf('made.vsix')} bytes`);
  });
});
