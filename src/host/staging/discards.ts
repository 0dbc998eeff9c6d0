import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import * as path from 'node:path';
import { writeDurably } from '../../commit/textFile';
import { emptyStage, type StagedItem } from '../../core/stage';
import { formatStageFile, parseStageFile } from '../../core/stageFile';

/** What was discarded together, in a file of its own. */
export interface KeptDiscard {
  readonly items: readonly StagedItem[];
  /** Lets go of it: it was restored. */
  forget(): Promise<void>;
}

/** What was discarded from the stage of a connection, so that it can be restored after the message is gone, and after a restart. */
export interface Discards {
  keep(items: readonly StagedItem[]): Promise<KeptDiscard>;
  /** Undefined where nothing is kept. */
  last(): Promise<KeptDiscard | undefined>;
}

/** So many discards can be undone; older ones are let go of. */
const longestList = 50;

/** One stage file for each discard, named by its time: what is to be restored is read like any stage. */
export function openDiscards(folder: string): Discards {
  const names = async (): Promise<readonly string[]> => {
    await mkdir(folder, { recursive: true });
    return (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  };
  const kept = (name: string, items: readonly StagedItem[]): KeptDiscard => ({
    items,
    forget: () => rm(path.join(folder, name), { force: true }),
  });
  return {
    keep: async (items) => {
      const before = await names();
      const name = nameAfter(before.at(-1));
      await writeDurably(path.join(folder, name), formatStageFile({ ...emptyStage, items }));
      for (const old of before.slice(0, -longestList + 1)) await rm(path.join(folder, old), { force: true });
      return kept(name, items);
    },
    last: async () => {
      for (const name of (await names()).toReversed()) {
        const parsed = parseStageFile(await readFile(path.join(folder, name), 'utf8'));
        if (parsed.ok) return kept(name, parsed.stage.items);
      }
      return undefined;
    },
  };
}

/** Later than all before, whatever the clock says; another window that discards at the same time names its own. */
function nameAfter(last: string | undefined): string {
  const before = last === undefined ? 0 : Number.parseInt(last, 10);
  return `${String(Math.max(Date.now(), before + 1)).padStart(15, '0')}-${process.pid}.json`;
}
