/** The same function with at most `most` calls under way at once; the others wait in order. */
export function limit<A, R>(most: number, run: (argument: A) => Promise<R>): (argument: A) => Promise<R> {
  const waiting: (() => void)[] = [];
  let active = 0;
  return async (argument) => {
    if (active < most) active += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await run(argument);
    } finally {
      // A finished call hands its place on, so that nobody slips in between.
      const next = waiting.shift();
      if (next === undefined) active -= 1;
      else next();
    }
  };
}

/** Cuts a list into pieces of at most `size`. */
export function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
