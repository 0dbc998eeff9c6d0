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
  tooManyItems: (count: number) =>
    badRequest(`VS403474: You requested ${count} work items which exceeds the limit of 200`),
  expandWithFields: () => badRequest('The expand parameter can not be used with the fields parameter.'),
  patchDocument: () => badRequest('You must pass a valid patch document in the body of the request.'),
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
