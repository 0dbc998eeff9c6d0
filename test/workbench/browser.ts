import { type Browser, chromium } from 'playwright-core';
import { provisionBrowser } from './provisionBrowser';

/** Starts a headless Chromium. As root its own sandbox cannot work, so there, and only there, it goes without. */
export async function startBrowser(): Promise<Browser> {
  const program = await provisionBrowser();
  return await chromium.launch({
    executablePath: program.executable,
    env: { ...inherited(), ...program.env },
    headless: true,
    chromiumSandbox: false,
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--font-render-hinting=none'],
    ],
  });
}

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
