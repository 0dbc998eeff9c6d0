import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { CommitLock } from './deps';

/**
 * A lock that the operating system holds for the process, so that it ends with the process whatever way that dies: a named pipe
 * on Windows, an abstract socket on Linux, an exclusively opened file on macOS. `file` names what is locked.
 */
export function createLock(file: string): CommitLock {
  const name = `work-item-batch-${createHash('sha256').update(file).digest('hex').slice(0, 32)}`;
  switch (process.platform) {
    case 'win32':
      return { acquire: () => listen(`\\\\.\\pipe\\${name}`) };
    case 'linux':
      return { acquire: () => listen(`\0${name}`) };
    default:
      return { acquire: () => openExclusively(`${file}.lock`) };
  }
}

/** Only one process can listen at an address, and nothing of it stays behind in the file system. */
function listen(address: string): ReturnType<CommitLock['acquire']> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(undefined);
      else reject(error);
    });
    server.listen(address, () => {
      server.unref();
      resolve(() => new Promise((done) => server.close(() => done())));
    });
  });
}

/** `O_CREAT | O_RDWR | O_NONBLOCK | O_EXLOCK` of macOS and the BSDs; Node does not name the last one. */
const exclusive = 0x0200 | 0x0002 | 0x0004 | 0x0020;

async function openExclusively(file: string): ReturnType<CommitLock['acquire']> {
  try {
    const handle = await open(file, exclusive, 0o600);
    return () => handle.close();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EAGAIN' || error.code === 'EWOULDBLOCK')) {
      return undefined;
    }
    throw error;
  }
}
