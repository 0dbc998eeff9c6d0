/**
 * Everything the service says when it refuses, in one place: status, words and type name.
 * The texts are those of recorded traffic and of the public documentation; where only the status was inferred, a comment says so.
 */

/** A refusal. Thrown by a handler it rolls the request's transaction back and becomes the reply. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** The exception's name on the wire, `typeKey`. */
    readonly typeKey: string,
    readonly detail: {
      readonly namespace?: string;
      readonly eventId?: number;
      readonly customProperties?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }
}

const tracking = 'Microsoft.TeamFoundation.WorkItemTracking.Server';
const common = 'Microsoft.VisualStudio.Services.Common';
const web = 'Microsoft.VisualStudio.Services.WebApi';

/** The error body of single requests. `errorCode` is 0 in every recorded one. */
export function errorEnvelope(error: ApiError): Record<string, unknown> {
  const namespace = error.detail.namespace ?? tracking;
  const custom = error.detail.customProperties;
  return {
    $id: '1',
    ...(custom === undefined ? {} : { customProperties: custom }),
    innerException: null,
    message: error.message,
    typeName: `${namespace}.${error.typeKey}, ${namespace}`,
    typeKey: error.typeKey,
    errorCode: 0,
    eventId: error.detail.eventId ?? (namespace === tracking ? 3200 : 3000),
  };
}

/** A malformed or impossible parameter or property. */
export function badRequest(message: string): ApiError {
  return new ApiError(400, message, 'VssPropertyValidationException', { namespace: common, eventId: 3000 });
}

/** What the JSON Patch engine of Azure DevOps says about a document it cannot carry out. */
export function patchFailed(message: string): ApiError {
  return new ApiError(400, message, 'PatchOperationFailedException', { namespace: `${web}.Patch`, eventId: 3000 });
}

export const versionErrors = {
  notSpecified: (method: string) =>
    new ApiError(
      400,
      `No api-version was supplied for the "${method}" request. The version must be supplied either as part of the Accept header (e.g. "application/json; api-version=1.0") or as a query parameter (e.g. "?api-version=1.0").`,
      'VssVersionNotSpecifiedException',
      { namespace: web },
    ),
  unreadable: (text: string) =>
    new ApiError(
      400,
      `The api-version "${text}" is not valid. It must have the form {major}.{minor}[-preview[.{resource}]], for example "7.1" or "7.1-preview.4".`,
      'VssInvalidApiResourceVersionException',
      { namespace: web },
    ),
  outOfRange: (asked: string, latest: string) =>
    new ApiError(
      400,
      `The requested REST API version of ${asked} is out of range for this server. The latest REST API version this server supports is ${latest}.`,
      'VssVersionOutOfRangeException',
      { namespace: web },
    ),
  underPreview: (asked: string) =>
    new ApiError(
      400,
      `The requested version "${asked}" of the resource is under preview. The -preview flag must be supplied in the api-version for such requests. For example: "${asked}-preview"`,
      'VssInvalidPreviewVersionException',
      { namespace: web },
    ),
};

