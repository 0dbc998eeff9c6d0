import { ApiError } from '../errors';

const tracking = 'Microsoft.TeamFoundation.WorkItemTracking.Server';

/** Refusals of saved queries; texts and type keys as measured unless a remark says otherwise. */
export const queryErrors = {
  notFound: (query: string) =>
    new ApiError(
      404,
      `TF401243: The query ${query} does not exist, or you do not have permission to read it.`,
      'QueryItemNotFoundException',
      { namespace: tracking },
    ),
  /** Status 400, not 409. */
  sameName: () => legacy('TF237018: A query or a query folder on the server has the same name.'),
  rootFolder: () => legacy('TF237023: You cannot delete root folders.'),
  /** The status is inferred. */
  noWritePermission: (name: string) =>
    new ApiError(
      403,
      `TF401256: You do not have Write permissions for query ${name}`,
      'QueryItemAccessDeniedException',
      {
        namespace: tracking,
      },
    ),
  /** The wording is ours. */
  changesRoot: () => legacy('A root folder cannot be renamed, moved or given a query. Create a query or folder in it.'),
  /** The wording is ours. */
  notAFolder: (path: string) => legacy(`${path} is a query, not a folder. Name a folder to put the query in.`),
  /** The wording is ours. */
  intoItself: () => legacy('A folder cannot be moved into itself or into a folder below it.'),
};

function legacy(message: string): ApiError {
  return new ApiError(400, message, 'LegacyQueryItemException', { namespace: tracking });
}
