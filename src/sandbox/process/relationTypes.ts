/** A kind of relation, as `GET _apis/wit/workItemRelationTypes` describes it. */
export interface RelationType {
  readonly referenceName: string;
  readonly name: string;
  readonly attributes: RelationAttributes;
}

export interface RelationAttributes {
  readonly usage: 'workItemLink' | 'resourceLink';
  readonly editable: boolean;
  readonly enabled: boolean;
  readonly acyclic?: boolean;
  readonly directional?: boolean;
  readonly singleTarget?: boolean;
  readonly topology?: 'network' | 'directedNetwork' | 'dependency' | 'tree';
  readonly remote?: boolean;
  readonly isForward?: boolean;
  readonly oppositeEndReferenceName?: string;
}

/**
 * `[base, forward name, reverse name, topology, editable]`. The flags beside the topology are those of the 7.1 examples and
 * recordings: `singleTarget` is false for trees, so that the rule "one parent" does not show in it.
 */
const DIRECTED: readonly (readonly [string, string, string, 'dependency' | 'tree', boolean])[] = [
  ['Microsoft.VSTS.Common.Affects', 'Affects', 'Affected By', 'dependency', true],
  ['Microsoft.VSTS.TestCase.SharedParameterReferencedBy', 'Referenced By', 'References', 'dependency', true],
  ['Microsoft.VSTS.Common.TestedBy', 'Tested By', 'Tests', 'dependency', true],
  ['Microsoft.VSTS.TestCase.SharedStepReferencedBy', 'Test Case', 'Shared Steps', 'dependency', true],
  ['System.LinkTypes.Duplicate', 'Duplicate', 'Duplicate Of', 'tree', false],
  ['System.LinkTypes.Dependency', 'Successor', 'Predecessor', 'dependency', false],
  ['System.LinkTypes.Hierarchy', 'Child', 'Parent', 'tree', false],
  ['System.LinkTypes.Remote.Dependency', 'Produces For', 'Consumes From', 'dependency', false],
];

const UNDIRECTED: readonly (readonly [string, string])[] = [
  ['System.LinkTypes.Related', 'Related'],
  ['System.LinkTypes.Remote.Related', 'Remote Related'],
];

const RESOURCES: readonly (readonly [string, string])[] = [
  ['AttachedFile', 'Attached File'],
  ['Hyperlink', 'Hyperlink'],
  ['ArtifactLink', 'Artifact Link'],
];

function directed([base, forward, reverse, topology, editable]: (typeof DIRECTED)[number]): readonly RelationType[] {
  const end = (isForward: boolean): RelationType => ({
    referenceName: `${base}-${isForward ? 'Forward' : 'Reverse'}`,
    name: isForward ? forward : reverse,
    attributes: {
      usage: 'workItemLink',
      editable,
      enabled: true,
      acyclic: true,
      directional: true,
      singleTarget: topology !== 'tree',
      topology,
      remote: base.includes('.Remote.'),
      isForward,
      oppositeEndReferenceName: `${base}-${isForward ? 'Reverse' : 'Forward'}`,
    },
  });
  return [end(true), end(false)];
}

function undirected([referenceName, name]: (typeof UNDIRECTED)[number]): RelationType {
  return {
    referenceName,
    name,
    attributes: {
      usage: 'workItemLink',
      editable: false,
      enabled: true,
      acyclic: false,
      directional: false,
      singleTarget: true,
      topology: 'network',
      remote: referenceName.includes('.Remote.'),
    },
  };
}

/** All relation types of a collection: 18 between work items, 3 to resources. */
export const RELATION_TYPES: readonly RelationType[] = [
  ...DIRECTED.flatMap(directed),
  ...UNDIRECTED.map(undirected),
  ...RESOURCES.map(([referenceName, name]): RelationType => ({
    referenceName,
    name,
    attributes: { usage: 'resourceLink', editable: false, enabled: true },
  })),
];

const BY_REFERENCE = new Map(RELATION_TYPES.map((type) => [type.referenceName.toLowerCase(), type]));

/** The relation type of that reference name in any letter case (`Dependency-forward` is accepted by the service). */
export function findRelationType(referenceName: string): RelationType | undefined {
  return BY_REFERENCE.get(referenceName.toLowerCase());
}
