import { AdoError } from '../ado/errors';
import type { ItemProblem } from '../core/commitPlan';
import { documentText } from '../core/document';
import { pathToPointer } from '../core/locate';
import { parseDocument } from '../core/parseDocument';
import { isLocalFile } from '../core/relations';
import type { StagedItem, Upload } from '../core/stage';
import { tooManyRelations } from '../core/validateRelations';
import { field } from '../core/workItem';
import type { CommitDeps, LocalFile } from './deps';
import { projectOf } from './settle';

/** Bytes that Azure DevOps Services takes for one attachment; servers of one's own may take more, and say so themselves. */
const largestAttachment = 60 * 1024 * 1024;

export type Uploaded =
  | { readonly kind: 'done'; readonly items: readonly StagedItem[] }
  | { readonly kind: 'blocked'; readonly problems: readonly ItemProblem[] }
  | { readonly kind: 'cancelled' };

interface PendingFile {
  readonly item: StagedItem;
  readonly url: string;
  readonly pointer: string;
  readonly file: LocalFile;
}

/**
 * Uploads what staged items attach from this computer. All files are checked before the first byte leaves; what has been uploaded
 * for this stage and has not changed since is not uploaded again.
 */
export async function uploadFiles(deps: CommitDeps, staged: readonly StagedItem[]): Promise<Uploaded> {
  const opened: PendingFile[] = [];
  try {
    const problems: ItemProblem[] = [];
    for (const item of staged) problems.push(...(await openFiles(deps, item, opened)));
    if (problems.length > 0) return { kind: 'blocked', problems };
    const changed = opened.filter(({ item, url, file }) => changedSince(item.uploads[url], file));
    if (changed.length > 0 && !(await deps.confirmChangedFiles(changed.map(({ url }) => url)))) {
      return { kind: 'cancelled' };
    }
    return { kind: 'done', items: await uploadAll(deps, staged, opened) };
  } finally {
    for (const { file } of opened) await file.close();
  }
}

async function openFiles(deps: CommitDeps, item: StagedItem, opened: PendingFile[]): Promise<readonly ItemProblem[]> {
  const parsed = parseDocument(item.text);
  if (!parsed.ok) return [];
  const { relations } = parsed.document;
  if (!relations.some(isLocalFile)) return [];
  // What cannot be attached in the end need not be uploaded.
  const problems: ItemProblem[] = tooManyRelations(parsed.document).map((problem) => ({ id: item.id, problem }));
  for (const [index, relation] of relations.entries()) {
    if (!isLocalFile(relation)) continue;
    const pointer = pathToPointer(['relations', index, 'url']);
    const file = await deps.openFile(relation.url);
    if (file === undefined) {
      const problem = { code: 'unreadableAttachment', pointer, severity: 'error', url: relation.url } as const;
      problems.push({ id: item.id, problem });
      continue;
    }
    opened.push({ item, url: relation.url, pointer, file });
    if (file.size <= largestAttachment) continue;
    const limits = { size: file.size, limit: largestAttachment };
    const problem = { code: 'attachmentTooLarge', pointer, severity: 'error', url: relation.url, ...limits } as const;
    problems.push({ id: item.id, problem });
  }
  return problems;
}

function changedSince(seen: Upload | undefined, file: LocalFile): boolean {
  return seen !== undefined && (seen.size !== file.size || seen.modified !== file.modified);
}

async function uploadAll(
  deps: CommitDeps,
  staged: readonly StagedItem[],
  opened: readonly PendingFile[],
): Promise<readonly StagedItem[]> {
  const due = opened.filter(({ item, url, file }) => isDue(item.uploads[url], file));
  const total = due.reduce((sum, { file }) => sum + file.size, 0);
  const uploads = new Map<number, Record<string, Upload>>();
  let before = 0;
  for (const pending of due) {
    const { item, url, file } = pending;
    if (deps.signal.aborted) throw new AdoError('cancelled', 'Cancelled.');
    const upload = await uploadOne(deps, pending, (sent) => deps.progress('upload', before + sent, total));
    before += file.size;
    await deps.stage.update(() => [{ kind: 'uploaded', id: item.id, file: url, upload }]);
    uploads.set(item.id, { ...uploads.get(item.id), [url]: upload });
  }
  return staged.map((item) => ({ ...item, uploads: { ...item.uploads, ...uploads.get(item.id) } }));
}

/** A file that was only seen when it was staged has no url yet. */
function isDue(upload: Upload | undefined, file: LocalFile): boolean {
  return upload === undefined || upload.url === '' || changedSince(upload, file);
}

async function uploadOne(
  deps: CommitDeps,
  { item, url, file }: PendingFile,
  progress: (sent: number) => void,
): Promise<Upload> {
  const { size, modified } = file;
  const parsed = parseDocument(item.text);
  const areaPath = parsed.ok ? documentText(parsed.document, field.areaPath) : '';
  const seen = item.uploads[url];
  const resume = changedSince(seen, file) ? undefined : seen?.partial;
  const uploaded = await deps.client.uploadAttachment(
    file,
    {
      project: projectOf(item),
      ...(areaPath === '' ? {} : { areaPath }),
      ...(resume === undefined ? {} : { resume }),
      progress: async (partial) => {
        progress(partial.sent);
        const upload: Upload = { url: '', size, modified, partial };
        // Kept with the stage, so that a second try goes on there, also after a restart.
        if (partial.sent < size) await deps.stage.update(() => [{ kind: 'uploaded', id: item.id, file: url, upload }]);
      },
    },
    deps.signal,
  );
  return { url: uploaded.url, size, modified };
}
