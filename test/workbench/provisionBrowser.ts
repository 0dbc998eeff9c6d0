import fs from 'node:fs';
import path from 'node:path';
import { npmInstall, provision, runProgram, tell } from './provision';
import { provisionFonts } from './provisionFonts';

export interface BrowserProgram {
  readonly executable: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * A Chromium to show the workbench in: the one that `CHROME_PATH` names, an installed one, the headless shell of an npm
 * package (x86-64 Linux; changes nothing outside the cache, needs no root), and last Debian's own.
 */
export async function provisionBrowser(): Promise<BrowserProgram> {
  const fonts = process.platform === 'linux' ? { FONTCONFIG_FILE: await provisionFonts() } : {};
  const named = process.env['CHROME_PATH'];
  if (named !== undefined && named !== '') {
    if (!fs.existsSync(named))
      throw new Error(`CHROME_PATH names ${named}, which does not exist. Correct it or unset it.`);
    return { executable: named, env: fonts };
  }
  const installed = findInstalled();
  if (installed !== undefined) return { executable: installed, env: fonts };
  if (process.platform === 'linux' && process.arch === 'x64') return await provisionHeadlessShell(fonts);
  return { executable: await installWithApt(), env: fonts };
}

const commands = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge', 'msedge'];

const wellKnown: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      path.join(folder, 'Google/Chrome/Application/chrome.exe'),
      path.join(folder, 'Microsoft/Edge/Application/msedge.exe'),
    ]),
};

function findInstalled(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const onPath = commands.flatMap((command) => folders.map((folder) => path.join(folder, command)));
  return [...onPath, ...(wellKnown[process.platform] ?? [])].find((file) => fs.existsSync(file));
}

/** `@sparticuz/chromium` unpacks itself, and the libraries that a bare system lacks, into the temporary folder; here that is the draft. */
async function provisionHeadlessShell(fonts: Readonly<Record<string, string>>): Promise<BrowserProgram> {
  const folder = await provision({
    name: 'chromium-147',
    needs: ['chromium', 'al2023/lib'],
    make: async (draft) => {
      await npmInstall(draft, '@sparticuz/chromium@147.0.0');
      const unpack = "import('@sparticuz/chromium').then((module) => module.default.executablePath())";
      const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
      await runProgram(process.execPath, ['-e', unpack], { cwd: draft, env });
      fs.rmSync(path.join(draft, 'node_modules'), { recursive: true });
    },
  });
  const library = path.join(folder, 'al2023/lib');
  return { executable: path.join(folder, 'chromium'), env: { ...fonts, LD_LIBRARY_PATH: library } };
}

async function installWithApt(): Promise<string> {
  if (process.getuid?.() !== 0 || !fs.existsSync('/usr/bin/apt-get')) {
    throw new Error('No Chromium was found. Install Chrome, Chromium or Edge, or name one in CHROME_PATH.');
  }
  tell("Installing Debian's chromium (once) …");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runProgram('apt-get', ['update'], { env });
  await runProgram('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { env });
  return '/usr/bin/chromium';
}
