/** What an artifact link leads to, as far as the product knows how to name and to open it. */
export type Artifact =
  | { readonly kind: 'commit'; readonly project: string; readonly repository: string; readonly sha: string }
  | { readonly kind: 'pullRequest'; readonly project: string; readonly repository: string; readonly id: string }
  | { readonly kind: 'branch'; readonly project: string; readonly repository: string; readonly branch: string }
  | { readonly kind: 'build'; readonly id: string };

/** The kind of artifact as `attributes.name` spells it; the service refuses an artifact link without it. */
export const artifactNames: Readonly<Record<Artifact['kind'], string>> = {
  commit: 'Fixed in Commit',
  pullRequest: 'Pull Request',
  branch: 'Branch',
  build: 'Build',
};

/**
 * The `vstfs:///` url of an artifact. Ids inside are joined by an escaped slash, as recorded traffic has them
 * (`vstfs:///Git/Commit/{project}%2F{repository}%2F{sha}`); a branch carries `GB` in front.
 */
export function artifactUrl(artifact: Artifact): string {
  switch (artifact.kind) {
    case 'commit':
      return `vstfs:///Git/Commit/${joined(artifact.project, artifact.repository, artifact.sha)}`;
    case 'pullRequest':
      return `vstfs:///Git/PullRequestId/${joined(artifact.project, artifact.repository, artifact.id)}`;
    case 'branch':
      return `vstfs:///Git/Ref/${joined(artifact.project, artifact.repository, `GB${artifact.branch}`)}`;
    case 'build':
      return `vstfs:///Build/Build/${encodeURIComponent(artifact.id)}`;
  }
}

function joined(...parts: readonly string[]): string {
  return parts.map((part) => encodeURIComponent(part)).join('%2F');
}

/** Reads a `vstfs:///` url, escaped or not; undefined for tools that the product does not know. */
export function parseArtifactUrl(url: string): Artifact | undefined {
  const [, tool, type, rest] = /^vstfs:\/\/\/([^/]+)\/([^/]+)\/(.+)$/i.exec(url) ?? [];
  if (tool === undefined || type === undefined || rest === undefined) return undefined;
  const what = `${tool}/${type}`.toLowerCase();
  if (what === 'build/build') return { kind: 'build', id: decoded(rest) };
  const [project, repository, ...tail] = decoded(rest).split('/');
  const last = tail.join('/');
  if (project === undefined || repository === undefined || last === '') return undefined;
  if (what === 'git/commit') return { kind: 'commit', project, repository, sha: last };
  if (what === 'git/pullrequestid') return { kind: 'pullRequest', project, repository, id: last };
  if (what === 'git/ref' && last.startsWith('GB'))
    return { kind: 'branch', project, repository, branch: last.slice(2) };
  return undefined;
}

/** A part of a url as a person reads it. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    // A stray percent sign: the text is its own spelling.
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** The page of an artifact. `project` serves builds, whose urls do not name one. */
export function artifactPage(artifact: Artifact, collectionUrl: string, project: string): string {
  const room = (name: string): string => `${collectionUrl.replace(/\/+$/, '')}/${encodeURIComponent(name)}`;
  if (artifact.kind === 'build') return `${room(project)}/_build/results?buildId=${encodeURIComponent(artifact.id)}`;
  const repository = `${room(artifact.project)}/_git/${encodeURIComponent(artifact.repository)}`;
  switch (artifact.kind) {
    case 'commit':
      return `${repository}/commit/${encodeURIComponent(artifact.sha)}`;
    case 'pullRequest':
      return `${repository}/pullrequest/${encodeURIComponent(artifact.id)}`;
    case 'branch':
      return `${repository}?version=GB${encodeURIComponent(artifact.branch)}`;
  }
}

/** Reads the address of a page, as people copy it from the browser; undefined for pages of anything else. */
export function parseArtifactPage(page: string): Artifact | undefined {
  const address = URL.canParse(page.trim()) ? new URL(page.trim()) : undefined;
  if (address === undefined) return undefined;
  const build = address.searchParams.get('buildId');
  if (build !== null && /\/_build\b/i.test(address.pathname)) return { kind: 'build', id: build };
  const git = /\/([^/]+)\/_git\/([^/]+)(?:\/(commit|pullrequest)\/([^/]+))?/i.exec(address.pathname);
  const [, project, repository, kind, id] = git?.map((part) => decoded(part)) ?? [];
  if (project === undefined || repository === undefined) return undefined;
  if (kind?.toLowerCase() === 'commit' && id !== undefined) return { kind: 'commit', project, repository, sha: id };
  if (kind?.toLowerCase() === 'pullrequest' && id !== undefined)
    return { kind: 'pullRequest', project, repository, id };
  const version = address.searchParams.get('version');
  return version?.startsWith('GB') === true
    ? { kind: 'branch', project, repository, branch: version.slice(2) }
    : undefined;
}
