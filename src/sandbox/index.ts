import { folderBlobs, memoryBlobs } from './blobs';
import { createFaults } from './faults';
import type { Faults } from './faults';
import { openJournal } from './journal';
import type { FileJournal } from './journal';
import { createRouter } from './router';
import { controlRoutes } from './routes/control';
import { serviceRoutes } from './routes/table';
import { parseSeed, plantSeed } from './seed/seed';
import { jamal } from './seed/people';
import { listen } from './server';
import type { RunningServer } from './server';
import { Store } from './store';
import { createTokens, randomToken } from './tokens';
import { latestVersion, parseVersion } from './versions';

export interface SandboxOptions {
  /** 0 (the default) takes a free one. */
  readonly port?: number;
  /** The token that clients must send; random when absent. */
  readonly token?: string;
  /** File that keeps all data; contents of attachments stand in a folder beside it. Absent: everything is in memory. */
  readonly dataFile?: string;
  /** `fabrikam` (the default), `load:N` or `documented:ISO-DATE`. An existing data file is never seeded again. */
  readonly seed?: string;
  /** Whether one failing save of a `$batch` takes all others with it. Default `whole`. */
  readonly atomicity?: 'whole' | 'item';
  /** Newest version of the API that is spoken. Default 7.1. */
  readonly apiVersion?: string;
  /** Every request waits that long, in milliseconds. */
  readonly latencyMs?: number;
  /** Faults on order from the start, as `POST _sandbox/faults` takes them. */
  readonly faults?: unknown;
  readonly clock?: () => Date;
  /** Gets one line for what an operator should know. Never a token. */
  readonly log?: (line: string) => void;
}

export interface RunningSandbox {
  /** Address of the collection, `http://127.0.0.1:PORT/fabrikam`. */
  readonly url: string;
  readonly token: string;
  close(): Promise<void>;
}

const organization = 'fabrikam';

/**
 * Starts an embedded work item tracking server with a sample project, on 127.0.0.1.
 * @throws {Error} for an option that cannot be, a data file that is none, or a port that is taken.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const seed = parseSeed(options.seed ?? 'fabrikam');
  const latest = options.apiVersion ?? latestVersion;
  if (!parseVersion(latest)) throw new Error(`The API version "${latest}" is none. Use, for example, 7.1 or 5.0.`);
  const clock = options.clock ?? (() => new Date());
  const faults = createFaults();
  if (options.faults !== undefined) faults.add(options.faults);
  const store = new Store();
  const journal =
    options.dataFile === undefined ? undefined : openJournal(options.dataFile, (write) => store.apply(write));
  const blobs = options.dataFile === undefined ? memoryBlobs() : folderBlobs(`${options.dataFile}.attachments`);
  if (journal?.isNew !== false) plantSeed(store, blobs, seed, clock());
  if (journal) keepIn(journal, store);
  const token = options.token ?? randomToken();
  const tokens = createTokens({ token, person: jamal.id });
  const settings = {
    atomicity: options.atomicity ?? 'whole',
    organizations: new Set([organization, 'defaultcollection']),
    latestVersion: latest,
  } as const;
  const server = await listen({
    port: options.port ?? 0,
    tokens,
    organizations: settings.organizations,
    latestVersion: latest,
    latencyMs: options.latencyMs ?? 0,
    store,
    router: createRouter(serviceRoutes(settings, blobs)),
    controls: createRouter(controlRoutes(faults, tokens)),
    faults,
    clock,
    log: options.log ?? (() => undefined),
  });
  return { url: `${server.origin}/${organization}`, token, close: () => closeAll(server, journal, faults) };
}

/** From here on every transaction goes to the file. */
function keepIn(journal: FileJournal, store: Store): void {
  if (journal.isNew) journal.begin(store.dump());
  store.keepIn(journal);
}

async function closeAll(server: RunningServer, journal: FileJournal | undefined, faults: Faults): Promise<void> {
  faults.clear();
  await server.close();
  journal?.close();
}
