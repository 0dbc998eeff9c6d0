import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { openInBrowser } from './openInBrowser';
import { root } from './paths';
import { createProfile, type Profile } from './profile';
import { hasScreen } from './provisionDesktop';
import { provisionServer, type VersionName } from './provisionServer';
import { startServer } from './server';
import { runTour } from './tour';

const usage = `npm start -- [--version latest|minimum] [--theme NAME] [--port N] [--tour FOLDER]`;

interface StartOptions {
  readonly version: VersionName;
  readonly theme: string;
  readonly port: number;
}

/** `npm start`: a real VS Code with the extension, connected to the sample project; `--tour FOLDER` walks through it without a person. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      version: { type: 'string', default: 'latest' },
      theme: { type: 'string', default: 'Default Dark Modern' },
      port: { type: 'string', default: '0' },
      tour: { type: 'string' },
    },
  });
  const { version, theme, tour } = values;
  const port = Number(values.port);
  if (version !== 'minimum' && version !== 'latest') throw new Error(`--version is minimum or latest.\n${usage}`);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port is a number up to 65535.\n${usage}`);
  if (tour !== undefined) process.exitCode = await runTour(tour, version);
  else await serve({ version, theme, port });
}

async function serve(options: StartOptions): Promise<void> {
  const ending = interrupted();
  const profile = createProfile(
    { 'workbench.colorTheme': options.theme, 'workItemBatch.url': 'sandbox' },
    exampleFiles,
  );
  try {
    const desktop = process.env['VSCODE_PATH'] ?? '';
    await (desktop === '' ? serveInBrowser(profile, options, ending) : openDesktop(desktop, profile, ending));
  } finally {
    profile.remove();
  }
}

async function serveInBrowser(profile: Profile, options: StartOptions, ending: Promise<void>): Promise<void> {
  const program = await provisionServer(options.version);
  profile.install(root);
  const server = await startServer(program, profile, { port: options.port });
  const address = server.address(profile.workspace);
  console.log(
    `VS Code ${program.vscode} with Work Item Batch runs. Open it here, if it does not open by itself:\n\n  ${address}\n`,
  );
  console.log('The Work Items view is in the activity bar. Ctrl+C ends it all.');
  if (hasScreen()) openInBrowser(address);
  const early = await Promise.race([ending.then(() => false), server.ended.then(() => true)]);
  if (early) throw new Error('VS Code Server ended by itself.');
  await server.stop();
}

async function openDesktop(executable: string, profile: Profile, ending: Promise<void>): Promise<void> {
  const folders = [`--user-data-dir=${profile.data}`, `--extensions-dir=${profile.extensions}`];
  const child = spawn(
    executable,
    [profile.workspace, '--wait', '--new-window', `--extensionDevelopmentPath=${root}`, ...folders],
    {
      stdio: 'ignore',
    },
  );
  const ended = new Promise<void>((resolve, reject) => child.once('error', reject).once('exit', () => resolve()));
  console.log('VS Code with Work Item Batch opens. Close its window, or press Ctrl+C here, to end it.');
  await Promise.race([ending, ended]);
  child.kill();
}

/** Settles with Ctrl+C, or with whatever else ends a program politely. */
async function interrupted(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
}

const exampleFiles = {
  'README.md': `# Example workspace

1. Open **Work Items** in the activity bar and click a work item.
2. Change something and save: the edit is staged, nothing is sent yet.
3. Open **Source Control**, write a comment, press **Commit**: all staged edits leave as one batch.
`,
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
