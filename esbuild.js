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
  // jsonc-parser's `main` is a UMD bundle whose requires esbuild cannot follow.
  mainFields: ['module', 'main'],
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: __dirname,
};

/** The embedded server is a bundle of its own beside the extension's, so that activation does not read it. */
const sandboxApart = {
  name: 'sandbox-apart',
  setup(build) {
    build.onResolve({ filter: /\/sandbox\/index$/ }, () => ({ path: './sandbox.js', external: true }));
  },
};

/** Bundles that are part of the packaged extension. */
const shipped = [
  {
    ...node,
    entryPoints: { extension: 'src/extension.ts' },
    external: ['vscode'],
    plugins: [sandboxApart],
    outdir: 'dist',
  },
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

/** `test-files:FOLDER` is every test file below test/FOLDER, found by walking: a list kept by hand forgets one some day. */
const testFiles = {
  name: 'test-files',
  setup(build) {
    build.onResolve({ filter: /^test-files:/ }, ({ path: name }) => ({
      path: name.slice(11),
      namespace: 'test-files',
    }));
    build.onLoad({ filter: /.*/, namespace: 'test-files' }, ({ path: folder }) => {
      const resolveDir = path.join(__dirname, 'test', folder);
      const files = fs.readdirSync(resolveDir, { recursive: true }).filter((file) => file.endsWith('.test.ts'));
      const entry = (file) =>
        `${JSON.stringify(`test/${folder}/${file}`)}: () => { require(${JSON.stringify(`./${file}`)}); }`;
      const sorted = files.map((file) => file.split(path.sep).join('/')).sort();
      return { contents: `export const files = { ${sorted.map(entry).join(', ')} };`, resolveDir };
    });
  },
};

/** Programs for developers: packages stay outside, and so does what the extension host provides. */
const tools = {
  ...node,
  packages: 'external',
  external: ['vscode'],
  outdir: 'dist/tools',
  plugins: [testFiles],
  entryPoints: {
    sandbox: 'src/sandbox/main.ts',
    start: 'test/workbench/start.ts',
    launch: 'test/workbench/launch.ts',
    freeze: 'test/workbench/freeze.ts',
    suites: 'test/suites.ts',
    integration: 'test/integration/index.ts',
    e2e: 'test/e2e/index.ts',
    simulate: 'test/simulate/main.ts',
    bench: 'test/bench/main.ts',
    benchEditor: 'test/bench/editorInside.ts',
  },
};

/** Programs that need nothing but themselves start without building the rest. */
const alone = ['sandbox', 'simulate'];

function buildsFor(program) {
  if (!alone.includes(program)) return [...shipped, ...(production ? [] : [tools])];
  return [{ ...tools, entryPoints: { [program]: tools.entryPoints[program] } }];
}

function existing(build) {
  const entries = Object.entries(build.entryPoints).filter(([, file]) => fs.existsSync(path.join(__dirname, file)));
  return entries.length === 0 ? [] : [{ ...build, entryPoints: Object.fromEntries(entries) }];
}

async function main() {
  const run = options.indexOf('--run');
  const builds = buildsFor(run === -1 ? undefined : options[run + 1]).flatMap(existing);
  if (watch) {
    for (const build of builds) await (await esbuild.context({ ...build, logLevel: 'info' })).watch();
    return;
  }
  await Promise.all(builds.map((build) => esbuild.build(build)));
  if (run === -1) return;
  const program = path.join(__dirname, 'dist/tools', `${options[run + 1]}.js`);
  const rest = options.slice(run + 2);
  process.argv = [process.argv[0], program, ...(rest[0] === '--' ? rest.slice(1) : rest)];
  process.setSourceMapsEnabled(true);
  if (process.env.npm_lifecycle_event !== undefined) endWithParent();
  require(program);
}

/** npm passes SIGTERM on to the shell it started, and the shell passes it on to nobody: its end is the only sign of it. */
function endWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
