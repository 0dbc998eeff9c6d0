import type {
  Definitions,
  FieldDefinition,
  FieldType,
  RelationType,
  StateCategory,
  StateDefinition,
  TypeField,
  WorkItemType,
} from '../core/definitions';
import { limit } from './limit';
import { parseReply } from './reply';
import * as schemas from './schemas';
import type { Transport, WireRequest } from './transport';

/** Levels of areas and iterations that one request brings: all, because the service nests no deeper. */
const treeDepth = 14;
/** Requests under way at the same time, so that fifteen types do not look like an attack. */
const parallel = 6;

/** Reads all that a project says about its work items: some twenty requests, in parallel. The caller caches it. */
export async function readDefinitions(
  transport: Transport,
  project: string,
  signal?: AbortSignal,
): Promise<Definitions> {
  const room = `/${encodeURIComponent(project)}/_apis/wit`;
  const read = limit(parallel, (request: WireRequest) => transport.read(request, signal));
  const list = async <T>(path: string, schema: Parameters<typeof parseReply<T>>[0], query = {}): Promise<T> =>
    parseReply(schema, await read({ method: 'GET', path, query }), `GET ${path}`);
  const [fields, types, relationTypes, nodes] = await Promise.all([
    list(`${room}/fields`, schemas.fieldList),
    list(`${room}/workitemtypes`, schemas.workItemTypeList),
    list('/_apis/wit/workitemrelationtypes', schemas.relationTypeList),
    list(`${room}/classificationnodes`, schemas.nodeList, { $depth: treeDepth }),
  ]);
  const definitions = fields.value.map(fieldDefinition);
  const identities = new Set(definitions.filter((one) => one.isIdentity).map((one) => one.referenceName.toLowerCase()));
  const complete = await Promise.all(
    types.value.map(async (type) => {
      const path = `${room}/workitemtypes/${encodeURIComponent(type.name)}`;
      const [own, states] = await Promise.all([
        list(`${path}/fields`, schemas.typeFieldList, { $expand: 'all' }),
        // Servers before 2019 leave the states out of the list of types.
        type.states ?? list(`${path}/states`, schemas.stateList).then((answer) => answer.value),
      ]);
      return workItemType(type, own.value, states, identities);
    }),
  );
  return {
    project,
    fields: definitions,
    types: complete,
    relationTypes: relationTypes.value.map(relationType),
    areas: paths(nodes.value, 'area'),
    iterations: paths(nodes.value, 'iteration'),
  };
}

const fieldTypes: Readonly<Record<string, FieldType>> = {
  string: 'string',
  integer: 'integer',
  double: 'double',
  datetime: 'dateTime',
  plaintext: 'plainText',
  html: 'html',
  treepath: 'treePath',
  history: 'history',
  guid: 'guid',
  boolean: 'boolean',
  identity: 'string',
  pickliststring: 'string',
  picklistinteger: 'integer',
  picklistdouble: 'double',
};

function fieldDefinition(wire: schemas.WireField): FieldDefinition {
  const type = wire.type.toLowerCase();
  return {
    referenceName: wire.referenceName,
    name: wire.name,
    type: fieldTypes[type] ?? 'string',
    readOnly: wire.readOnly ?? false,
    isIdentity: (wire.isIdentity ?? false) || type === 'identity',
    description: wire.description ?? '',
  };
}

function workItemType(
  wire: schemas.WireWorkItemType,
  fields: readonly schemas.WireTypeField[],
  states: readonly { name: string; color?: string | null | undefined; category?: string | null | undefined }[],
  identities: ReadonlySet<string>,
): WorkItemType {
  return {
    name: wire.name,
    referenceName: wire.referenceName ?? wire.name,
    description: wire.description ?? '',
    color: color(wire.color),
    icon: wire.icon?.id ?? '',
    isDisabled: wire.isDisabled ?? false,
    states: states.map(stateDefinition),
    transitions: Object.fromEntries(
      Object.entries(wire.transitions ?? {}).map(([from, next]) => [from, (next ?? []).map((step) => step.to)]),
    ),
    fields: fields.map((one) => typeField(one, identities.has(one.referenceName.toLowerCase()))),
  };
}

function stateDefinition(wire: {
  name: string;
  color?: string | null | undefined;
  category?: string | null | undefined;
}): StateDefinition {
  return { name: wire.name, color: color(wire.color), category: stateCategory(wire.category) };
}

function stateCategory(text: string | null | undefined): StateCategory {
  switch (text?.toLowerCase()) {
    case 'inprogress':
      return 'InProgress';
    case 'resolved':
      return 'Resolved';
    case 'completed':
      return 'Completed';
    case 'removed':
      return 'Removed';
    default:
      return 'Proposed';
  }
}

function typeField(wire: schemas.WireTypeField, identity: boolean): TypeField {
  const allowed = identity ? [] : (wire.allowedValues ?? []);
  return {
    referenceName: wire.referenceName,
    required: wire.alwaysRequired ?? false,
    allowedValues: allowed.flatMap((value) =>
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [],
    ),
    defaultValue: wire.defaultValue ?? null,
    helpText: wire.helpText ?? '',
  };
}

function relationType(wire: schemas.WireRelationType): RelationType {
  const attributes = wire.attributes ?? {};
  return {
    referenceName: wire.referenceName,
    name: wire.name,
    usage: attributes.usage?.toLowerCase() === 'workitemlink' ? 'workItemLink' : 'resourceLink',
    topology: topology(attributes.topology),
    isForward: attributes.isForward ?? false,
    oppositeEnd: attributes.oppositeEndReferenceName ?? undefined,
    remote: attributes.remote ?? false,
    enabled: attributes.enabled ?? true,
  };
}

function topology(text: string | null | undefined): RelationType['topology'] {
  switch (text?.toLowerCase()) {
    case 'network':
      return 'network';
    case 'tree':
      return 'tree';
    case 'dependency':
      return 'dependency';
    case 'directednetwork':
      return 'directedNetwork';
    default:
      return undefined;
  }
}

/** Six hexadecimal digits; some servers send eight with the opacity first, some a `#`. */
function color(text: string | null | undefined): string {
  return /([0-9a-f]{6})$/i.exec(text ?? '')?.[1] ?? 'b2b2b2';
}

/** Paths from names: a node's own `path` has a segment more than the field's value. */
function paths(roots: readonly schemas.WireNode[], structure: 'area' | 'iteration'): readonly string[] {
  const below = (node: schemas.WireNode, parent: string): readonly string[] => {
    const path = parent === '' ? node.name : `${parent}\\${node.name}`;
    return [path, ...(node.children ?? []).flatMap((child) => below(child, path))];
  };
  return roots.filter((root) => root.structureType?.toLowerCase() === structure).flatMap((root) => below(root, ''));
}
