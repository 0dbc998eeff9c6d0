import { l10n } from 'vscode';
import type { Problem, ProblemOf } from '../../core/problem';
import type { JsonValue } from '../../core/workItem';

/** What people call a field, by its reference name. */
export type FieldNames = (referenceName: string) => string;

/**
 * The words of every problem: what is the matter, and what to do next. The only place that puts problems into words. Fields are called by
 * their names, where it is the key in the JSON that is wrong by that key.
 */
export function describeProblem(problem: Problem, nameOf: FieldNames = (name) => name): string {
  switch (problem.code) {
    case 'invalidJson':
      return l10n.t('This is not valid JSON: {0}. Correct it, then save again.', problem.detail);
    case 'wrongShape':
      return l10n.t('A work item document must have {0} here.', problem.expected);
    case 'duplicateField':
      return l10n.t('{0} stands here twice. Keep one of them.', problem.field);
    case 'changedId':
      return l10n.t('The id of a document cannot change: this one is work item {0}.', problem.id);
    case 'unknownField':
      return withNearest(l10n.t('There is no field {0} in this project.', problem.field), problem.nearest);
    case 'readOnlyField':
      return l10n.t('{0} is read-only: the server sets it. Restore {1}.', nameOf(problem.field), show(problem.value));
    case 'requiredField':
      return l10n.t('{0} is required. Give it a value.', nameOf(problem.field));
    case 'notAllowed':
      return notAllowed(nameOf(problem.field), problem.value, problem.allowed, problem.nearest);
    case 'wrongType':
      return l10n.t('{0} takes a value of type {1}.', nameOf(problem.field), problem.expected);
    case 'numberTooLarge':
      return l10n.t('This number is larger than {0} can hold. Write a smaller one.', nameOf(problem.field));
    case 'tooLong':
      return l10n.t('{0} has {1} characters; {2} is the limit.', nameOf(problem.field), problem.length, problem.limit);
    case 'illegalTransition':
      return transition(problem.from, problem.to, problem.allowed);
    case 'tooManyTags':
      return l10n.t('{0} tags; {1} is the limit.', problem.count, problem.limit);
    case 'badTag':
      return l10n.t('“{0}” cannot be a tag: commas and semicolons separate tags.', problem.tag);
    case 'formatWithoutContent':
      return l10n.t('The format of {0} can change only together with its text.', nameOf(problem.field));
    case 'fieldWithoutFormat':
      return l10n.t('{0} has no format: only formatted texts have one.', nameOf(problem.field));
    case 'unsupportedFormat':
      return l10n.t(
        'This server (api-version {0}) cannot change the format of {1}.',
        problem.apiVersion,
        nameOf(problem.field),
      );
    case 'unknownIdentity':
      return l10n.t('Nobody here is known as {0}. Use a mail address or pick from the suggestions.', problem.value);
    default:
      return describeRelationProblem(problem);
  }
}

type RelationOrOutcome = ProblemOf<
  | 'unknownLinkType'
  | 'missingLinkTarget'
  | 'selfLink'
  | 'secondParent'
  | 'linkCircle'
  | 'duplicateRelation'
  | 'linkEndsDiffer'
  | 'tooManyRelations'
  | 'unreadableAttachment'
  | 'missingUpload'
  | 'attachmentTooLarge'
  | 'groupTooLarge'
  | OutcomeCode
>;

type OutcomeCode = 'rejected' | 'conflict' | 'collateral' | 'unknownOutcome' | 'committed';

