import * as fs from 'node:fs';
import type { Journal, Write } from './store';

/** First line of a data file. */
const header = '{"format":"work-item-sandbox","version":1}\n';

/** A journal on disk: one line of JSON for each transaction. */
export interface FileJournal extends Journal {
  /** Transactions found when the file was opened, oldest first. */
  readonly transactions: Iterable<readonly Write[]>;
  /** No transaction stood in the file: it is new. */
  readonly isNew: boolean;
  close(): void;
}

/**
 * Opens or makes a data file. A line is on disk before `append` returns. A last line that was cut off by a crash belongs to a
 * request that was never answered: it is dropped, and the file is shortened to what is whole.
 * @throws {Error} with the file's name when it is no data file.
 */
export function openJournal(file: string): FileJournal {
  const handle = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
  try {
    const text = fs.readFileSync(handle, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole === '') {
      fs.ftruncateSync(handle);
      writeAt(handle, header, 0);
      return journalOn(handle, [], Buffer.byteLength(header));
    }
    if (!whole.startsWith(header))
      throw new Error(`${file} is not a data file of the sandbox. Choose another --data file.`);
    const length = Buffer.byteLength(whole);
    fs.ftruncateSync(handle, length);
    const lines = whole
      .slice(header.length)
      .split('\n')
      .filter((line) => line !== '');
    return journalOn(handle, lines, length);
  } catch (error) {
    fs.closeSync(handle);
    throw error;
  }
}

function journalOn(handle: number, lines: readonly string[], length: number): FileJournal {
  let end = length;
  return {
    isNew: lines.length === 0,
    transactions: lines.map((line) => JSON.parse(line) as readonly Write[]),
    append(writes) {
      const line = `${JSON.stringify(writes)}\n`;
      try {
        end += writeAt(handle, line, end);
      } catch (error) {
        // Half a line must not stand before the next one.
        fs.ftruncateSync(handle, end);
        throw error;
      }
    },
    close: () => fs.closeSync(handle),
  };
}

function writeAt(handle: number, text: string, position: number): number {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;) {
    done += fs.writeSync(handle, bytes, done, bytes.length - done, position + done);
  }
  fs.fdatasyncSync(handle);
  return bytes.length;
}
