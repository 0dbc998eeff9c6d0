/**
 * An object whose names can be read in lower case whatever case they came in, as .NET reads JSON.
 * @param names in lower case, those that an ordinary sender writes: an object that has them is taken as it is.
 */
export function inAnyCase(raw: object, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (names.every((name) => Object.hasOwn(raw, name))) return raw as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name.toLowerCase(), value as unknown]));
}
