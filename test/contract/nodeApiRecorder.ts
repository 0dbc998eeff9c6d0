/** A client of `azure-devops-node-api` that remembers which of its methods were used. */
export interface Recorded<C> {
  readonly client: C;
  /** Methods of the client's own class that were not used, and for which no reason matches. */
  unused(reasons?: readonly (readonly [methods: RegExp, reason: string])[]): readonly string[];
}

/** Hands a client through, and keeps the names of its methods. */
export function recorded<C extends object>(client: C): Recorded<C> {
  const used = new Set<string | symbol>();
  const prototype = Object.getPrototypeOf(client) as object;
  return {
    client: new Proxy(client, {
      get(target, name, receiver) {
        used.add(name);
        return Reflect.get(target, name, receiver) as unknown;
      },
    }),
    unused: (reasons = []) =>
      Object.getOwnPropertyNames(prototype).filter(
        (name) => name !== 'constructor' && !used.has(name) && !reasons.some(([methods]) => methods.test(name)),
      ),
  };
}
