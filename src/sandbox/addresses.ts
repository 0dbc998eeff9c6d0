/** An address taken apart: which collection, which project and team, which resource. */
export interface Address {
  /** Path of the collection as the client wrote it, e.g. `/fabrikam` or `/tfs/DefaultCollection`; may be empty. */
  readonly collection: string;
  /** Decoded; undefined when the address has none. */
  readonly project: string | undefined;
  readonly team: string | undefined;
  /** `_apis` or `_sandbox`. */
  readonly root: '_apis' | '_sandbox';
  /** What follows the root, still encoded, e.g. `wit/workItems/299`. */
  readonly resource: string;
}

/**
 * Takes a path apart. Collections stand where Azure DevOps has them: `/{organization}`, `/{organization}/DefaultCollection`,
 * `/tfs/{collection}`, `/{collection}` (Server 2019 and later), or nowhere (`{organization}.visualstudio.com`).
 * @param organizations names, in lower case, that are a collection and not a project.
 */
export function parseAddress(pathname: string, organizations: ReadonlySet<string>): Address | undefined {
  // `%24` is how careful clients write the dollar sign of `$batch` and `$Bug`.
  const segments = pathname
    .replaceAll('%24', '$')
    .split('/')
    .filter((segment) => segment !== '');
  const at = segments.findIndex((segment) => /^_(apis|sandbox)$/i.test(segment));
  if (at === -1) return undefined;
  const before = segments.slice(0, at);
  const length = collectionLength(
    before.map((segment) => segment.toLowerCase()),
    organizations,
  );
  const [project, team, ...more] = before.slice(length);
  if (more.length > 0) return undefined;
  return {
    collection: before
      .slice(0, length)
      .map((segment) => `/${segment}`)
      .join(''),
    project: project === undefined ? undefined : decodeSegment(project),
    team: team === undefined ? undefined : decodeSegment(team),
    root: segments[at]?.toLowerCase() === '_sandbox' ? '_sandbox' : '_apis',
    resource: segments.slice(at + 1).join('/'),
  };
}

function collectionLength(segments: readonly string[], organizations: ReadonlySet<string>): number {
  const [first, second] = segments;
  if (first === undefined) return 0;
  if (first === 'tfs') return second === undefined ? 1 : 2;
  if (!organizations.has(first)) return 0;
  return second === 'defaultcollection' ? 2 : 1;
}

/** Decodes one path segment; a stray percent sign is a character like any other. */
export function decodeSegment(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
