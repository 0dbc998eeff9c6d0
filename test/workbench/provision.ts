import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { cache } from './paths';

/** Says on stderr what takes a while: stdout belongs to the program that provisions. */
export function tell(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** A folder of the cache: how it is made, and the files without which it is broken. */
export interface Recipe {
  readonly name: string;
  readonly needs: readonly string[];
  readonly make: (folder: string) => Promise<void>;
}

/**
 * Gives the whole folder, making or repairing it where it has to.
 *
 * It is made under another name and then renamed, so a folder under its own name was once complete, and two runs that
 * provision at the same time cannot see each other's halves: the first to rename wins, the other throws its own away.
 */
export async function provision(recipe: Recipe): Promise<string> {
  const folder = path.join(cache, recipe.name);
  if (isWhole(folder, recipe)) return folder;
  fs.mkdirSync(cache, { recursive: true });
  removeLeftovers();
  tell(`Preparing ${recipe.name} (once; kept in .vscode-test) …`);
  const draft = path.join(cache, `${recipe.name}.draft-${process.pid}-${randomUUID().slice(0, 8)}`);
  fs.mkdirSync(draft);
  try {
    await recipe.make(draft);
    if (!isWhole(draft, recipe)) throw new Error(`${recipe.name} is incomplete after it was installed.`);
    return moveInPlace(draft, folder, recipe);
  } finally {
    fs.rmSync(draft, { recursive: true, force: true });
  }
}

function isWhole(folder: string, recipe: Recipe): boolean {
  return recipe.needs.every((file) => fs.existsSync(path.join(folder, file)));
}

function moveInPlace(draft: string, folder: string, recipe: Recipe): string {
  if (fs.existsSync(folder) && !isWhole(folder, recipe)) fs.rmSync(folder, { recursive: true, force: true });
  try {
    fs.renameSync(draft, folder);
  } catch (error) {
    // Another run was faster; what it made serves us as well.
    if (!isWhole(folder, recipe)) throw error;
  }
  return folder;
}

/** Drafts whose maker was killed. */
function removeLeftovers(): void {
  for (const name of fs.readdirSync(cache)) {
    const maker = /\.draft-(\d+)-/.exec(name)?.[1];
    if (maker !== undefined && !isAlive(Number(maker)))
      fs.rmSync(path.join(cache, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Installs packages into a folder of their own, with the npm that runs us where there is one. No package's scripts run. */
export async function npmInstall(folder: string, ...packages: readonly string[]): Promise<void> {
  const manifest = path.join(folder, 'package.json');
  if (!fs.existsSync(manifest)) fs.writeFileSync(manifest, '{ "private": true }\n');
  const npm = process.env['npm_execpath'];
  const args = [
    'install',
    '--omit=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...packages,
  ];
  await (npm?.endsWith('.js') === true
    ? runProgram(process.execPath, [npm, ...args], { cwd: folder })
    : runProgram('npm', args, { cwd: folder, shell: process.platform === 'win32' }));
}

/** Runs a program to its end; an exit code other than 0 becomes an error that carries what the program said. */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly shell?: boolean; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<string> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0)
    throw new Error(`${program} ${args.join(' ')} ended with ${String(code)}:\n${said.join('').slice(-4000)}`);
  return said.join('');
}
