// Builds every bundle; `--run NAME -- ARGS` builds and then runs that bundle in this very process,
// so that signals and the exit code are the program's own. All talk goes to stderr: stdout belongs to the program.
'use strict';

const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const options = process.argv.slice(2);
const production = options.includes('--production');
const watch = options.includes('--watch');

/** @type {import('esbuild').BuildOptions} */
const node = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: __dirname,
};

/** Bundles that are part of the packaged extension. */
const shipped = [
  { ...node, entryPoints: { extension: 'src/extension.ts' }, external: ['vscode', './sandbox'], outdir: 'dist' },
  { ...node, entryPoints: { sandbox: 'src/sandbox/index.ts' }, outdir: 'dist' },
  {
    ...node,
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    entryPoints: { webview: 'src/webview/main.ts' },
    outdir: 'dist',
  },
];

/** Programs for developers: packages stay outside, and so does what the extension host provides. */
const tools = {
  ...node,
  packages: 'external',
  external: ['vscode'],
  outdir: 'dist/tools',
  entryPoints: {
    sandbox: 'src/sandbox/main.ts',
    start: 'test/workbench/start.ts',
    suites: 'test/suites.ts',
    integration: 'test/integration/index.ts',
    e2e: 'test/e2e/index.ts',
    simulate: 'test/simulate/main.ts',
    bench: 'test/bench/main.ts',
  },
};

function existing(build) {
  const entries = Object.entries(build.entryPoints).filter(([, file]) => fs.existsSync(path.join(__dirname, file)));
  return entries.length === 0 ? [] : [{ ...build, entryPoints: Object.fromEntries(entries) }];
}

async function main() {
  const builds = [...shipped, ...(production ? [] : [tools])].flatMap(existing);
  if (watch) {
    for (const build of builds) await (await esbuild.context({ ...build, logLevel: 'info' })).watch();
    return;
  }
  await Promise.all(builds.map((build) => esbuild.build(build)));
  const run = options.indexOf('--run');
  if (run === -1) return;
  const program = path.join(__dirname, 'dist/tools', `${options[run + 1]}.js`);
  const rest = options.slice(run + 2);
  process.argv = [process.argv[0], program, ...(rest[0] === '--' ? rest.slice(1) : rest)];
  require(program);
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