function describeRelationProblem(problem: RelationOrOutcome): string {
  switch (problem.code) {
    case 'unknownLinkType':
      return withNearest(l10n.t('There is no link type {0}.', problem.rel), problem.nearest);
    case 'missingLinkTarget':
      return problem.target === undefined
        ? l10n.t('This url names no work item: {0}. It ends in /_apis/wit/workItems/ and a number.', problem.url)
        : l10n.t('Work item {0} is not there. Link another one, or remove this link.', problem.target);
    case 'selfLink':
      return l10n.t('A work item cannot be linked to itself.');
    case 'secondParent':
      return l10n.t('A work item has one parent only; here are {0}. Remove all but one.', problem.parents.join(', '));
    case 'linkCircle':
      return l10n.t('These links go round in a circle: {0}. Remove one of them.', problem.ids.join(' → '));
    case 'duplicateRelation':
      return l10n.t('This relation stands here already. Remove one of the two.');
    case 'linkEndsDiffer':
      return linkEndsDiffer(problem);
    case 'tooManyRelations':
      return l10n.t('{0} relations; {1} is the limit.', problem.count, problem.limit);
    case 'unreadableAttachment':
      return l10n.t('The file {0} cannot be read. Choose it again, or remove the attachment.', problem.url);
    case 'attachmentTooLarge':
      return l10n.t('The file {0} has {1} bytes; {2} is the limit.', problem.url, problem.size, problem.limit);
    case 'missingUpload':
      return l10n.t('The file {0} has not been uploaded yet. Commit again to upload it.', problem.url);
    case 'groupTooLarge':
      return l10n.t(
        '{0} new work items are linked in a circle; one request takes {1}. Remove a link of the circle.',
        problem.count,
        problem.limit,
      );
    default:
      return describeOutcomeProblem(problem);
  }
}

function describeOutcomeProblem(problem: ProblemOf<OutcomeCode>): string {
  switch (problem.code) {
    case 'rejected':
      return l10n.t('Rejected by the server: {0}', problem.message);
    case 'conflict':
      return problem.clash === undefined
        ? l10n.t('Someone else changed this work item: {0}', problem.message)
        : l10n.t(
            'Someone else changed this too: it was {0}, theirs is {1}, yours {2}. Take one of them, then commit again.',
            show(problem.clash.base),
            show(problem.clash.theirs),
            show(problem.clash.mine),
          );
    case 'collateral':
      return problem.culprits.length === 0
        ? l10n.t('Not applied: {0}', problem.message)
        : l10n.t(
            'Not applied, because {0} was refused. Nothing is wrong here: correct or hold that one, then commit again.',
            problem.culprits.map(itemName).join(', '),
          );
    case 'unknownOutcome':
      return l10n.t('It is not known yet whether this was saved: {0}', problem.message);
    case 'committed':
      return l10n.t('Committed: work item {0} is now at revision {1}.', problem.id, problem.rev);
  }
}

function linkEndsDiffer({ other, mine, theirs }: ProblemOf<'linkEndsDiffer'>): string {
  const there = itemName(other);
  if (theirs === undefined)
    return l10n.t('This link is changed here, and removed at {0}. Decide for one of them.', there);
  if (mine === undefined)
    return l10n.t('This link is removed here, and changed at {0}. Decide for one of them.', there);
  return l10n.t(
    'A link has one comment, at both of its ends: here it is {0}, at {1} it is {2}. Decide for one of them.',
    show(mine),
    there,
    show(theirs),
  );
}

/** New items are called by the number that their document has. */
export function itemName(id: number): string {
  return id < 0 ? l10n.t('new item {0}', -id) : l10n.t('work item {0}', id);
}

function withNearest(sentence: string, nearest: readonly string[]): string {
  return nearest.length === 0 ? sentence : l10n.t('{0} Did you mean {1}?', sentence, nearest.join(', '));
}

function notAllowed(field: string, value: JsonValue, allowed: readonly string[], nearest: readonly string[]): string {
  const sentence = l10n.t('{0} is not a value that {1} takes.', show(value), field);
  if (nearest.length > 0) return withNearest(sentence, nearest);
  return l10n.t('{0} It takes {1}.', sentence, list(allowed));
}

function transition(from: string, to: string, allowed: readonly string[]): string {
  const sentence = l10n.t('The state cannot go from {0} to {1}.', from, to);
  return allowed.length === 0 ? sentence : l10n.t('{0} From {1} it goes to {2}.', sentence, from, list(allowed));
}

/** Long lists are cut: a message is read on one line. */
function list(values: readonly string[]): string {
  return values.length <= 8 ? values.join(', ') : `${values.slice(0, 8).join(', ')}, …`;
}

function show(value: JsonValue | undefined): string {
  if (value === undefined || value === null || value === '') return l10n.t('empty');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= 60 ? `“${text}”` : `“${text.slice(0, 59)}…”`;
}
