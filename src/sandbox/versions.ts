import { versionErrors } from './errors';

/** A requested api-version: `{major}.{minor}[-{stage}[.{resource}]]`. */
export interface ApiVersion {
  readonly major: number;
  readonly minor: number;
  readonly preview: boolean;
  /** As the client wrote it. */
  readonly text: string;
}

/** What `--api-version` sets: the newest version this server speaks. */
export const latestVersion = '7.1';

const versionPattern = /^(\d{1,2})\.(\d{1,2})(-preview(?:\.\d{1,3})?)?$/i;

/** Parses a version, or says undefined. */
export function parseVersion(text: string): ApiVersion | undefined {
  const found = versionPattern.exec(text.trim());
  if (!found) return undefined;
  return { major: Number(found[1]), minor: Number(found[2]), preview: found[3] !== undefined, text: text.trim() };
}

/** Whether `version` is `major.minor` or later. */
export function atLeast(version: ApiVersion, major: number, minor = 0): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}

/**
 * The version of a request, from the query string or the Accept header (`application/json;api-version=5.0`).
 * A GET without one is served as the latest; any other verb must name it (VssVersionNotSpecifiedException).
 */
export function negotiateVersion(asked: {
  readonly method: string;
  readonly query: string | undefined;
  readonly accept: string | undefined;
  readonly previewOnly: boolean;
  readonly latest: string;
}): ApiVersion {
  const newest = parseVersion(asked.latest) ?? { major: 7, minor: 1, preview: false, text: latestVersion };
  const text = asked.query ?? /api-version=([^;,\s]+)/i.exec(asked.accept ?? '')?.[1];
  if (text === undefined || text === '') {
    if (asked.method === 'GET' || asked.method === 'HEAD' || asked.method === 'OPTIONS') return newest;
    throw versionErrors.notSpecified(asked.method);
  }
  const version = parseVersion(text);
  if (!version) throw versionErrors.unreadable(text);
  if (version.major < 1 || atLeast(version, newest.major, newest.minor + 1)) {
    throw versionErrors.outOfRange(text, newest.text);
  }
  if (asked.previewOnly && !version.preview && atLeast(version, 5, 1)) throw versionErrors.underPreview(text);
  return version;
}
