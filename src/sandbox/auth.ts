import { timingSafeEqual } from 'node:crypto';
import type { Reply } from './router';

/** The page that Azure DevOps sends instead of an error when a client without `X-TFS-FedAuthRedirect` has a bad token. */
export const signInPage =
  '<!DOCTYPE html><html lang="en"><head><title>Azure DevOps Services | Sign In</title></head>' +
  '<body><h1>Sign in</h1><p>The token is missing or not valid. Use the token that the sandbox printed when it started.</p></body></html>';

const tenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Whether the request carries the token: Basic with any user name, or Bearer. */
export function isAuthorized(authorization: string | undefined, token: string): boolean {
  const [scheme = '', credentials = ''] = (authorization ?? '').split(' ', 2);
  if (/^bearer$/i.test(scheme)) return same(credentials, token);
  if (!/^basic$/i.test(scheme)) return false;
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  return same(pair.slice(pair.indexOf(':') + 1), token);
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * The answer to a bad or missing token: 401 for clients that ask for it with `X-TFS-FedAuthRedirect: Suppress` or that came
 * with a bearer token, a 203 sign-in page for all others.
 */
export function refuseUnauthorized(headers: Readonly<Record<string, string>>, origin: string): Reply {
  const suppressed = headers['x-tfs-fedauthredirect']?.toLowerCase() === 'suppress';
  if (!suppressed && !/^bearer /i.test(headers['authorization'] ?? '')) {
    return { status: 203, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(signInPage) };
  }
  return {
    status: 401,
    headers: {
      'www-authenticate': `Bearer authorization_uri=https://login.microsoftonline.com/${tenant}, Basic realm="${origin}/", TFS-Federated`,
      'x-vss-resourcetenant': tenant,
      'x-tfs-fedauthrealm': `${origin}/`,
    },
  };
}
