import fs from 'node:fs';
import path from 'node:path';
import { createClient, type AdoClient } from '../../src/ado/client';
import type { JournalRecord } from '../../src/commit/journal';
import { stringifyDocument, toDocument, type Document } from '../../src/core/document';
import type { Definitions } from '../../src/core/definitions';
import { emptyStage, reduceStage, type Stage } from '../../src/core/stage';
import { formatStageFile, parseStageFile } from '../../src/core/stageFile';
import type { WorkItem } from '../../src/core/workItem';
import { connectionName } from '../../src/host/connection/connectionName';
import { startGate, type Gate } from '../workbench/gate';
import type { Profile } from '../workbench/profile';
import { startSandbox, type Sandbox } from '../workbench/sandbox';

export const project = 'Fabrikam-Fiber-Git';
const title = 'System.Title';

/** A server behind a gate and the connection's files, all of it seen past the extension. */
export class GatedWorld {
  private constructor(
    readonly sandbox: Sandbox,
    readonly gate: Gate,
    private readonly client: AdoClient,
    private readonly definitions: Definitions,
    private readonly folder: string,
  ) {}

  /** The connection keeps its files in the profile. */
  static async start(profile: Pick<Profile, 'data'>): Promise<GatedWorld> {
    const sandbox = await startSandbox();
    const gate = await startGate(sandbox);
    const storage = 'User/globalStorage/work-item-batch.work-item-batch';
    const folder = path.join(profile.data, storage, connectionName(gate.url));
    const client = createClient({
      collectionUrl: sandbox.url,
      authorization: () => Promise.resolve(`Basic ${Buffer.from(`:${sandbox.token}`).toString('base64')}`),
      now: Date.now,
      random: Math.random,
      log: { debug: () => undefined, warn: () => undefined },
    });
    return new GatedWorld(sandbox, gate, client, await client.definitions(project), folder);
  }

  async stop(): Promise<void> {
    await this.gate.stop();
    await this.sandbox.stop();
  }

  /** Stages, as another window would, a new title for 299 and a new item with that title; files are attached to 299. */
  async stage(name: string, files: readonly string[] = []): Promise<void> {
    const { items } = await this.client.workItems([299], { relations: true });
    const [base] = items;
    if (base === undefined) throw new Error('There is no work item 299.');
    const shown = toDocument(base, this.definitions);
    const attached = files.map((url) => ({ rel: 'AttachedFile', url, attributes: { name: path.basename(url) } }));
    const update: Document = {
      ...shown,
      fields: { ...shown.fields, [title]: name },
      relations: [...shown.relations, ...attached],
    };
    const before = { ...this.readStage(), items: [] };
    const blank = newTask(before.nextNewId);
    const made = toDocument(blank, this.definitions);
    const creation: Document = { ...made, fields: { ...made.fields, [title]: name } };
    const puts = [
      { kind: 'put', id: base.id, base, text: stringifyDocument(update, 'e2e') },
      { kind: 'put', id: blank.id, base: blank, text: stringifyDocument(creation, 'e2e') },
    ] as const;
    const draft = path.join(this.folder, 'stage.json.test');
    fs.writeFileSync(draft, formatStageFile(puts.reduce(reduceStage, before)));
    fs.renameSync(draft, this.stageFile);
  }

  /** Revisions that brought 299 the title, and items that were made with it. */
  async onServer(name: string): Promise<readonly [updates: number, creations: number]> {
    const updates = await this.client.updates(299);
    const wiql = `SELECT [System.Id] FROM WorkItems WHERE [System.Title] = '${name}' AND [System.Id] <> 299`;
    const { rows } = await this.client.runWiql(project, wiql);
    return [updates.filter(({ fields }) => fields[title]?.newValue === name).length, rows.length];
  }

  /** Names of what is attached to 299. */
  async attachments(): Promise<readonly unknown[]> {
    const { items } = await this.client.workItems([299], { relations: true });
    return items.flatMap(({ relations }) =>
      relations.flatMap(({ rel, attributes }) => (rel === 'AttachedFile' ? [attributes['name']] : [])),
    );
  }

  /** Kinds of the journal's lines. */
  journal(): readonly JournalRecord['kind'][] {
    const file = path.join(this.folder, 'journal.jsonl');
    if (!fs.existsSync(file)) return [];
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => (JSON.parse(line) as JournalRecord).kind);
  }

  staged(): readonly number[] {
    return this.readStage().items.map(({ id }) => id);
  }

  private get stageFile(): string {
    return path.join(this.folder, 'stage.json');
  }

  private readStage(): Stage {
    if (!fs.existsSync(this.stageFile)) return emptyStage;
    const parsed = parseStageFile(fs.readFileSync(this.stageFile, 'utf8'));
    if (!parsed.ok) throw new Error(`The stage file cannot be read: ${parsed.detail}`);
    return parsed.stage;
  }
}

function newTask(id: number): WorkItem {
  const fields = {
    'System.TeamProject': project,
    'System.WorkItemType': 'Task',
    'System.AreaPath': project,
    'System.IterationPath': project,
  };
  return { id, rev: 0, fields, formats: {}, relations: [], url: '' };
}
