import { createHash } from 'node:crypto';
import { rename } from 'node:fs/promises';
import { l10n } from 'vscode';
import { readIfThere, writeDurably } from '../../commit/textFile';
import { emptyStage, type Stage } from '../../core/stage';
import { formatStageFile, parseStageFile } from '../../core/stageFile';

/** The stage in a file that other windows use as well. */
export interface StageStorage {
  /** The stage on disk; undefined when it is still what was last read or written here. */
  readIfChanged(): Promise<Stage | undefined>;
  /** Resolved once the stage is on disk. */
  write(stage: Stage): Promise<void>;
}

/**
 * A file that cannot be understood is kept aside under another name, and `report` is told the sentence that says where;
 * it is never overwritten.
 */
export function openStageStorage(file: string, report: (message: string) => void): StageStorage {
  let seen = digest('');
  return {
    readIfChanged: async () => {
      const text = await readIfThere(file);
      if (digest(text) === seen) return undefined;
      seen = digest(text);
      if (text === '') return emptyStage;
      const parsed = parseStageFile(text);
      if (parsed.ok) return parsed.stage;
      report(await keepAside(file));
      seen = digest('');
      return emptyStage;
    },
    write: async (stage) => {
      const text = formatStageFile(stage);
      await writeDurably(file, text);
      seen = digest(text);
    },
  };
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function keepAside(file: string): Promise<string> {
  const aside = `${file}.${new Date().toISOString().replaceAll(':', '-')}.kept`;
  await rename(file, aside);
  return l10n.t('The stage file could not be read. It is kept as {0}; a new, empty stage is used from now on.', aside);
}
