import { sameName } from '../../core/definitions';
import { field } from '../../core/workItem';
import type { SectionId } from '../../protocol/form';

/** Fields that have their own place, in the order in which they stand there. The names are those of Microsoft's process templates. */
const places: Readonly<Partial<Record<SectionId, readonly string[]>>> = {
  title: [field.title],
  people: [field.assignedTo, field.tags],
  status: [field.state, field.reason, field.areaPath, field.iterationPath],
  comment: [field.history],
  text: [
    'Microsoft.VSTS.TCM.ReproSteps',
    'System.Description',
    'Microsoft.VSTS.Common.AcceptanceCriteria',
    'Microsoft.VSTS.TCM.SystemInfo',
    'Microsoft.VSTS.Common.Resolution',
  ],
  planning: [
    'Microsoft.VSTS.Scheduling.StoryPoints',
    'Microsoft.VSTS.Scheduling.Effort',
    'Microsoft.VSTS.Scheduling.Size',
    'Microsoft.VSTS.Common.Priority',
    'Microsoft.VSTS.Common.Severity',
    'Microsoft.VSTS.Common.Risk',
    'Microsoft.VSTS.Common.BusinessValue',
    'Microsoft.VSTS.Common.TimeCriticality',
    'Microsoft.VSTS.Common.ValueArea',
    'Microsoft.VSTS.Common.Activity',
    'Microsoft.VSTS.CMMI.Blocked',
    'Microsoft.VSTS.Scheduling.StartDate',
    'Microsoft.VSTS.Scheduling.TargetDate',
    'Microsoft.VSTS.Scheduling.DueDate',
    'Microsoft.VSTS.Scheduling.FinishDate',
  ],
  effort: [
    'Microsoft.VSTS.Scheduling.OriginalEstimate',
    'Microsoft.VSTS.Scheduling.RemainingWork',
    'Microsoft.VSTS.Scheduling.CompletedWork',
  ],
  details: [],
  build: ['Microsoft.VSTS.Build.FoundIn', 'Microsoft.VSTS.Build.IntegrationBuild'],
  test: [],
  other: [],
  // What says what the item is; what rules write when the state changes; the order of a backlog, which people drag.
  more: [
    field.type,
    field.teamProject,
    'Microsoft.VSTS.Common.StateChangeDate',
    'Microsoft.VSTS.Common.ActivatedBy',
    'Microsoft.VSTS.Common.ActivatedDate',
    'Microsoft.VSTS.Common.ResolvedBy',
    'Microsoft.VSTS.Common.ResolvedDate',
    'Microsoft.VSTS.Common.ResolvedReason',
    'Microsoft.VSTS.Common.ClosedBy',
    'Microsoft.VSTS.Common.ClosedDate',
    'Microsoft.VSTS.Common.ReviewedBy',
    'Microsoft.VSTS.Common.BacklogPriority',
    'Microsoft.VSTS.Common.StackRank',
  ],
};

/** The order of the sections themselves. */
export const sectionOrder: readonly SectionId[] = [
  'title',
  'people',
  'status',
  'text',
  'comment',
  'planning',
  'effort',
  'details',
  'build',
  'test',
  'other',
  'more',
];

export interface PlacedField {
  readonly name: string;
  readonly label: string;
  readonly readOnly: boolean;
  readonly longText: boolean;
}

/** Where a field stands. What no process template of Microsoft knows goes by what it is and by its name's first part. */
export function sectionOf({ name, readOnly, longText }: PlacedField): SectionId {
  const own = sectionOrder.find((id) => rankIn(id, name) !== -1);
  if (own === 'title' || own === 'comment') return own;
  if (readOnly) return 'more';
  if (own !== undefined) return own;
  if (longText) return 'text';
  if (/^Microsoft\.VSTS\.(Common|CMMI|Scheduling)\./i.test(name)) return 'details';
  if (/^Microsoft\.VSTS\.Build\./i.test(name)) return 'build';
  if (/^Microsoft\.VSTS\.TCM\./i.test(name)) return 'test';
  return 'other';
}

/** Order inside a section: as people know it, then by name. */
export function compareInSection(id: SectionId, a: PlacedField, b: PlacedField): number {
  const rank = (placed: PlacedField): number => {
    const at = rankIn(id, placed.name);
    return at === -1 ? Number.MAX_SAFE_INTEGER : at;
  };
  return rank(a) - rank(b) || a.label.localeCompare(b.label, 'en') || a.name.localeCompare(b.name, 'en');
}

function rankIn(id: SectionId, name: string): number {
  return places[id]?.findIndex((candidate) => sameName(candidate, name)) ?? -1;
}
