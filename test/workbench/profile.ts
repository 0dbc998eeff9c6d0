import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export type Settings = Readonly<Record<string, unknown>>;

/**
 * A throw-away home for one VS Code. `data` is at once desktop VS Code's `--user-data-dir` and what VS Code Server makes
 * of `--server-data-dir`, so one layout serves both kinds.
 */
export interface Profile {
  readonly folder: string;
  readonly workspace: string;
  readonly data: string;
  readonly extensions: string;
  writeSettings(settings: Settings): void;
  /** Installs the extension that a folder holds, as it stands there: by a link. */
  install(extension: string): void;
  remove(): void;
}

/** Nothing of VS Code's own in the way: no welcome, no news, no assistant, no look-ups for things that are not there. */
export const quietSettings: Settings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.colorTheme': 'Default Dark Modern',
  'window.autoDetectColorScheme': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'security.workspace.trust.enabled': false,
  // In a browser the default is to save by itself, and a save stages.
  'files.autoSave': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'git.ignoreMissingGitWarning': true,
  'npm.autoDetect': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'editor.accessibilitySupport': 'off',
};

export function createProfile(settings: Settings = {}, files: Readonly<Record<string, string>> = {}): Profile {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), 'work-item-batch-'));
  const profile: Profile = {
    folder,
    workspace: path.join(folder, 'workspace'),
    data: path.join(folder, 'data'),
    extensions: path.join(folder, 'extensions'),
    writeSettings: (more) => {
      const file = path.join(profile.data, 'User/settings.json');
      fs.writeFileSync(file, `${JSON.stringify({ ...quietSettings, ...more }, undefined, 2)}\n`);
    },
    install: (extension) => linkExtension(extension, profile.extensions),
    remove: () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
  for (const each of [profile.workspace, path.join(profile.data, 'User'), profile.extensions]) {
    fs.mkdirSync(each, { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(profile.workspace, name), text);
  profile.writeSettings(settings);
  return profile;
}

function linkExtension(extension: string, extensions: string): void {
  const manifest = JSON.parse(fs.readFileSync(path.join(extension, 'package.json'), 'utf8')) as Record<string, string>;
  const { publisher = '', name = '', version = '' } = manifest;
  fs.symlinkSync(extension, path.join(extensions, `${publisher}.${name}-${version}`), 'junction');
}
