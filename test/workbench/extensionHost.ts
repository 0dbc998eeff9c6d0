import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The extension hosts below a process, one for each window, by their process ids. */
export async function extensionHosts(ancestor: number): Promise<readonly number[]> {
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
  return found.map(({ pid }) => pid);
}
