import type { Document } from '../../../src/core/document';
import { isList } from '../../../src/core/json';
import type { DocumentRelation } from '../../../src/core/relations';
import type { JsonValue } from '../../../src/core/workItem';
import type { Genes } from './genes';

/** Other ways to write the values of a field, all of which mean the same to the server; from the text of a value. */
const spellings: Readonly<Record<string, (text: string) => readonly JsonValue[]>> = {
  'System.AssignedTo': person,
  'Custom.Reviewer': person,
  'System.AreaPath': (text) => [text.toLowerCase(), `${text}\\`],
  'Microsoft.VSTS.Common.Priority': number,
  'Microsoft.VSTS.Scheduling.StoryPoints': number,
  'Microsoft.VSTS.Scheduling.DueDate': (text) => {
    const later = new Date(Date.parse(text) + 90 * 60_000).toISOString();
    return [text.replace(/\.?0*Z$/, 'z'), text.replace('Z', '0000'), later.replace('Z', '+01:30')];
  },
  'Custom.Blocked': (text) => [text, text.toUpperCase()],
  'Custom.Token': (text) => [`{${text}}`, text.toUpperCase()],
};

function number(text: string): readonly JsonValue[] {
  return [text, ` ${Number(text).toExponential()} `];
}

function person(text: string): readonly JsonValue[] {
  if (text.startsWith('[')) return [text.toUpperCase(), ` ${text} `, { displayName: text }];
  const isMail = /[@\\]/.test(text);
  const object = isMail ? { uniqueName: text.toUpperCase() } : { displayName: text };
  return [text.toUpperCase(), isMail ? `Any Name <${text}>` : ` ${text} `, object];
}

/** Tags in any case and order, with blanks around, twice, as a list or as one text. */
function tags(list: readonly JsonValue[], own: Genes): JsonValue {
  const written = list.map((tag) => (typeof tag === 'string' ? own.pick([tag, ` ${tag.toUpperCase()} `]) : ''));
  const shuffled = [...written.slice(1), ...written.slice(0, 2)];
  return own.pick<JsonValue>([shuffled, shuffled.join(';')]);
}

function respelledValue(name: string, value: JsonValue, own: Genes): JsonValue {
  const isEmpty = value === '' || value === null || (isList(value) && value.length === 0);
  if (isEmpty) return own.pick<JsonValue>([null, '', []]);
  if (name === 'System.Tags' && isList(value)) return tags(value, own);
  const respell = Object.hasOwn(spellings, name) ? spellings[name] : undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return own.pick([value, ...(respell?.(text) ?? [])]);
}

/** A document that says the same in other words, in another order. */
export function respelled(document: Document, own: Genes): Document {
  const fields = Object.entries(document.fields).map(
    ([name, value]) => [own.pick([name, name.toLowerCase()]), respelledValue(name, value, own)] as const,
  );
  return {
    ...document,
    fields: Object.fromEntries(fields.reverse()),
    relations: document.relations.map((relation) => respelledRelation(relation, own)).reverse(),
  };
}

function respelledRelation(relation: DocumentRelation, own: Genes): DocumentRelation {
  const rel = own.pick([relation.rel, relation.rel.toLowerCase()]);
  const { url } = relation;
  return { ...relation, rel, url: own.pick([url, url.replace('https://', 'HTTPS://'), ...otherUrls(relation)]) };
}

function otherUrls({ rel, url }: DocumentRelation): readonly string[] {
  if (rel === 'ArtifactLink') return [url.replaceAll('%2F', '/'), url.replace('Git/Commit', 'git/commit')];
  if (rel === 'Hyperlink' || rel.includes('.Remote.')) return [];
  const other = url.replace('https://dev.azure.com/fabrikam', 'https://fabrikam.visualstudio.com/DefaultCollection/p');
  return rel === 'AttachedFile' ? [other, `${url}?fileName=a.txt`] : [other];
}
