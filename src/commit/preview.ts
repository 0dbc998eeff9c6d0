import { batchBody, planCommit, type Batch, type ItemProblem } from '../core/commitPlan';
import type { Outcome } from '../core/outcome';
import { parseDocument } from '../core/parseDocument';
import { isLocalFile } from '../core/relations';
import type { StagedItem, Upload } from '../core/stage';
import type { CommitDeps, CommitRequest } from './deps';
import { planContext, readDefinitions } from './plan';
import { refresh } from './refresh';

export type Preview =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'blocked'; readonly problems: readonly ItemProblem[] }
  | {
      readonly kind: 'preview';
      readonly batches: readonly Batch[];
      /** The items behind the batches, on the newest base. */
      readonly items: readonly StagedItem[];
      /** Items that would not be sent: conflicts, and items that are gone. */
      readonly left: readonly (readonly [number, Outcome])[];
    };

/**
 * What a commit would send now, with everything that others did merged in; nothing is sent, uploaded or changed. Files that are not
 * uploaded yet stand in it with a placeholder. @throws AdoError when the server cannot be read
 */
export async function previewCommit(deps: CommitDeps, request: CommitRequest = {}): Promise<Preview> {
  const { items, comment } = deps.stage.current();
  const wanted = request.ids === undefined ? undefined : new Set(request.ids);
  const staged = items.filter((item) => (wanted === undefined ? !item.held : wanted.has(item.id)));
  if (staged.length === 0) return { kind: 'nothing' };
  const definitions = await readDefinitions(deps, staged);
  const known = (project: string) => definitions.get(project.toLowerCase());
  const refreshed = await refresh(deps, staged, known);
  const ready = refreshed.items.map((item) => ({ ...withPlaceholders(item, deps), held: false }));
  const plan = planCommit(ready, planContext(deps, request, comment, known));
  if (!plan.ok) return { kind: 'blocked', problems: plan.problems };
  return { kind: 'preview', batches: plan.batches, items: ready, left: refreshed.outcomes };
}

function withPlaceholders(item: StagedItem, deps: CommitDeps): StagedItem {
  const parsed = parseDocument(item.text);
  if (!parsed.ok) return item;
  const url = `${deps.client.collectionUrl}/_apis/wit/attachments/00000000-0000-0000-0000-000000000000`;
  const placeholder: Upload = { url, size: 0, modified: 0 };
  const missing = parsed.document.relations.filter(
    (relation) => isLocalFile(relation) && (item.uploads[relation.url]?.url ?? '') === '',
  );
  const uploads = Object.fromEntries(missing.map((relation) => [relation.url, placeholder]));
  return { ...item, uploads: { ...item.uploads, ...uploads } };
}

/** Address and version of the requests to show. */
export type Target = Pick<CommitDeps['client'], 'collectionUrl' | 'apiVersion'>;

function address(target: Target): string {
  return `${target.collectionUrl}/_apis/wit/$batch?api-version=${target.apiVersion()}`;
}

/** A batch as HTTP, without credentials. */
export function asHttp(batch: Batch, target: Target): string {
  const lines = [`PATCH ${address(target)}`, 'Content-Type: application/json', 'Accept: application/json', ''];
  return `${[...lines, JSON.stringify(batchBody(batch), undefined, 2)].join('\n')}\n`;
}

/** A batch as a command for a POSIX shell; the token comes from the environment variable `AZURE_DEVOPS_TOKEN`. */
export function asCurl(batch: Batch, target: Target): string {
  return [
    `curl --request PATCH ${quoted(address(target))}`,
    `--user ":$AZURE_DEVOPS_TOKEN"`,
    `--header 'Content-Type: application/json'`,
    `--data-raw ${quoted(JSON.stringify(batchBody(batch)))}`,
  ].join(' \\\n  ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
