import { parseReply } from './reply';
import * as schemas from './schemas';
import type { Transport } from './transport';

/** A Git repository; artifact links name it and its project by GUID, never by name. */
export interface Repository {
  readonly id: string;
  readonly name: string;
  readonly projectId: string;
}

/** The Git repositories of a project that the account may read. */
export async function readRepositories(
  transport: Transport,
  project: string,
  signal?: AbortSignal,
): Promise<readonly Repository[]> {
  const path = `/${encodeURIComponent(project)}/_apis/git/repositories`;
  const reply = await transport.read({ method: 'GET', path }, signal);
  const { value } = parseReply(schemas.repositoryList, reply, `GET ${path}`);
  return value.map(({ id, name, project: { id: projectId } }) => ({ id, name, projectId }));
}