export const errors = {
  workItemNotFound: (id: number | string) =>
    new ApiError(
      404,
      `TF401232: Work item ${id} does not exist, or you do not have permissions to read it.`,
      'WorkItemUnauthorizedAccessException',
    ),
  projectNotFound: (name: string) =>
    new ApiError(
      404,
      `TF200016: The following project does not exist: ${name}. Verify that the name of the project is correct and that the project exists on the specified Azure DevOps Server.`,
      'ProjectDoesNotExistWithNameException',
      { namespace: 'Microsoft.TeamFoundation.Core.WebApi', eventId: 3000 },
    ),
  /** Status 500 as measured on a live route with an unknown team; the wording is ours. */
  teamNotFound: (name: string) =>
    new ApiError(500, `The team with id '${name}' does not exist.`, 'TeamNotFoundException', {
      namespace: 'Microsoft.TeamFoundation.Core.WebApi',
    }),
  typeNotFound: (type: string, projectId: string) =>
    new ApiError(
      404,
      `VS402323: Work item type ${type} does not exist in project ${projectId} or you do not have permission to access it.`,
      'WorkItemTypeNotFoundException',
    ),
  fieldNotFound: (field: string) =>
    new ApiError(400, `TF51535: Cannot find field ${field}.`, 'WorkItemTrackingFieldDefinitionNotFoundException', {
      namespace: `${tracking}.Metadata`,
      eventId: 3200,
    }),
  /** Recorded in a public issue of a tool that creates work items, with this type key and property. */
  unknownIdentity: (value: string, name: string, referenceName: string) =>
    new ApiError(
      400,
      `The identity value '${value}' for field '${name}' is an unknown identity.`,
      'WorkItemFieldInvalidException',
      { customProperties: { ReferenceName: referenceName } },
    ),
  twoUpdates: (id: number, referenceName: string) =>
    new ApiError(
      400,
      `VS403691: Update to work item ${id} had two or more updates for field with reference name '${referenceName}'. A field cannot be updated more than once in the same update.`,
      'WorkItemFieldInvalidException',
      { customProperties: { ReferenceName: referenceName } },
    ),
  invalidTree: (id: number, referenceName: string) =>
    new ApiError(
      400,
      `TF401347: Invalid tree name given for work item ${id}, field '${referenceName}'.`,
      'WorkItemInvalidTreeNameException',
    ),
  testFailed: (path: string, current: string, asked: string) =>
    new ApiError(
      412,
      `VS403351: Test Operation for path ${path} failed, value ${current} was not equal to test value ${asked}.`,
      'TestPatchOperationFailedException',
      { namespace: `${web}.Patch` },
    ),
  datesMustIncrease: () =>
    new ApiError(400, 'VS402625: Dates must be increasing with each revision.', 'WorkItemDatesNotIncreasingException'),
  tooManyTags: () =>
    new ApiError(
      400,
      'TF401243: Failed to save work item because too many new tags were added to the work item.',
      'WorkItemTooManyTagsException',
    ),
  formatNotSupported: (referenceName: string) =>
    badRequest(`Operation of changing value type is not supported for the field ${referenceName}`),
  formatAlone: (referenceName: string) =>
    badRequest(
      `The format of the field ${referenceName} can only be changed together with its content. Add an operation for /fields/${referenceName} to the same document.`,
    ),
  relationExists: () =>
    new ApiError(400, 'Relation already exists.', 'RelationAlreadyExistsException', {
      namespace: 'Microsoft.Azure.Boards.WebApi.Common',
      eventId: 3000,
    }),
  /** Status inferred. `a` is the parent, `b` the child. */
  oneParent: (link: string, a: number, b: number) =>
    new ApiError(
      400,
      `TF201036: You cannot add a ${link} link between work items ${a} and ${b} because a work item can have only one Parent link.`,
      'WorkItemLinkAddExtraParentException',
    ),
  /** Status inferred; the end of the sentence is ours. */
  circular: (link: string, a: number, b: number) =>
    new ApiError(
      400,
      `TF201035: You cannot add a ${link} link between work items ${a} and ${b} because it would create a circular relationship.`,
      'WorkItemLinkCircularException',
    ),
  relationRefused: (message: string) => new ApiError(400, message, 'WorkItemLinkInvalidException', { eventId: 3200 }),
  tooManyItems: (count: number) =>
    badRequest(`VS403474: You requested ${count} work items which exceeds the limit of 200`),
  expandWithFields: () => badRequest('The expand parameter can not be used with the fields parameter.'),
  patchDocument: () => badRequest('You must pass a valid patch document in the body of the request.'),
  /** The wordings of the next four are ours. */
  revisionNotFound: (id: number, rev: number) =>
    new ApiError(404, `Revision ${rev} of work item ${id} does not exist.`, 'WorkItemRevisionNotFoundException'),
  commentNotFound: (id: number, comment: number) =>
    new ApiError(404, `Comment ${comment} of work item ${id} does not exist.`, 'WorkItemCommentNotFoundException'),
  attachmentNotFound: (id: string) =>
    new ApiError(404, `The attachment ${id} does not exist.`, 'AttachmentNotFoundException'),
  attachmentTooLarge: (limit: number) =>
    new ApiError(413, `The attachment is larger than the limit of ${limit} bytes.`, 'AttachmentTooLargeException'),
  throttled: () =>
    new ApiError(
      429,
      'TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource <Concurrency> in namespace <User>.',
      'RequestBlockedException',
      { namespace: 'Microsoft.TeamFoundation.Framework.Server', eventId: 3000 },
    ),
  injected: (status: number) =>
    new ApiError(
      status,
      `TF400898: An Internal Error Occurred. Activity Id: 00000000-0000-0000-0000-000000000000.`,
      'TeamFoundationServerException',
      {
        namespace: 'Microsoft.TeamFoundation.Framework.Server',
      },
    ),
  internal: () =>
    new ApiError(
      500,
      'TF400898: An Internal Error Occurred. The log of the sandbox tells more.',
      'TeamFoundationServerException',
      {
        namespace: 'Microsoft.TeamFoundation.Framework.Server',
      },
    ),
  notJson: (empty: boolean) =>
    badRequest(empty ? 'The request has no body. Send JSON.' : 'The body of the request is not valid JSON.'),
  bodyTooLarge: (limit: number) =>
    new ApiError(413, `The body of the request is larger than ${limit} bytes.`, 'HttpRequestTooLargeException', {
      namespace: web,
      headers: { connection: 'close' },
    }),
  routeNotFound: (path: string) =>
    new ApiError(
      404,
      `The controller for path '${path}' was not found or does not implement IController.`,
      'HttpException',
      { namespace: 'System.Web' },
    ),
  methodNotAllowed: (method: string) =>
    new ApiError(
      405,
      `The requested resource does not support http method '${method}'.`,
      'VssHttpMethodNotSupportedException',
      { namespace: web },
    ),
};
