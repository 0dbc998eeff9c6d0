import { createHash } from 'node:crypto';

/**
 * `fabrikam` for dev.azure.com/fabrikam, `collection.server` elsewhere: short, fit for addresses and folders, and one per collection. Two
 * collections with one name would share a stage, and edits of one would be sent to the other; so what the name cannot show, a digest
 * of the address tells apart. Letters of either case are one: servers do not tell them apart.
 */
export function connectionName(url: string): string {
  const { hostname, port, pathname } = new URL(url.toLowerCase());
  // Escapes are written in letters of either case, too.
  const segments = pathname.toLowerCase().split('/').filter(Boolean);
  const collection = segments.at(-1) ?? '';
  const hosted = hostname === 'dev.azure.com' && collection !== '';
  const readable = hosted ? collection : [collection, hostname].filter(Boolean).join('.');
  const name = [readable.replaceAll(/%[0-9a-f]{2}|[^a-z0-9.-]/g, '-'), port].filter(Boolean).join('_');
  // `/tfs` is where Azure DevOps Server stands unless told otherwise; organisations and servers have no underscore in their names.
  const above = segments.slice(0, -1).join('/');
  const isTold = /^[a-z0-9-]+$/.test(collection) && /^[a-z0-9.-]+$/.test(hostname) && (above === '' || above === 'tfs');
  return isTold ? name : `${name}_${digest(`${hostname}:${port}/${segments.join('/')}`)}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
