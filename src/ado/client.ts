import type { Dispatcher } from 'undici';
import type { Definitions } from '../core/definitions';
import type { BatchReply } from '../core/outcome';
import type { JsonValue, WorkItem } from '../core/workItem';
import { downloadAttachment, uploadAttachment, type FileSource, type UploadOptions } from './attachments';
import { checkEntry, sendBatch, type CheckEntry, type CheckResult } from './batch';
import { readDefinitions } from './definitions';
import { readRepositories, type Repository } from './git';
import { readComments, readRevisions, readUpdates, type ItemComment, type ItemUpdate } from './history';
import type { Logger } from './logger';
import { readConnectionData, searchIdentities, type ConnectionData, type Identity } from './people';
import {
  readQueries,
  readQueryFolder,
  runQuery,
  runWiql,
  type SavedQuery,
  type WiqlOptions,
  type WiqlResult,
} from './queries';
import { parseReply } from './reply';
import * as schemas from './schemas';
import { readTags } from './tags';
import { createTransport, type Transport, type TransportOptions } from './transport';
import { readTypeDefaults, readWorkItems, type ItemSelection, type ItemsRead } from './workItems';

export interface Project {
  readonly id: string;
  readonly name: string;
}

/** Azure DevOps as the product speaks to it. Every method but `sendBatch` throws AdoError for expected failures. */
export interface AdoClient {
  /** Without a slash at its end. */
  readonly collectionUrl: string;
  /** The version for sub-requests inside a batch; settled after the first read. */
  apiVersion(): string;
  /** The server's clock in milliseconds since 1970, as far as its replies have told. */
  serverNow(): number;
  connectionData(signal?: AbortSignal): Promise<ConnectionData>;
  projects(signal?: AbortSignal): Promise<readonly Project[]>;
  /** Some twenty requests; cache it. */
  definitions(project: string, signal?: AbortSignal): Promise<Definitions>;
  queries(project: string, signal?: AbortSignal): Promise<readonly SavedQuery[]>;
  queryFolder(project: string, id: string, signal?: AbortSignal): Promise<readonly SavedQuery[]>;
  runWiql(project: string, wiql: string, options?: WiqlOptions, signal?: AbortSignal): Promise<WiqlResult>;
  runQuery(project: string, queryId: string, options?: WiqlOptions, signal?: AbortSignal): Promise<WiqlResult>;
  /** Any number of items, 200 a request, in the order asked for. */
  workItems(ids: readonly number[], selection: ItemSelection, signal?: AbortSignal): Promise<ItemsRead>;
  /** What a new item of the type begins with. */
  typeDefaults(project: string, type: string, signal?: AbortSignal): Promise<WorkItem>;
  updates(id: number, signal?: AbortSignal): Promise<readonly ItemUpdate[]>;
  revisions(id: number, signal?: AbortSignal): Promise<readonly WorkItem[]>;
  comments(project: string, id: number, signal?: AbortSignal): Promise<readonly ItemComment[]>;
  searchIdentities(text: string, signal?: AbortSignal): Promise<readonly Identity[]>;
  /** Names of all tags that a project has used. */
  tags(project: string, signal?: AbortSignal): Promise<readonly string[]>;
  /** The Git repositories of a project, for links to commits, pull requests and branches. */
  repositories(project: string, signal?: AbortSignal): Promise<readonly Repository[]>;
  /** SVG text of a work item type's icon, in a colour of six hexadecimal digits. */
  workItemIcon(icon: string, color: string, signal?: AbortSignal): Promise<string>;
  uploadAttachment(file: FileSource, options: UploadOptions, signal?: AbortSignal): Promise<{ readonly url: string }>;
  downloadAttachment(url: string, signal?: AbortSignal): Promise<Uint8Array>;
  /** Lets the server check one entry without saving it. */
  check(entry: CheckEntry, signal?: AbortSignal): Promise<CheckResult>;
  /** Sends one `$batch`, at most once; never throws for what the network or the server does. */
  sendBatch(body: JsonValue, signal?: AbortSignal): Promise<BatchReply>;
}

export interface ClientOptions {
  readonly collectionUrl: string;
  /** Value of the `Authorization` header, asked before every request. */
  readonly authorization: () => Promise<string>;
  /** Who opens the connections, for a proxy or a test's wire; without one they are opened directly. */
  readonly dispatcher?: Dispatcher;
  readonly now: () => number;
  readonly random: () => number;
  readonly sleep?: TransportOptions['sleep'];
  readonly log: Logger;
}

export function createClient({ sleep, ...options }: ClientOptions): AdoClient {
  const transport = createTransport({ ...options, ...(sleep === undefined ? {} : { sleep }) });
  return {
    collectionUrl: transport.collectionUrl,
    apiVersion: () => transport.apiVersion(),
    serverNow: () => transport.serverNow(),
    connectionData: (signal) => readConnectionData(transport, signal),
    projects: (signal) => readProjects(transport, signal),
    definitions: (project, signal) => readDefinitions(transport, project, signal),
    queries: (project, signal) => readQueries(transport, project, signal),
    queryFolder: (project, id, signal) => readQueryFolder(transport, project, id, signal),
    runWiql: (project, wiql, wiqlOptions = {}, signal) => runWiql(transport, project, wiql, wiqlOptions, signal),
    runQuery: (project, id, wiqlOptions = {}, signal) => runQuery(transport, project, id, wiqlOptions, signal),
    workItems: (ids, selection, signal) => readWorkItems(transport, ids, selection, signal),
    typeDefaults: (project, type, signal) => readTypeDefaults(transport, project, type, signal),
    updates: (id, signal) => readUpdates(transport, id, signal),
    revisions: (id, signal) => readRevisions(transport, id, signal),
    comments: (project, id, signal) => readComments(transport, project, id, signal),
    searchIdentities: (text, signal) => searchIdentities(transport, text, signal),
    tags: (project, signal) => readTags(transport, project, signal),
    repositories: (project, signal) => readRepositories(transport, project, signal),
    workItemIcon: (icon, color, signal) => readIcon(transport, icon, color, signal),
    uploadAttachment: (file, uploadOptions, signal) => uploadAttachment(transport, file, uploadOptions, signal),
    downloadAttachment: (url, signal) => downloadAttachment(transport, url, signal),
    check: (entry, signal) => checkEntry(transport, entry, signal),
    sendBatch: (body, signal) => sendBatch(transport, body, signal),
  };
}

async function readProjects(transport: Transport, signal?: AbortSignal): Promise<readonly Project[]> {
  const path = '/_apis/projects';
  const projects: Project[] = [];
  let continuationToken: string | undefined;
  do {
    const query = { $top: 1000, stateFilter: 'wellFormed', continuationToken };
    const reply = await transport.read({ method: 'GET', path, query }, signal);
    const page = parseReply(schemas.projectList, reply, `GET ${path}`).value;
    projects.push(...page.map(({ id, name }) => ({ id, name })));
    const next = reply.headers['x-ms-continuationtoken'];
    continuationToken = page.length === 0 || next === continuationToken ? undefined : next;
  } while (continuationToken !== undefined);
  return projects;
}

async function readIcon(transport: Transport, icon: string, color: string, signal?: AbortSignal): Promise<string> {
  const path = `/_apis/wit/workItemIcons/${encodeURIComponent(icon)}`;
  const headers = { accept: 'image/svg+xml' };
  return (await transport.read({ method: 'GET', path, query: { color, v: 2 }, headers }, signal)).text;
}
