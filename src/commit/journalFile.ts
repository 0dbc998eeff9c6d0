import { mkdir, open, rm } from 'node:fs/promises';
import * as path from 'node:path';
import type { Journal, JournalRecord } from './journal';
import { readIfThere } from './textFile';

/**
 * A journal in a file, one JSON text a line, flushed to disk line by line. A last line that a crash cut short was never
 * acted upon, because the next step waits for it; it is left out when reading.
 */
export function createJournalFile(file: string): Journal {
  return {
    read: async () => parseLines(await readIfThere(file)),
    append: async (record) => {
      await mkdir(path.dirname(file), { recursive: true });
      const handle = await open(file, 'a+', 0o600);
      try {
        const { size } = await handle.stat();
        const torn = size > 0 && (await handle.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString('utf8') !== '\n';
        await handle.appendFile(`${torn ? '\n' : ''}${JSON.stringify(record)}\n`, 'utf8');
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
    clear: () => rm(file, { force: true }),
  };
}

/** Lines that cannot be read were cut short; what came after them, after a restart, counts. */
function parseLines(text: string): readonly JournalRecord[] {
  return text.split('\n').flatMap((line) => {
    const record = line === '' ? undefined : parseLine(line);
    return record === undefined ? [] : [record];
  });
}

function parseLine(line: string): JournalRecord | undefined {
  try {
    const value = JSON.parse(line) as JournalRecord;
    return ['sending', 'reply', 'found', 'decided', 'told'].includes(value.kind) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
