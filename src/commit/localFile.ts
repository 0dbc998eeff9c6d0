import { open } from 'node:fs/promises';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LocalFile } from './deps';

/** Opens the file behind a `file:` url for reading; `undefined` where there is none, or none that can be read. */
export async function openLocalFile(url: string): Promise<LocalFile | undefined> {
  const file = pathOf(url);
  if (file === undefined) return undefined;
  try {
    const handle = await open(file, 'r');
    const stat = await handle.stat();
    if (!stat.isFile()) {
      await handle.close();
      return undefined;
    }
    return {
      name: path.basename(file),
      size: stat.size,
      modified: Math.trunc(stat.mtimeMs),
      read: async (offset, length) => {
        const buffer = Buffer.alloc(length);
        const { bytesRead } = await handle.read(buffer, 0, length, offset);
        return buffer.subarray(0, bytesRead);
      },
      close: () => handle.close(),
    };
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

function pathOf(url: string): string | undefined {
  if (!/^file:/i.test(url) || !URL.canParse(url)) return undefined;
  try {
    return fileURLToPath(url);
  } catch (error) {
    // A host or an encoded slash: no file of this computer.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
