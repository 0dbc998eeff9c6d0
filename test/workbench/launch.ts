import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { startBrowser } from './browser';
import { provisionServer, type VersionName } from './provisionServer';
import { type Server, startServer } from './server';

/**
 * Stands in for desktop VS Code's executable: takes the arguments with which `@vscode/test-electron` starts that, runs the suite in VS Code Server
 * with a headless Chromium, and ends with the suite's exit code.
 */
async function launch(): Promise<number> {
  const { values, positionals } = parseArgs({
    // Arguments meant for Electron are none of ours.
    strict: false,
    allowPositionals: true,
    options: {
      vscode: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      extensionDevelopmentPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'extensions-dir': { type: 'string' },
    },
  });
  const data = required(values['user-data-dir'], 'user-data-dir');
  const version: VersionName = values.vscode === 'minimum' ? 'minimum' : 'latest';
  const profile = { folder: path.dirname(data), extensions: required(values['extensions-dir'], 'extensions-dir') };
  const server = await startServer(await provisionServer(version), profile, { acceptSuite: true });
  process.once('SIGTERM', () => void server.stop());
  process.once('SIGINT', () => void server.stop());
  try {
    const address = server.address(required(positionals[0], 'workspace'), {
      extension: required(values.extensionDevelopmentPath, 'extensionDevelopmentPath'),
      module: required(values.extensionTestsPath, 'extensionTestsPath'),
    });
    return await runSuite(server, address);
  } finally {
    await server.stop();
  }
}

/** Opens the workbench, which runs the suite by itself, and waits for what it tells. */
async function runSuite(server: Server, address: string): Promise<number> {
  const browser = await startBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const log = path.join(path.dirname(server.log), 'window.log');
    await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
      fs.appendFileSync(log, `[${type}] ${args.map(String).join(' ')}\n`);
    });
    const [code] = await Promise.all([suiteEnds(page, server), page.goto(address)]);
    return code;
  } finally {
    await browser.close();
  }
}

async function suiteEnds(page: Page, server: Server): Promise<number> {
  return await new Promise<number>((resolve, reject) => {
    page.on('crash', () => reject(new Error('The window crashed.')));
    void server.ended.then(() => reject(new Error('VS Code Server ended before the suite did.')));
    setTimeout(() => reject(new Error('The suite did not end within ten minutes.')), 600_000).unref();
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
  });
}

function required(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  throw new Error(`--${name} is missing.`);
}

launch().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
