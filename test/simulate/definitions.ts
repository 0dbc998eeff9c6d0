import type { Definitions, FieldDefinition, FieldType, RelationType } from '../../src/core/definitions';

export const project = 'Sim';
export const collectionUrl = 'https://sim.example/c';
export const link = {
  related: 'System.LinkTypes.Related',
  child: 'System.LinkTypes.Hierarchy-Forward',
  parent: 'System.LinkTypes.Hierarchy-Reverse',
} as const;

function fieldOf(referenceName: string, type: FieldType, more: Partial<FieldDefinition> = {}): FieldDefinition {
  const name = referenceName.split('.').at(-1) ?? referenceName;
  return { referenceName, name, type, readOnly: false, isIdentity: false, description: '', ...more };
}

function linkType(referenceName: string, oppositeEnd: string, more: Partial<RelationType>): RelationType {
  const name = referenceName.split('.').at(-1) ?? referenceName;
  const base = { referenceName, name, oppositeEnd, usage: 'workItemLink', remote: false, enabled: true } as const;
  return { ...base, topology: 'network', isForward: true, ...more };
}

/** As small as a project can be and still have every kind of value that merges in its own way. */
export const definitions: Definitions = {
  project,
  fields: [
    fieldOf('System.Title', 'string'),
    fieldOf('System.State', 'string'),
    fieldOf('System.Description', 'html'),
    fieldOf('System.Tags', 'plainText'),
    fieldOf('System.History', 'history'),
    fieldOf('System.TeamProject', 'string'),
    fieldOf('System.WorkItemType', 'string'),
    fieldOf('System.AreaPath', 'treePath'),
    fieldOf('System.IterationPath', 'treePath'),
    fieldOf('System.ChangedBy', 'string', { isIdentity: true, readOnly: true }),
    fieldOf('System.CreatedBy', 'string', { isIdentity: true, readOnly: true }),
    fieldOf('System.ChangedDate', 'dateTime', { readOnly: true }),
    fieldOf('System.CreatedDate', 'dateTime', { readOnly: true }),
    fieldOf('Microsoft.VSTS.Common.Priority', 'integer'),
  ],
  types: [
    {
      name: 'Bug',
      referenceName: 'Sim.Bug',
      description: '',
      color: 'cc293d',
      icon: 'icon_insect',
      isDisabled: false,
      states: [],
      transitions: {},
      fields: [],
    },
  ],
  relationTypes: [
    linkType(link.related, link.related, {}),
    linkType(link.child, link.parent, { topology: 'tree' }),
    linkType(link.parent, link.child, { topology: 'tree', isForward: false }),
    {
      referenceName: 'Hyperlink',
      name: 'Hyperlink',
      usage: 'resourceLink',
      topology: undefined,
      isForward: false,
      oppositeEnd: undefined,
      remote: false,
      enabled: true,
    },
  ],
  areas: [project],
  iterations: [project],
};
