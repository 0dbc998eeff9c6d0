import type { Browser, Locator, Page } from 'playwright-core';
import { startBrowser } from './browser';
import { Editors } from './editors';
import { extensionHosts } from './extensionHost';
import { Notifications } from './notifications';
import { root } from './paths';
import { ProblemsPanel } from './problemsPanel';
import { createProfile, type Profile, type Settings } from './profile';
import { provisionServer, type VersionName } from './provisionServer';
import { QuickInput } from './quickInput';
import { type Server, startServer } from './server';
import { SourceControlView } from './sourceControl';
import { TreeView } from './treeView';
import { until } from './until';

export interface WorkbenchOptions {
  readonly version: VersionName;
  readonly settings?: Settings;
  /** Files of the workspace, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** The folder of the extension under development. */
  readonly extension?: string;
  /** Folders of other extensions that run beside it. */
  readonly beside?: readonly string[];
  /** What the extension host finds in its environment besides ours. */
  readonly env?: NodeJS.ProcessEnv;
}

/** The themes for which pictures are taken: their name in the theme picker, and the class by which the workbench shows that one is in force. */
const themes = {
  'Default Dark Modern': { label: 'Dark Modern', shown: 'vs-dark' },
  'Default Light Modern': { label: 'Light Modern', shown: 'vs' },
  'Default High Contrast': { label: 'Dark High Contrast', shown: 'hc-black' },
  'Default High Contrast Light': { label: 'Light High Contrast', shown: 'hc-light' },
} as const;

/** A theme, by its name in settings.json. */
export type Theme = keyof typeof themes;

export const themeNames = Object.keys(themes) as readonly Theme[];

/** No animation to wait for, every editor in a tab, and no hover over what is to be clicked next. */
const steadySettings: Settings = {
  'workbench.reduceMotion': 'on',
  'workbench.editor.useModal': 'off',
  'workbench.hover.delay': 60_000,
};

/** Starts VS Code Server with the extension and opens its window, 1440 by 900, in a headless Chromium. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const program = await provisionServer(options.version);
  const settings = { ...steadySettings, ...options.settings };
  const profile = createProfile(settings, options.files ?? { 'README.md': '# Example\n' });
  let server: Server | undefined;
  let browser: Browser | undefined;
  try {
    for (const extension of [options.extension ?? root, ...(options.beside ?? [])]) profile.install(extension);
    server = await startServer(program, profile, options.env === undefined ? {} : { env: options.env });
    browser = await startBrowser();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(server.address(profile.workspace));
    const workbench = new Workbench(
      page,
      profile,
      { vscode: program.vscode, node: program.nodeVersion },
      { server, browser },
    );
    await workbench.waitUntilReady();
    return workbench;
  } catch (error) {
    await browser?.close();
    await server?.stop();
    profile.remove();
    throw error;
  }
}

/** A VS Code window, and a hand for every part of it. */
export class Workbench {
  readonly quickInput: QuickInput;
  readonly editors: Editors;
  readonly sourceControl: SourceControlView;
  readonly problems: ProblemsPanel;
  readonly notifications: Notifications;

  constructor(
    readonly page: Page,
    readonly profile: Profile,
    /** Which VS Code it is, and which Node runs its extension host. */
    readonly versions: { readonly vscode: string; readonly node: string },
    private readonly owned: { readonly server: Server; readonly browser: Browser },
  ) {
    this.quickInput = new QuickInput(page);
    this.editors = new Editors(page);
    this.sourceControl = new SourceControlView(page);
    this.problems = new ProblemsPanel(page);
    this.notifications = new Notifications(page);
  }

  /** The colours come with the theme extension, so their presence shows that extensions have been read. */
  async waitUntilReady(): Promise<void> {
    await this.page.locator('.monaco-workbench[class*="vscode-theme-"]').waitFor({ timeout: 60_000 });
  }

  /** Opens a container of the activity bar, unless it is open. */
  async openView(container: string): Promise<void> {
    const item = this.page.locator('.activitybar .action-item', {
      has: this.page.locator(`.action-label[aria-label^="${container}"]`),
    });
    await item.waitFor({ timeout: 60_000 });
    if (!(await item.evaluate((element) => element.classList.contains('checked')))) await item.click();
    await this.waitForView(container);
  }

  async waitForView(container: string): Promise<void> {
    await this.page.locator('.part.sidebar .composite.title h2', { hasText: container }).waitFor();
  }

  /** The number that a container of the activity bar carries, or ''. */
  async badge(container: string): Promise<string> {
    const item = this.page.locator('.activitybar .action-item', {
      has: this.page.locator(`.action-label[aria-label^="${container}"]`),
    });
    return await item.locator('.badge-content').innerText();
  }

  tree(title: string): TreeView {
    return new TreeView(this.page, title);
  }

  async runCommand(title: string): Promise<void> {
    await this.quickInput.runCommand(title);
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  /** Changes user settings as a person does who edits settings.json; a change made behind the window's back it would not see. */
  async changeSettings(settings: Settings): Promise<void> {
    await this.runCommand('Preferences: Open User Settings (JSON)');
    await this.editors.waitForTab('settings');
    await this.editors.edit((text) => JSON.stringify({ ...(JSON.parse(text) as Settings), ...settings }, undefined, 2));
    await this.editors.save();
    await this.editors.waitForSaved();
    await this.runCommand('View: Close Editor');
  }

  async setTheme(theme: Theme): Promise<void> {
    const { label, shown } = themes[theme];
    await this.runCommand('Preferences: Color Theme');
    await this.quickInput.find('Select Color Theme', label, label);
    const classes = async (): Promise<string> =>
      (await this.page.locator('.monaco-workbench').first().getAttribute('class')) ?? '';
    await until(`the theme ${theme}`, classes, (text) => text.split(' ').includes(shown));
  }

  async screenshot(file: string): Promise<void> {
    // The pointer would leave a hover in the picture.
    await this.page.mouse.move(720, 895);
    await this.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  }

  /** `kill -9`: whatever the extension host was about to do, it does not do any more. */
  async killExtensionHost(): Promise<void> {
    const found = await this.extensionHosts();
    if (found.length === 0) throw new Error('There is no extension host to kill.');
    for (const pid of found) process.kill(pid, 'SIGKILL');
  }

  /** The process ids of the extension hosts of all windows. */
  async extensionHosts(): Promise<readonly number[]> {
    return await extensionHosts(this.owned.server.pid);
  }

  /** Opens the folder in another window, with an extension host of its own. */
  async openAnother(): Promise<Workbench> {
    const page = await this.page.context().newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(this.owned.server.address(this.profile.workspace));
    const other = new Workbench(page, this.profile, this.versions, this.owned);
    await other.waitUntilReady();
    return other;
  }

  /** What a person does whose extension host has died: loads the window again, which starts another one. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilReady();
  }

  async close(): Promise<void> {
    await this.owned.browser.close();
    await this.owned.server.stop();
    this.profile.remove();
  }
}
