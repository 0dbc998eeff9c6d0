import { errors } from '../errors';
import { resourceAreas, resourceLocations } from '../locations';
import type { Reply, Request, Route } from '../router';
import { collectionId } from '../workItems/render';

/** Who am I, where am I, and which routes are there. */
export function connectionRoutes(latestVersion: string): readonly Route[] {
  const locations = (request: Request): Reply => {
    const value = resourceLocations(request.params['area'], latestVersion);
    return { status: 200, body: { count: value.length, value } };
  };
  return [
    { method: 'OPTIONS', path: '', scope: 'collection', handler: locations },
    { method: 'OPTIONS', path: '{area}', scope: 'collection', handler: locations },
    { method: 'GET', path: 'connectionData', scope: 'collection', preview: true, handler: connectionData },
    { method: 'GET', path: 'resourceAreas', scope: 'collection', handler: areas },
    { method: 'GET', path: 'resourceAreas/{areaId}', scope: 'collection', handler: area },
    { method: 'GET', path: 'profile/profiles/me', scope: 'collection', handler: profile },
  ];
}

function connectionData(request: Request): Reply {
  const { user } = request;
  const me = {
    id: user.id,
    descriptor: `Microsoft.IdentityModel.Claims.ClaimsIdentity;${collectionId}\\${user.uniqueName}`,
    subjectDescriptor: user.descriptor,
    providerDisplayName: user.displayName,
    isActive: true,
    properties: { Account: { $type: 'System.String', $value: user.uniqueName } },
    resourceVersion: 2,
    metaTypeId: 0,
  };
  return {
    status: 200,
    body: {
      authenticatedUser: me,
      authorizedUser: me,
      instanceId: collectionId,
      deploymentId: '1f18445b-5f5e-4b9a-8a3b-2d7c0f1e6a54',
      deploymentType: 'hosted',
      locationServiceData: {
        serviceOwner: '00025394-6065-48ca-87d9-7f5672854ef7',
        defaultAccessMappingMoniker: 'PublicAccessMapping',
        lastChangeId: 62693399,
        lastChangeId64: 62693399,
      },
    },
  };
}

function renderArea(request: Request, [id, name]: (typeof resourceAreas)[number]) {
  return { id, name, locationUrl: `${request.baseUrl}/` };
}

function areas(request: Request): Reply {
  return {
    status: 200,
    body: { count: resourceAreas.length, value: resourceAreas.map((one) => renderArea(request, one)) },
  };
}

function area(request: Request): Reply {
  const found = resourceAreas.find(([id]) => id === request.params['areaId']?.toLowerCase());
  if (!found) throw errors.routeNotFound(request.path);
  return { status: 200, body: renderArea(request, found) };
}

function profile({ user }: Request): Reply {
  return {
    status: 200,
    body: {
      displayName: user.displayName,
      publicAlias: user.id,
      emailAddress: user.uniqueName,
      coreRevision: 1,
      timeStamp: '2014-12-01T18:55:20.157Z',
      id: user.id,
      revision: 1,
    },
  };
}
