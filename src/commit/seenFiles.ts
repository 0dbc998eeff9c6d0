import type { Document } from '../core/document';
import { isLocalFile } from '../core/relations';
import { findStaged, type Stage, type StageAction, type Upload } from '../core/stage';
import type { CommitDeps } from './deps';

/** How the files of this computer look that a document attaches, by their urls; without those that cannot be read. */
export async function seenFiles(
  document: Document,
  openFile: CommitDeps['openFile'],
): Promise<ReadonlyMap<string, Upload>> {
  const seen = new Map<string, Upload>();
  for (const { url } of document.relations.filter(isLocalFile)) {
    const file = await openFile(url);
    if (file === undefined) continue;
    seen.set(url, { url: '', size: file.size, modified: file.modified });
    await file.close();
  }
  return seen;
}

/** Keeps with a staged item how its files looked when it was saved. What has been uploaded, or begun, is known already. */
export function noteFiles(stage: Stage, id: number, seen: ReadonlyMap<string, Upload>): readonly StageAction[] {
  const known = findStaged(stage, id)?.uploads ?? {};
  return [...seen].flatMap(([file, upload]): readonly StageAction[] => {
    const before = known[file];
    const begun = before !== undefined && (before.url !== '' || before.partial !== undefined);
    return begun ? [] : [{ kind: 'uploaded', id, file, upload }];
  });
}
