import { ApiError } from './errors';
import { errorReply } from './replies';
import type { Reply } from './router';

/** The page that Azure DevOps sends instead of an error when a client without `X-TFS-FedAuthRedirect` has a bad token. */
export const signInPage =
  '<!DOCTYPE html><html lang="en"><head><title>Azure DevOps Services | Sign In</title></head>' +
  '<body><h1>Sign in</h1><p>The token is missing or not valid. Use the token that the sandbox printed when it started.</p></body></html>';

const tenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/**
 * The answer to a bad or missing token: 401 for clients that ask for it with `X-TFS-FedAuthRedirect: Suppress` or that came
 * with a bearer token, a 203 sign-in page for all others.
 */
export function refuseUnauthorized(headers: Readonly<Record<string, string>>, origin: string): Reply {
  const suppressed = headers['x-tfs-fedauthredirect']?.toLowerCase() === 'suppress';
  if (!suppressed && !/^bearer /i.test(headers['authorization'] ?? '')) {
    return { status: 203, headers: { 'content-type': 'text/html; charset=utf-8' }, body: Buffer.from(signInPage) };
  }
  return errorReply(
    // Recorded of a person who is no member. Whoever has no valid token is nobody, whose id is known to be this one.
    new ApiError(
      401,
      "TF400813: The user 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa' is not authorized to access this resource.",
      'UnauthorizedRequestException',
      {
        namespace: 'Microsoft.TeamFoundation.Framework.Server',
        headers: {
          'www-authenticate': `Bearer authorization_uri=https://login.microsoftonline.com/${tenant}, Basic realm="${origin}/", TFS-Federated`,
          'x-vss-resourcetenant': tenant,
          'x-tfs-fedauthrealm': `${origin}/`,
        },
      },
    ),
  );
}
