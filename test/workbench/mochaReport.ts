import fs from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './paths';

/** What came out of one suite. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly { readonly title: string; readonly detail: string }[];
}

/** The part that is read of what mocha's `json` reporter writes. */
interface MochaReport {
  readonly stats: { readonly passes: number };
  readonly failures: readonly {
    readonly fullTitle: string;
    readonly err: { readonly stack?: string; readonly message?: string };
  }[];
}

/** Reads a report; none at all, or one without a single test, is a failure and not a success of zero tests. */
export function readMochaReport(file: string): Totals {
  if (!fs.existsSync(file)) return broken('The run ended without a report.');
  const { stats, failures } = JSON.parse(fs.readFileSync(file, 'utf8')) as MochaReport;
  if (stats.passes + failures.length === 0) return broken('No test ran.');
  return {
    passed: stats.passes,
    failed: failures.length,
    failures: failures.map(({ fullTitle, err }) => ({
      title: fullTitle,
      detail: inSources(stripVTControlCharacters(err.stack ?? err.message ?? '')),
    })),
  };
}

export function broken(detail: string): Totals {
  return { passed: 0, failed: 1, failures: [{ title: 'the run itself', detail }] };
}

/** Bundle positions in a stack become source positions: VS Code makes stacks itself, so Node's own mapping does not reach them. */
function inSources(stack: string): string {
  return stack.replace(
    /(?:[^\s(]*\/)?(dist\/tools\/\w+\.js):(\d+):(\d+)/g,
    (place, bundle: string, line: string, column: string) => {
      const map = path.join(root, `${bundle}.map`);
      if (!fs.existsSync(map)) return place;
      const entry = new SourceMap(JSON.parse(fs.readFileSync(map, 'utf8')) as SourceMapPayload).findEntry(
        Number(line) - 1,
        Number(column) - 1,
      );
      if (!('originalSource' in entry)) return place;
      const source = path.relative(root, path.resolve(root, path.dirname(bundle), entry.originalSource));
      return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
    },
  );
}
