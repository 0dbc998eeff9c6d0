import { parseReply } from './reply';
import * as schemas from './schemas';
import type { Transport } from './transport';

/** The account behind the connection. */
export interface ConnectionData {
  readonly userId: string;
  readonly displayName: string;
  /** The account name, usually the mail address; `''` where the server does not tell it. */
  readonly uniqueName: string;
  readonly deploymentType: 'hosted' | 'onPremises';
}

/** A person or group that can stand in an identity field. */
export interface Identity {
  readonly displayName: string;
  /** What to write into the field. */
  readonly uniqueName: string;
}

export async function readConnectionData(transport: Transport, signal?: AbortSignal): Promise<ConnectionData> {
  const path = '/_apis/connectionData';
  const reply = await transport.read({ method: 'GET', path, stage: 'preview' }, signal);
  const { authenticatedUser: user, deploymentType } = parseReply(schemas.connectionData, reply, `GET ${path}`);
  const account = user.properties?.['Account'];
  return {
    userId: user.id ?? '',
    displayName: user.customDisplayName ?? user.providerDisplayName ?? user.displayName ?? '',
    uniqueName: accountName(account) || (user.uniqueName ?? ''),
    deploymentType: deploymentType?.toLowerCase() === 'onpremises' ? 'onPremises' : 'hosted',
  };
}

/** `{"$type": "System.String", "$value": "john.doe@example.com"}` or the plain string. */
function accountName(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || !('$value' in value)) return '';
  return typeof value.$value === 'string' ? value.$value : '';
}

/**
 * People and groups whose name or mail begins with a text. The route is undocumented and absent for some tenants:
 * those answer 404, which comes as an AdoError `notFound`.
 */
export async function searchIdentities(
  transport: Transport,
  text: string,
  signal?: AbortSignal,
): Promise<readonly Identity[]> {
  const path = '/_apis/IdentityPicker/Identities';
  const body = {
    query: text,
    identityTypes: ['user', 'group'],
    operationScopes: ['ims', 'source'],
    options: { MinResults: 5, MaxResults: 40 },
    properties: ['DisplayName', 'Mail', 'SamAccountName', 'ScopeName', 'SignInAddress', 'Active'],
  };
  const reply = await transport.read({ method: 'POST', path, body, stage: 'preview' }, signal);
  const found = parseReply(schemas.identityPicker, reply, `POST ${path}`).results.flatMap(
    (result) => result.identities ?? [],
  );
  return found.flatMap((wire) => {
    const displayName = wire.displayName ?? '';
    const uniqueName = wire.mail ?? wire.signInAddress ?? domainAccount(wire) ?? displayName;
    return uniqueName === '' || wire.active === false ? [] : [{ displayName, uniqueName }];
  });
}

/** `DOMAIN\account`, the unique name on servers without mail addresses. */
function domainAccount(wire: {
  readonly samAccountName?: string | null | undefined;
  readonly scopeName?: string | null | undefined;
}): string | undefined {
  const domain = wire.scopeName ?? '';
  const account = wire.samAccountName ?? '';
  return domain === '' || account === '' ? undefined : `${domain}\\${account}`;
}
