import * as fs from 'node:fs';
import type { Journal, Write } from './store';

/** First line of a data file. */
const header = Buffer.from('{"format":"work-item-sandbox","version":1}\n');
/** Stands in its place until all is written that a new file begins with. */
const unfinished = Buffer.from('{"format":"work-item-sandbox","version":0}\n');

/** Bytes that are read or written at once: a file may be longer than any string. */
const mebibyte = 1024 * 1024;

/** A journal on disk: one line of JSON for each transaction. */
export interface FileJournal extends Journal {
  /** No transaction stood in the file. What it is to contain is written by `begin`. */
  readonly isNew: boolean;
  /** Writes what a new file begins with, one line for each row: after a crash all of it is there, or the file is new again. */
  begin(writes: Iterable<Write>): void;
  close(): void;
}

/**
 * Opens or makes a data file. A line is on disk before `append` returns. A last line that was cut off by a crash belongs to a
 * request that was never answered: it is dropped, and the file is shortened to what is whole.
 * @param replay is handed every write that stands in the file, oldest first, before this returns.
 * @throws {Error} with the file's name when it is no data file.
 */
export function openJournal(file: string, replay: (write: Write) => void, chunkSize = mebibyte): FileJournal {
  const handle = fs.openSync(file, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
  try {
    return journalOn(handle, replayed(handle, file, replay, chunkSize), chunkSize);
  } catch (error) {
    fs.closeSync(handle);
    throw error;
  }
}

function journalOn(handle: number, length: number, chunkSize: number): FileJournal {
  let end = length;
  return {
    isNew: length <= header.length,
    begin(writes) {
      fs.ftruncateSync(handle);
      end = writeAt(handle, unfinished, 0);
      let lines = '';
      for (const write of writes) {
        lines += lineOf([write]);
        if (lines.length < chunkSize) continue;
        end += writeAt(handle, Buffer.from(lines), end);
        lines = '';
      }
      end += writeAt(handle, Buffer.from(lines), end);
      fs.fdatasyncSync(handle);
      // Last: a file without it is new when it is opened again.
      writeAt(handle, header, 0);
      fs.fdatasyncSync(handle);
    },
    append(writes) {
      try {
        const written = writeAt(handle, Buffer.from(lineOf(writes)), end);
        fs.fdatasyncSync(handle);
        end += written;
      } catch (error) {
        // Half a line must not stand before the next one.
        fs.ftruncateSync(handle, end);
        throw error;
      }
    },
    close: () => fs.closeSync(handle),
  };
}

/** Hands over what the file contains, takes away what is no whole line, and tells its length then. */
function replayed(handle: number, file: string, replay: (write: Write) => void, chunkSize: number): number {
  let end = beginsWhole(handle, file) ? header.length : 0;
  if (end > 0) {
    for (const line of wholeLines(handle, end, chunkSize)) {
      for (const write of parseLine(line.text, file, end)) replay(write);
      end = line.end;
    }
  }
  fs.ftruncateSync(handle, end);
  return end;
}

/** Whether the file was begun to the end; false where it is new. @throws {Error} for any other file. */
function beginsWhole(handle: number, file: string): boolean {
  const start = Buffer.alloc(header.length);
  const found = start.subarray(0, fs.readSync(handle, start, 0, start.length, 0));
  if (found.equals(header)) return true;
  if (found.equals(unfinished) || found.equals(header.subarray(0, Math.min(found.length, header.length - 1))))
    return false;
  throw new Error(`${file} is not a data file of the sandbox. Choose another --data file.`);
}

function parseLine(text: string, file: string, position: number): readonly Write[] {
  try {
    return JSON.parse(text) as readonly Write[];
  } catch {
    throw new Error(
      `${file} is damaged: its line at byte ${position} is no JSON. Mend the line, or choose another --data file.`,
    );
  }
}

/** Lines that end, each with the place where the next one begins. */
function* wholeLines(handle: number, start: number, chunkSize: number): Generator<{ text: string; end: number }> {
  const space = Buffer.alloc(chunkSize);
  let pieces: Buffer[] = [];
  for (let position = start, size = 1; size > 0; position += size) {
    size = fs.readSync(handle, space, 0, chunkSize, position);
    const chunk = space.subarray(0, size);
    let from = 0;
    for (let at = chunk.indexOf('\n'); at !== -1; at = chunk.indexOf('\n', from)) {
      yield { text: Buffer.concat([...pieces, chunk.subarray(from, at)]).toString(), end: position + at + 1 };
      pieces = [];
      from = at + 1;
    }
    // The space is used again for the next chunk.
    pieces.push(Buffer.from(chunk.subarray(from)));
  }
}

function lineOf(writes: readonly Write[]): string {
  return `${JSON.stringify(writes)}\n`;
}

function writeAt(handle: number, bytes: Buffer, position: number): number {
  for (let done = 0; done < bytes.length;) {
    done += fs.writeSync(handle, bytes, done, bytes.length - done, position + done);
  }
  return bytes.length;
}
