import { randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may sign in: every token belongs to a person. Tokens end with the process that gave them out. */
export interface Tokens {
  /** Id of the person whose token an Authorization header carries: Basic with any user name, or Bearer. */
  personOf(authorization: string | undefined): string | undefined;
  /** A new token for a person. */
  issue(personId: string): string;
}

/** Tokens, the first of which is the signed-in user's. */
export function createTokens(first: { readonly token: string; readonly person: string }): Tokens {
  const given = [first];
  return {
    personOf(authorization) {
      const sent = tokenIn(authorization);
      return sent === undefined ? undefined : given.find(({ token }) => same(token, sent))?.person;
    },
    issue(person) {
      const token = randomToken();
      given.push({ token, person });
      return token;
    },
  };
}

export function randomToken(): string {
  return randomBytes(24).toString('base64url');
}

function tokenIn(authorization: string | undefined): string | undefined {
  const [scheme = '', credentials = ''] = (authorization ?? '').split(' ', 2);
  if (/^bearer$/i.test(scheme)) return credentials;
  if (!/^basic$/i.test(scheme)) return undefined;
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
