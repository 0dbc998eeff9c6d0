import * as z from 'zod';
import type { JsonValue } from '../core/workItem';

/**
 * What we read of the wire, and no more: loose objects, because the service adds keys as it likes;
 * nullish wherever a version or an edition was seen to leave something out.
 */

const json: z.ZodType<JsonValue> = z.json();
const text = z.string().nullish();
const flag = z.boolean().nullish();

/** `{count, value: […]}`. Single unreadable entries of a list are `null` on some routes. */
export function listOf<T>(entry: z.ZodType<T>): z.ZodType<{ value: T[] }> {
  return z.looseObject({ value: z.array(entry) });
}

export const workItem = z.looseObject({
  id: z.int(),
  rev: z.int().nullish(),
  fields: z.record(z.string(), json).nullish(),
  multilineFieldsFormat: z.record(z.string(), z.string()).nullish(),
  relations: z
    .array(z.looseObject({ rel: z.string(), url: z.string(), attributes: z.record(z.string(), json).nullish() }))
    .nullish(),
  url: text,
});
export type WireWorkItem = z.infer<typeof workItem>;

/** `null` stands for an item that is missing or unreadable under `errorPolicy: omit`. */
export const workItemList = listOf(workItem.nullable());

/** A template has neither id nor revision. */
export const workItemTemplate = workItem.extend({ id: z.int().nullish() });

const identity = z.looseObject({
  id: text,
  displayName: text,
  providerDisplayName: text,
  customDisplayName: text,
  uniqueName: text,
  properties: z.record(z.string(), z.unknown()).nullish(),
});

export const connectionData = z.looseObject({
  authenticatedUser: identity,
  deploymentType: text,
});
export type WireConnectionData = z.infer<typeof connectionData>;

export const projectList = listOf(z.looseObject({ id: z.string(), name: z.string(), state: text }));

const state = z.looseObject({ name: z.string(), color: text, category: text });
export const stateList = listOf(state);

export const workItemTypeList = listOf(
  z.looseObject({
    name: z.string(),
    referenceName: text,
    description: text,
    color: text,
    icon: z.looseObject({ id: text, url: text }).nullish(),
    isDisabled: flag,
    states: z.array(state).nullish(),
    transitions: z.record(z.string(), z.array(z.looseObject({ to: z.string() })).nullable()).nullish(),
  }),
);
export type WireWorkItemType = z.infer<typeof workItemTypeList>['value'][number];

export const typeFieldList = listOf(
  z.looseObject({
    referenceName: z.string(),
    alwaysRequired: flag,
    allowedValues: z.array(json).nullish(),
    defaultValue: json.nullish(),
    helpText: text,
  }),
);
export type WireTypeField = z.infer<typeof typeFieldList>['value'][number];

export const fieldList = listOf(
  z.looseObject({
    referenceName: z.string(),
    name: z.string(),
    type: z.string(),
    readOnly: flag,
    isIdentity: flag,
    description: text,
  }),
);
export type WireField = z.infer<typeof fieldList>['value'][number];

export const relationTypeList = listOf(
  z.looseObject({
    referenceName: z.string(),
    name: z.string(),
    attributes: z
      .looseObject({
        usage: text,
        topology: text,
        isForward: flag,
        remote: flag,
        enabled: flag,
        oppositeEndReferenceName: text,
      })
      .nullish(),
  }),
);
export type WireRelationType = z.infer<typeof relationTypeList>['value'][number];

export interface WireNode {
  readonly name: string;
  readonly structureType?: string | null | undefined;
  readonly children?: readonly WireNode[] | null | undefined;
}
const node: z.ZodType<WireNode> = z.looseObject({
  name: z.string(),
  structureType: text,
  get children(): z.ZodOptional<z.ZodNullable<z.ZodArray<z.ZodType<WireNode>>>> {
    return z.array(node).nullable().optional();
  },
});
export const nodeList = listOf(node);

export interface WireQuery {
  readonly id: string;
  readonly name: string;
  readonly path?: string | null | undefined;
  readonly isFolder?: boolean | null | undefined;
  readonly hasChildren?: boolean | null | undefined;
  readonly isPublic?: boolean | null | undefined;
  readonly queryType?: string | null | undefined;
  readonly wiql?: string | null | undefined;
  readonly children?: readonly WireQuery[] | null | undefined;
}
export const query: z.ZodType<WireQuery> = z.looseObject({
  id: z.string(),
  name: z.string(),
  path: text,
  isFolder: flag,
  hasChildren: flag,
  isPublic: flag,
  queryType: text,
  wiql: text,
  get children(): z.ZodOptional<z.ZodNullable<z.ZodArray<z.ZodType<WireQuery>>>> {
    return z.array(query).nullable().optional();
  },
});
export const queryList = listOf(query);

const reference = z.looseObject({ id: z.int() });
export const wiqlResult = z.looseObject({
  queryType: text,
  asOf: text,
  columns: z.array(z.looseObject({ referenceName: z.string(), name: text })).nullish(),
  workItems: z.array(reference).nullish(),
  workItemRelations: z
    .array(z.looseObject({ rel: text, source: reference.nullish(), target: reference.nullish() }))
    .nullish(),
});
export type WireWiqlResult = z.infer<typeof wiqlResult>;

export const attachment = z.looseObject({ id: text, url: z.string() });

export const tagList = listOf(z.looseObject({ name: z.string() }));

export const repositoryList = listOf(
  z.looseObject({ id: z.string(), name: z.string(), project: z.looseObject({ id: z.string() }) }),
);

const change = z.looseObject({ oldValue: json.optional(), newValue: json.optional() });
const relationChange = z.looseObject({
  rel: z.string(),
  url: z.string(),
  attributes: z.record(z.string(), json).nullish(),
});
export const updateList = listOf(
  z.looseObject({
    id: z.int(),
    rev: z.int().nullish(),
    revisedBy: z.union([z.string(), identity]).nullish(),
    revisedDate: text,
    fields: z.record(z.string(), change).nullish(),
    relations: z
      .looseObject({
        added: z.array(relationChange).nullish(),
        removed: z.array(relationChange).nullish(),
        updated: z.array(relationChange).nullish(),
      })
      .nullish(),
  }),
);
export type WireUpdate = z.infer<typeof updateList>['value'][number];

export const commentList = z.looseObject({
  comments: z.array(
    z.looseObject({
      id: z.int(),
      text,
      format: text,
      createdBy: z.union([z.string(), identity]).nullish(),
      createdDate: text,
      modifiedDate: text,
    }),
  ),
  continuationToken: text,
});
export type WireComment = z.infer<typeof commentList>['comments'][number];

export const identityPicker = z.looseObject({
  results: z.array(
    z.looseObject({
      identities: z
        .array(
          z.looseObject({
            displayName: text,
            mail: text,
            signInAddress: text,
            samAccountName: text,
            scopeName: text,
            entityType: text,
            active: flag,
          }),
        )
        .nullish(),
    }),
  ),
});
