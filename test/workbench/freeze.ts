import fs from 'node:fs';
import promises from 'node:fs/promises';

/**
 * Makes the process stop dead at a step of its writing, so that a test can kill it exactly there. It runs as an extension of its own in the
 * extension host, where all extensions share Node's modules. The file `order` holds the step, for example `before reply`; once the
 * process stands still there, the file beside it that ends in `.reached` says so.
 */
export function install(order: string): void {
  const { open, rename, rm } = promises;
  const freeze = (step: string): void => {
    if (!fs.existsSync(order) || fs.readFileSync(order, 'utf8') !== step) return;
    fs.writeFileSync(`${order}.reached`, step);
    // The whole process waits, with everything it would have done next.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
  Object.assign(promises, {
    open: async (...args: Parameters<typeof open>) => {
      const handle = await open(...args);
      if (!isNamed(args[0], 'journal.jsonl')) return handle;
      const append = handle.appendFile.bind(handle);
      const flush = handle.sync.bind(handle);
      let kind = '';
      return Object.assign(handle, {
        appendFile: (text: string) => {
          kind = /"kind":"(\w+)"/.exec(text)?.[1] ?? '';
          freeze(`before ${kind}`);
          return append(text, 'utf8');
        },
        sync: async () => {
          await flush();
          freeze(`after ${kind}`);
        },
      });
    },
    rename: async (from: fs.PathLike, to: fs.PathLike) => {
      if (isNamed(to, 'stage.json')) freeze('before stage');
      await rename(from, to);
      if (isNamed(to, 'stage.json')) freeze('after stage');
    },
    rm: async (...args: Parameters<typeof rm>) => {
      if (isNamed(args[0], 'journal.jsonl')) freeze('before clear');
      await rm(...args);
    },
  });
}

function isNamed(file: unknown, name: string): boolean {
  return typeof file === 'string' && file.endsWith(name);
}
