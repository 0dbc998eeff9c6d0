import { spawn } from 'node:child_process';

/** Asks the system to show an address. That there is nothing to show it with is no failure: the address has been printed. */
export function openInBrowser(address: string): void {
  if ((process.env['CI'] ?? '') !== '') return;
  const [command, ...args] = opener(address);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => console.log('No browser could be opened; please open the address yourself.'));
  child.unref();
}

function opener(address: string): readonly [string, ...string[]] {
  if (process.platform === 'darwin') return ['open', address];
  // `start` takes its first quoted argument for a title, and & ends a command.
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '', address.replaceAll('&', '^&')];
  return ['xdg-open', address];
}
