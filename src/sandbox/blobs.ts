import * as fs from 'node:fs';
import * as path from 'node:path';

/** Contents of attachments, by GUID. */
export interface Blobs {
  get(id: string): Buffer | undefined;
  /** Durable when it returns, if the store is. */
  put(id: string, content: Buffer): void;
  delete(id: string): void;
}

/** Contents that live as long as the process. */
export function memoryBlobs(): Blobs {
  const contents = new Map<string, Buffer>();
  return {
    get: (id) => contents.get(id),
    put: (id, content) => void contents.set(id, content),
    delete: (id) => void contents.delete(id),
  };
}

/** Contents in a folder beside the data file, one file each. Names are GUIDs that the server made, never a client's. */
export function folderBlobs(folder: string): Blobs {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const place = (id: string): string => {
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Error(`${id} is not an id of the blob store.`);
    return path.join(folder, id);
  };
  return {
    get(id) {
      const file = place(id);
      return fs.existsSync(file) ? fs.readFileSync(file) : undefined;
    },
    put(id, content) {
      // Written aside and renamed, so that a crash leaves the old content or the new one.
      const aside = `${place(id)}.part`;
      const handle = fs.openSync(aside, 'w', 0o600);
      try {
        fs.writeFileSync(handle, content);
        fs.fsyncSync(handle);
      } finally {
        fs.closeSync(handle);
      }
      fs.renameSync(aside, place(id));
    },
    delete: (id) => fs.rmSync(place(id), { force: true }),
  };
}
