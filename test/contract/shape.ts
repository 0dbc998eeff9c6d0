/**
 * Compares the shape of a recorded body with that of ours: every recorded key must be there, with a value of the same type.
 * What we send beyond that is not looked at: the recordings come from many years.
 */
export function shapeDifferences(recorded: unknown, actual: unknown, at = '$'): readonly string[] {
  // A recorded null tells no type.
  if (recorded === null || recorded === undefined) return [];
  const [wanted, found] = [typeOf(recorded), typeOf(actual)];
  if (wanted !== found) return [`${at} is ${found}, recorded ${wanted}`];
  if (wanted === 'identity') return [];
  if (Array.isArray(recorded) && Array.isArray(actual)) return arrayDifferences(recorded, actual, at);
  if (wanted !== 'object') return [];
  return Object.entries(recorded).flatMap(([name, value]) => {
    const has = Object.hasOwn(actual as object, name);
    if (!has) return freeKeys(at) ? [] : [`${at}.${name} is missing`];
    return shapeDifferences(value, Reflect.get(actual as object, name), `${at}.${name}`);
  });
}

/** The first elements stand for all: lists have one kind of element, and how many there are depends on the data. */
function arrayDifferences(recorded: readonly unknown[], actual: readonly unknown[], at: string): readonly string[] {
  if (recorded.length === 0) return [];
  if (actual.length === 0) return [`${at} is empty`];
  return shapeDifferences(recorded[0], actual[0], `${at}[0]`);
}

/** Below these the keys are names of fields, states or artifacts: which ones there are depends on the work item. */
function freeKeys(at: string): boolean {
  return /\.(fields|transitions|artifactUrisQueryResult)$/.test(at);
}

/** Identities were strings up to 4.x and are objects since; examples of one page have both. */
function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'string' && /^[^<>]+<[^<>@]+@[^<>]+>$/.test(value)) return 'identity';
  if (typeof value === 'object' && value !== null) return 'displayName' in value ? 'identity' : 'object';
  return value === null ? 'null' : typeof value;
}
