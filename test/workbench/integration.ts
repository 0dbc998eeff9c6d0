import fs from 'node:fs';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root, toolPath } from './paths';
import { createProfile, type Profile, type Settings } from './profile';
import { provisionDesktop } from './provisionDesktop';
import { releases, type VersionName } from './provisionServer';

export interface IntegrationOptions {
  readonly version: VersionName;
  /** The file that gets mocha's JSON report. */
  readonly report: string;
  readonly settings?: Settings;
  readonly extension?: string;
  readonly tests?: string;
}

/**
 * Runs the integration suite inside the extension host of a real VS Code: desktop VS Code where there is one, else VS Code Server, which a launcher of
 * our own dresses up as the same kind of executable. Rejects when the suite failed or did not come to its end.
 */
export async function runIntegration(options: IntegrationOptions): Promise<void> {
  const desktop = await provisionDesktop(options.version);
  const profile = createProfile(options.settings, { 'README.md': '# Integration tests\n' });
  try {
    await runTests({
      vscodeExecutablePath: desktop ?? writeLauncher(profile, options.version),
      extensionDevelopmentPath: options.extension ?? root,
      extensionTestsPath: options.tests ?? toolPath('integration'),
      launchArgs: [profile.workspace, `--user-data-dir=${profile.data}`, `--extensions-dir=${profile.extensions}`],
      extensionTestsEnv: {
        TEST_REPORT: options.report,
        // Which version must be seen inside; a desktop VS Code is whatever was named or is current.
        TEST_VSCODE: desktop === undefined ? releases[options.version].vscode : '',
      },
    });
    // An extension host that dies takes the suite's exit code with it, and VS Code tells 0.
    if (!fs.existsSync(options.report)) throw new Error('The extension host ended before the suite did.');
  } catch (error) {
    throw fs.existsSync(options.report) ? error : new Error(`${String(error)}\n${logTail(profile)}`, { cause: error });
  } finally {
    profile.remove();
  }
}

/** What the window and the server said last, for a suite that did not come to its end. */
function logTail(profile: Profile): string {
  return ['window.log', 'server.log']
    .map((name) => path.join(profile.folder, name))
    .filter((file) => fs.existsSync(file))
    .map((file) => `--- ${path.basename(file)}\n${fs.readFileSync(file, 'utf8').slice(-4000)}`)
    .join('\n');
}

/** An executable that passes its arguments on to the launcher; `@vscode/test-electron` starts one file and nothing else. */
function writeLauncher(profile: Profile, version: VersionName): string {
  const command = [process.execPath, '--enable-source-maps', toolPath('launch'), `--vscode=${version}`];
  if (process.platform === 'win32') {
    const file = path.join(profile.folder, 'code.cmd');
    fs.writeFileSync(file, `@${command.map((each) => `"${each}"`).join(' ')} %*\r\n`);
    return file;
  }
  const file = path.join(profile.folder, 'code');
  const quoted = command.map((each) => `'${each.replaceAll("'", `'\\''`)}'`).join(' ');
  fs.writeFileSync(file, `#!/bin/sh\nexec ${quoted} "$@"\n`, { mode: 0o755 });
  return file;
}
