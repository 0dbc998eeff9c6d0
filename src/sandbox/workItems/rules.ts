import { ruleValidation } from '../ruleErrors';
import type { FieldValue } from '../model';
import { rootNode } from '../nodes';
import { fieldText } from '../people';
import { findField } from '../process/fieldCatalogue';
import { findTransition, initialState } from '../process/process';
import type { FieldInstance, FieldRule, RuleAction, RuleValue, TransitionTemplate } from '../process/process';
import { write } from './applyFields';
import { followBoard } from './boards';
import type { Draft } from './draft';

/** Fills what the type fills in by itself for a new item: defaults, root area and iteration, first state. */
export function applyDefaults(draft: Draft): void {
  const { store } = draft.context;
  draft.fields['System.WorkItemType'] = draft.type.name;
  for (const kind of ['area', 'iteration'] as const) {
    const field = kind === 'area' ? 'System.AreaId' : 'System.IterationId';
    const root = rootNode(store, kind, draft.project.id);
    if (draft.fields[field] === undefined && root) draft.fields[field] = root.id;
  }
  draft.fields['System.State'] ??= initialState(draft.type);
  if (draft.context.bypassRules) return;
  for (const instance of draft.type.fields) {
    const wanted = instance.defaultValue;
    if (wanted === undefined || draft.fields[instance.referenceName] !== undefined) continue;
    if (!draft.sent.has(instance.referenceName)) draft.fields[instance.referenceName] = wanted;
  }
}

/**
 * Enforces the rules of the type on a draft, in the order of the service: workflow, then rules, then what must hold.
 * @throws {ApiError} RuleValidationException that names every field in trouble.
 */
export function enforceRules(draft: Draft): void {
  followBoard(draft);
  if (draft.context.bypassRules) {
    draft.fields['System.Reason'] ??= reasonsFor(draft)?.reasons[0] ?? '';
    return;
  }
  checkWorkflow(draft);
  for (const rule of draft.type.rules) {
    if (applies(draft, rule)) for (const action of rule.actions) act(draft, action);
  }
  for (const instance of draft.type.fields) checkInstance(draft, instance);
  const [first, ...others] = draft.problems;
  if (first) throw ruleValidation([first, ...others]);
}

function stateBefore(draft: Draft): string {
  return fieldText(draft.before?.fields['System.State']);
}

function typeChanged(draft: Draft): boolean {
  return draft.before !== undefined && draft.before.fields['System.WorkItemType'] !== draft.type.name;
}

function reasonsFor(draft: Draft): TransitionTemplate | undefined {
  return findTransition(draft.type, stateBefore(draft), fieldText(draft.fields['System.State']));
}

function checkWorkflow(draft: Draft): void {
  const state = fieldText(draft.fields['System.State']);
  // An empty state is a missing required value, which is told with the other fields.
  if (state === '') return;
  const canonical = draft.type.states.find(({ name }) => name.toLowerCase() === state.toLowerCase())?.name;
  if (canonical !== undefined) draft.fields['System.State'] = canonical;
  // A changed type keeps its reason: the documented Bug that becomes a Task still says "New defect reported".
  if (typeChanged(draft)) {
    if (canonical === undefined) refuseValue(draft, 'System.State', state);
    return;
  }
  const unchanged = draft.before !== undefined && state === stateBefore(draft);
  const transition = reasonsFor(draft);
  if (!unchanged && !transition) {
    refuseValue(draft, 'System.State', state);
    return;
  }
  checkReason(draft, unchanged, transition?.reasons ?? []);
}

function checkReason(draft: Draft, unchanged: boolean, reasons: readonly string[]): void {
  const sent = draft.sent.has('System.Reason') ? draft.fields['System.Reason'] : undefined;
  if (sent === undefined) {
    const before = draft.before?.fields['System.Reason'];
    const next = unchanged ? before : reasons[0];
    write(draft, 'System.Reason', next ?? before);
    return;
  }
  const allowed = unchanged ? everyReason(draft) : reasons;
  const canonical = allowed.find((reason) => reason.toLowerCase() === fieldText(sent).toLowerCase());
  if (canonical !== undefined) draft.fields['System.Reason'] = canonical;
  else if (sent !== draft.before?.fields['System.Reason']) refuseValue(draft, 'System.Reason', fieldText(sent));
}

