/** Where a pasted address leads. */
export interface Place {
  /** The collection or organisation, without a slash at its end: the root of every request. */
  readonly collectionUrl: string;
  readonly project: string | undefined;
  readonly workItem: number | undefined;
  readonly hosting: 'services' | 'server';
}

export type ParsedPlace =
  | { readonly ok: true; readonly place: Place }
  | { readonly ok: false; readonly code: 'notAnAddress' | 'insecure' | 'noCollection' };

const organisationName = /^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/i;
const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * Reads whatever people paste: a bare organisation name, an organisation, collection, project, board, repository or work item
 * address, with or without scheme, of Azure DevOps Services (both spellings) or Server.
 * Credentials in the address are dropped. Plain `http` is refused for Azure DevOps Services, where a token would travel in the open.
 */
export function parsePlace(text: string): ParsedPlace {
  const trimmed = text.trim().replace(/^["'<]+|["'>]+$/g, '');
  if (organisationName.test(trimmed) && trimmed !== 'localhost')
    return services(`https://dev.azure.com/${trimmed}`, []);
  const url = asUrl(trimmed);
  if (url === undefined) return { ok: false, code: 'notAnAddress' };
  const segments = url.pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(decode);
  const workItem = findWorkItem(segments, url.searchParams);
  const host = url.hostname.toLowerCase();
  const legacy = /^([^.]+)\.visualstudio\.com$/.exec(host);
  const hosted = legacy !== null || host === 'dev.azure.com' || host === 'vssps.dev.azure.com';
  if (hosted && url.protocol !== 'https:') return { ok: false, code: 'insecure' };
  if (legacy !== null) {
    const rest = sameText(segments[0], 'DefaultCollection') ? segments.slice(1) : segments;
    return services(`https://${host}`, rest, workItem);
  }
  const [first, ...rest] = segments;
  if (first === undefined || first.startsWith('_')) return { ok: false, code: 'noCollection' };
  if (hosted) return services(`https://dev.azure.com/${encodeURIComponent(first)}`, rest, workItem);
  return server(url.origin, segments, workItem);
}

function services(collectionUrl: string, rest: readonly string[], workItem?: number): ParsedPlace {
  return { ok: true, place: { collectionUrl, project: projectOf(rest), workItem, hosting: 'services' } };
}

/** `/tfs/Collection/Project` up to 2018, `/Collection/Project` from 2019 on. */
function server(origin: string, segments: readonly string[], workItem: number | undefined): ParsedPlace {
  const depth = sameText(segments[0], 'tfs') ? 2 : 1;
  const root = segments.slice(0, depth);
  const last = root.at(-1);
  if (root.length < depth || last === undefined || last.startsWith('_')) return { ok: false, code: 'noCollection' };
  const collectionUrl = `${origin}/${root.map(encodeURIComponent).join('/')}`;
  return {
    ok: true,
    place: { collectionUrl, project: projectOf(segments.slice(depth)), workItem, hosting: 'server' },
  };
}

function projectOf(rest: readonly string[]): string | undefined {
  const [project] = rest;
  return project === undefined || project.startsWith('_') ? undefined : project;
}

function findWorkItem(segments: readonly string[], query: URLSearchParams): number | undefined {
  const onItems = segments.some((segment) => /^_?workitems$/i.test(segment));
  const inPath = onItems ? (/^\d+$/.exec(segments.at(-1) ?? '')?.[0] ?? query.get('id')) : undefined;
  const id = Number(inPath ?? query.get('workitem') ?? Number.NaN);
  return Number.isInteger(id) && id > 0 ? id : undefined;
}

function asUrl(text: string): URL | undefined {
  const bare = /^([^/:]+)/.exec(text)?.[1] ?? '';
  const scheme = loopback.test(bare) ? 'http' : 'https';
  const candidate = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `${scheme}://${text}`;
  if (!URL.canParse(candidate)) return undefined;
  const url = new URL(candidate);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Not UTF-8: what stands in the address is then the name itself.
    return segment;
  }
}

function sameText(a: string | undefined, b: string): boolean {
  return a?.toLowerCase() === b.toLowerCase();
}

/**
 * True where a token meant for the collection may go: the same scheme, host and port, and inside the collection's path.
 * For Azure DevOps Services both spellings of one organisation count as the same place.
 */
export function belongsTo(collectionUrl: string, address: string): boolean {
  if (!URL.canParse(address) || !URL.canParse(collectionUrl)) return false;
  const target = new URL(address);
  if (target.username !== '' || target.password !== '') return false;
  return spellings(new URL(collectionUrl)).some(
    (home) =>
      target.origin === home.origin &&
      `${target.pathname.toLowerCase()}/`.startsWith(`${home.pathname.toLowerCase().replace(/\/+$/, '')}/`),
  );
}

function spellings(home: URL): readonly URL[] {
  const legacy = /^([^.]+)\.visualstudio\.com$/.exec(home.hostname)?.[1];
  if (legacy !== undefined) return [home, new URL(`https://dev.azure.com/${legacy}`)];
  const organisation = home.pathname.split('/')[1];
  if (home.hostname !== 'dev.azure.com' || organisation === undefined || organisation === '') return [home];
  return [home, new URL(`https://${organisation}.visualstudio.com/`)];
}
