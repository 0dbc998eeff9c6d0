import { parseReply } from './reply';
import * as schemas from './schemas';
import type { Transport } from './transport';

/** Names of all tags that a project has used (route since Server 2019 U1; before it, `notFound`). */
export async function readTags(
  transport: Transport,
  project: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const path = `/${encodeURIComponent(project)}/_apis/wit/tags`;
  const reply = await transport.read({ method: 'GET', path }, signal);
  return parseReply(schemas.tagList, reply, `GET ${path}`).value.map(({ name }) => name);
}
