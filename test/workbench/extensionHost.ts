import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Kills the extension host below a process, as `kill -9` does. Fails where there is none. */
export async function killExtensionHost(ancestor: number): Promise<void> {
  const { stdout } = await run('ps', ['-A', '-ww', '-o', 'pid=,ppid=,args=']);
  const processes = stdout.split('\n').flatMap((line) => {
    const [, pid, parent, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), args }];
  });
  const isBelow = (pid: number): boolean => {
    const parent = processes.find((each) => each.pid === pid)?.parent;
    return parent === ancestor || (parent !== undefined && parent > 1 && isBelow(parent));
  };
  const found = processes.filter(({ pid, args }) => args.includes('--type=extensionHost') && isBelow(pid));
  if (found.length === 0) throw new Error('There is no extension host to kill.');
  for (const { pid } of found) process.kill(pid, 'SIGKILL');
}
