import { badRequest } from '../errors';
import type { FieldDefinition } from '../model';
import type { FieldInstance, WorkItemTypeTemplate } from '../process/process';
import type { Reply, Request, Route } from '../router';
import { instancesOf } from './typeFieldView';
import { projectInPath, typeInPath } from './metadata';

/** Definitions of types as XML (Azure DevOps documentation, "All WITD XML elements reference"). */
export const typeDefinitionRoutes: readonly Route[] = [
  { method: 'GET', path: 'wit/workItemTypeTemplate/{type}', scope: 'projectRequired', handler: exportDefinition },
  { method: 'POST', path: 'wit/workItemTypeTemplate', scope: 'project', handler: importDefinition },
];

function exportDefinition(request: Request): Reply {
  const type = typeInPath(request);
  const instances = instancesOf(request, projectInPath(request), type);
  const fields = instances.map(({ instance, field }) => fieldElement(instance, field)).join('');
  const body =
    `<WORKITEMTYPE${attributes({ name: type.name, refname: type.referenceName })}>` +
    `<DESCRIPTION>${escapeXml(type.description)}</DESCRIPTION><FIELDS>${fields}</FIELDS>` +
    `<WORKFLOW>${workflow(type)}</WORKFLOW><FORM /></WORKITEMTYPE>`;
  const template = `<?xml version="1.0" encoding="utf-8"?><witd:WITD application="Work item type editor" version="1.0" xmlns:witd="http://schemas.microsoft.com/VisualStudio/2008/workitemtracking/typedef">${body}</witd:WITD>`;
  return { status: 200, body: { template } };
}

/** Processes are not edited by XML in the cloud; the status and the words are ours. */
function importDefinition(): Reply {
  throw badRequest(
    'Definitions of work item types are imported only into projects of the on-premises XML process model. This collection has inherited processes.',
  );
}

/** Names of field types in XML, where they differ from those of the REST API by more than their first letter. */
const xmlTypes: Readonly<Record<string, string>> = { html: 'HTML', guid: 'GUID', identity: 'String' };

function fieldElement(instance: FieldInstance, { name, referenceName, type }: FieldDefinition): string {
  const xmlType = xmlTypes[type] ?? type.charAt(0).toUpperCase() + type.slice(1);
  const values = instance.allowedValues.map((value) => `<LISTITEM${attributes({ value: String(value) })} />`).join('');
  const list = instance.limitedToAllowed ? 'ALLOWEDVALUES' : 'SUGGESTEDVALUES';
  const parts = [
    instance.required ? '<REQUIRED />' : '',
    instance.readOnly ? '<READONLY />' : '',
    instance.defaultValue === undefined
      ? ''
      : `<DEFAULT${attributes({ from: 'value', value: String(instance.defaultValue) })} />`,
    values === '' ? '' : `<${list}>${values}</${list}>`,
    instance.helpText === undefined ? '' : `<HELPTEXT>${escapeXml(instance.helpText)}</HELPTEXT>`,
  ];
  return `<FIELD${attributes({ name, refname: referenceName, type: xmlType })}>${parts.join('')}</FIELD>`;
}

function workflow({ states, transitions }: WorkItemTypeTemplate): string {
  const stateElements = states.map(({ name }) => `<STATE${attributes({ value: name })} />`).join('');
  const moves = Object.entries(transitions).flatMap(([from, targets]) =>
    targets
      .filter(({ to }) => to !== from)
      .map(({ to, reasons }) => {
        const [first = '', ...others] = reasons;
        const rest = others.map((reason) => `<REASON${attributes({ value: reason })} />`).join('');
        const reasonElements = `<DEFAULTREASON${attributes({ value: first })} />${rest}`;
        return `<TRANSITION${attributes({ from, to })}><REASONS>${reasonElements}</REASONS></TRANSITION>`;
      }),
  );
  return `<STATES>${stateElements}</STATES><TRANSITIONS>${moves.join('')}</TRANSITIONS>`;
}

function attributes(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
