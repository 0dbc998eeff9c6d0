/**
 * Reads until the value is accepted, and gives it; the wait is on the state itself, never for a time. The error names what was waited for and
 * what was last seen.
 */
export async function until<T>(
  what: string,
  read: () => Promise<T>,
  accept: (value: T) => boolean,
  limit = 60_000,
): Promise<T> {
  const end = performance.now() + limit;
  let value = await read();
  while (!accept(value)) {
    if (performance.now() > end)
      throw new Error(`${what} did not come within ${limit} ms; last seen: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    value = await read();
  }
  return value;
}
