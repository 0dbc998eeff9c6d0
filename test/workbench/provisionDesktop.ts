import fs from 'node:fs';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { cache } from './paths';
import { tell } from './provision';
import { releases, type VersionName } from './provisionServer';

/**
 * The executable of a desktop VS Code: the one that `VSCODE_PATH` names, else a download from VS Code's update server. Gives undefined where
 * there is no screen to show it on or the server does not answer; then VS Code Server takes its place.
 */
export async function provisionDesktop(version: VersionName): Promise<string | undefined> {
  const named = process.env['VSCODE_PATH'];
  if (named !== undefined && named !== '') {
    if (!fs.existsSync(named))
      throw new Error(`VSCODE_PATH names ${named}, which does not exist. Correct it or unset it.`);
    return named;
  }
  if (!hasScreen()) return undefined;
  try {
    return await downloadAndUnzipVSCode({
      version: version === 'minimum' ? releases.minimum.vscode : 'stable',
      cachePath: cache,
      reporter: new SilentReporter(),
    });
  } catch (error) {
    tell(`Desktop VS Code could not be downloaded (${String(error)}); VS Code Server is used instead.`);
    return undefined;
  }
}

export function hasScreen(): boolean {
  if (process.platform !== 'linux') return true;
  return (process.env['DISPLAY'] ?? '') !== '' || (process.env['WAYLAND_DISPLAY'] ?? '') !== '';
}
