import { ApiError, badRequest } from './errors';

/** Refusals of `$batch`. Texts and statuses are ours where nothing was found: more than 200 requests, and repeated items. */
export const batchErrors = {
  tooMany: (count: number) => badRequest(`VS403474: You requested ${count} work items which exceeds the limit of 200`),
  onlyPatch: (method: string) =>
    badRequest(`The method ${method} is not supported in a $batch. Use PATCH, for new work items too.`),
  temporaryId: (what: string) =>
    badRequest(
      `A request that creates a work item needs an id of its own, negative, at the path /id; this one ${what}.`,
    ),
  repeatedItem: () =>
    badRequest('Two requests of the $batch are for the same work item. Join their operations in one request.'),
  wholeBulkFailed: () => new ApiError(500, 'TF401321: Whole Bulk failed.', 'WorkItemBulkFailedException'),
  critical: () =>
    new ApiError(
      400,
      'TF401349: An unexpected error has occurred, please verify your request and try again.',
      'WorkItemTrackingException',
    ),
};
