import type { Person, Project, Team } from './model';
import type { Store } from './store';
import type { ApiVersion } from './versions';

/** Query string parameters: names compare without regard to case, as Azure DevOps does. */
export interface Query {
  /** The value as sent, or undefined. */
  get(name: string): string | undefined;
  /** True for `true` in any case; absent and everything else is false. */
  flag(name: string): boolean;
}

/** What a handler is given. Handlers are synchronous: the body is already read, and a request is one transaction. */
export interface Request {
  readonly method: Method;
  readonly path: string;
  /** Origin and collection as the client called them, e.g. `http://127.0.0.1:4711/fabrikam`; no slash at the end. */
  readonly baseUrl: string;
  /** The project in the address, by name or GUID. */
  readonly project: Project | undefined;
  /** The team in the address. */
  readonly team: Team | undefined;
  /** Decoded template parameters, e.g. `id`, `type`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly version: ApiVersion;
  readonly user: Person;
  /** One moment for the whole request. */
  readonly now: Date;
  readonly store: Store;
  /** Raw bytes of the body. */
  readonly bytes: Buffer;
  /**
   * The body as JSON.
   * @throws {ApiError} 400 when there is none or it does not parse.
   */
  json(): unknown;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A Buffer is sent as it is, anything else as JSON; absent means no body. */
  readonly body?: unknown;
}

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

export type Handler = (request: Request) => Reply;

/**
 * One row of the route table.
 * `path` is what follows `_apis/`, in the notation of the service's own route table: `wit/workItems/{id}`,
 * `{*path}` takes the rest with its slashes. Literal segments compare without regard to case.
 */
export interface Route {
  readonly method: Method;
  readonly path: string;
  /** How much of `{project}/{team}/` may stand before `_apis`. */
  readonly scope: 'collection' | 'project' | 'team' | 'projectRequired';
  /** The resource is preview only: a plain `api-version` is refused. */
  readonly preview?: boolean;
  readonly handler: Handler;
}

/** A match: the route, and its parameters, decoded. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

interface CompiledRoute {
  readonly route: Route;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

export interface Router {
  match(method: Method, path: string): Match | undefined;
  /** Whether some method answers on this path: decides between 404 and 405. OPTIONS, which asks for routes, does not count. */
  knows(path: string): boolean;
}

/** Compiles a route table; earlier rows win. */
export function createRouter(routes: readonly Route[]): Router {
  const compiled = routes.map(compile);
  return {
    match(method, path) {
      const wanted = method === 'HEAD' ? ['HEAD', 'GET'] : [method];
      for (const { route, pattern, names } of compiled) {
        if (!wanted.includes(route.method)) continue;
        const found = pattern.exec(path);
        if (!found) continue;
        const params = Object.fromEntries(names.map((name, index) => [name, decode(found[index + 1] ?? '')]));
        return { route, params };
      }
      return undefined;
    },
    knows: (path) => compiled.some(({ route, pattern }) => route.method !== 'OPTIONS' && pattern.test(path)),
  };
}

function compile(route: Route): CompiledRoute {
  const names: string[] = [];
  const source = route.path
    .split('/')
    .map((segment) => {
      const parameter = /^([^{]*)\{(\*?)(\w+)\}$/.exec(segment);
      if (!parameter) return escapePattern(segment);
      names.push(parameter[3] ?? '');
      return escapePattern(parameter[1] ?? '') + (parameter[2] === '*' ? '(.+)' : '([^/]+)');
    })
    .join('/');
  return { route, names, pattern: new RegExp(`^${source}/?$`, 'i') };
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign is a character like any other.
    return text;
  }
}
