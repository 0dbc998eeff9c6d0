import fs from 'node:fs';
import path from 'node:path';

const projectRoot = path.resolve(__dirname, '../..');

/** The folder with recorded traffic and documentation, from WIT_FACTS or beside the project; undefined when it is not here. */
export function factsFolder(): string | undefined {
  const candidates = [process.env['WIT_FACTS'], path.join(projectRoot, '../shared/wit')];
  return candidates.find((folder) => folder !== undefined && fs.existsSync(path.join(folder, 'reference')));
}

/** The text of a file in the facts folder, without its byte order mark. */
export function readFact(folder: string, name: string): string {
  return fs.readFileSync(path.join(folder, name), 'utf8').replace(/^\uFEFF/, '');
}

/** Names of the files below a folder of the facts, in order. */
export function listFacts(folder: string, below: string, extension: string): readonly string[] {
  return fs
    .readdirSync(path.join(folder, below), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(extension))
    .sort();
}