function everyReason(draft: Draft): readonly string[] {
  return Object.values(draft.type.transitions).flatMap((targets) => targets.flatMap(({ reasons }) => reasons));
}

function applies(draft: Draft, rule: FieldRule): boolean {
  const state = fieldText(draft.fields['System.State']);
  switch (rule.when) {
    case 'stateEntered':
      return rule.states.includes(state) && !rule.states.includes(stateBefore(draft));
    case 'stateIs':
      return rule.states.includes(state);
    case 'fieldChanged':
      return draft.fields[rule.field] !== draft.before?.fields[rule.field];
  }
}

function act(draft: Draft, action: RuleAction): void {
  switch (action.then) {
    case 'set':
      write(draft, action.field, ruleValue(draft, action.value));
      break;
    case 'clear':
      write(draft, action.field, undefined);
      break;
    case 'empty':
      if (draft.sent.has(action.field) && draft.fields[action.field] !== undefined) {
        refuse(draft, action.field, ['InvalidNotEmpty']);
      } else write(draft, action.field, undefined);
      break;
    case 'require':
      if (draft.fields[action.field] === undefined) refuse(draft, action.field, ['Required', 'InvalidEmpty']);
  }
}

function ruleValue(draft: Draft, value: RuleValue): FieldValue | undefined {
  switch (value.from) {
    case 'clock':
      return draft.context.now.toISOString();
    case 'currentUser':
      return { person: draft.context.user.id };
    case 'field':
      return draft.fields[value.field];
    case 'literal':
      return value.value;
  }
}

/** Required values and lists. A value that was there before is left alone: rules may have changed since. */
function checkInstance(draft: Draft, instance: FieldInstance): void {
  const value = draft.fields[instance.referenceName];
  if (draft.problems.some(({ referenceName }) => referenceName === instance.referenceName)) return;
  if (value === undefined) {
    if (instance.required && !(instance.referenceName in (draft.before?.fields ?? {})) && draft.before) return;
    if (instance.required) refuse(draft, instance.referenceName, requiredFlags(instance));
    return;
  }
  if (instance.referenceName === 'System.State' || !instance.limitedToAllowed) return;
  if (value === draft.before?.fields[instance.referenceName]) return;
  const allowed = instance.allowedValues.find((one) => String(one).toLowerCase() === fieldText(value).toLowerCase());
  if (allowed === undefined) refuseValue(draft, instance.referenceName, fieldText(value));
  else if (typeof allowed === typeof value) draft.fields[instance.referenceName] = allowed;
}

function requiredFlags(instance: FieldInstance): readonly string[] {
  const list =
    instance.allowedValues.length > 0 ? ['HasValues', ...(instance.limitedToAllowed ? ['LimitedToValues'] : [])] : [];
  return ['Required', ...list, 'InvalidEmpty'];
}

function displayName(draft: Draft, referenceName: string): string {
  return findField(draft.context.store, referenceName)?.name ?? referenceName;
}

function refuse(draft: Draft, referenceName: string, flags: readonly string[]): void {
  draft.problems.push({
    referenceName,
    flags: flags.map((flag) => flag.charAt(0).toLowerCase() + flag.slice(1)),
    message: `TF401320: Rule Error for field ${displayName(draft, referenceName)}. Error code: ${flags.join(', ')}.`,
  });
}

function refuseValue(draft: Draft, referenceName: string, value: string): void {
  draft.problems.push({
    referenceName,
    flags: ['required', 'hasValues', 'limitedToValues', 'invalidListValue'],
    message: `The field '${displayName(draft, referenceName)}' contains the value '${value}' that is not in the list of supported values`,
  });
}
