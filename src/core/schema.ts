import { findField, type Definitions, type RelationType, type TypeField, type WorkItemType } from './definitions';
import { isHidden, isReadOnly, kindOf, numberOf, type ValueKind } from './fieldValues';
import { escapeMarkdown } from './markdown';
import { field, type JsonValue } from './workItem';

/** The words that a schema says beside those of the server; the host brings them in the user's language. */
export interface SchemaWords {
  readonly required: string;
  readonly readOnly: string;
  readonly allowedValues: string;
  readonly defaultValue: string;
  /** What stands in a field of that kind, in a sentence. */
  readonly kinds: Readonly<Record<ValueKind, string>>;
  /** `{0}` is the list of states that may come before. */
  readonly follows: string;
  readonly document: Readonly<
    Record<'id' | 'fields' | 'relations' | 'rel' | 'url' | 'attributes' | 'comment' | 'name' | 'formats', string>
  >;
}

type Schema = Readonly<Record<string, JsonValue>>;

/** Values that a description names one by one; a longer list is left to completion. */
const listedValues = 24;

/**
 * JSON Schema of the documents of one type, for VS Code's JSON language server. It completes and explains, and never reports: all of
 * it stands under an `if` without `then`, which annotates and cannot fail (JSON Schema draft 7, 6.6.1). Problems are
 * `validate`'s to report, with their way out, so nothing is said twice.
 */
export function schemaOf(type: WorkItemType, definitions: Definitions, words: SchemaWords): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: type.name,
    description: type.description,
    if: {
      properties: {
        $schema: { doNotSuggest: true },
        id: { title: 'id', description: words.document.id, doNotSuggest: true },
        fields: {
          title: 'fields',
          description: words.document.fields,
          properties: fieldSchemas(type, definitions, words),
        },
        relations: {
          title: 'relations',
          description: words.document.relations,
          items: relationSchema(definitions, words),
        },
        multilineFieldsFormat: {
          title: 'multilineFieldsFormat',
          description: words.document.formats,
          properties: formatSchemas(type, definitions),
        },
      },
    },
  };
}

function fieldSchemas(type: WorkItemType, definitions: Definitions, words: SchemaWords): Schema {
  const shown = type.fields.filter((own) => !isHidden(own.referenceName));
  return Object.fromEntries(shown.map((own) => [own.referenceName, fieldSchema(own, type, definitions, words)]));
}

function fieldSchema(own: TypeField, type: WorkItemType, definitions: Definitions, words: SchemaWords): Schema {
  const name = findField(definitions, own.referenceName)?.name ?? own.referenceName;
  const kind = kindOf(own.referenceName, definitions);
  const readOnly = isReadOnly(own.referenceName, definitions);
  return {
    title: name,
    completionDetail: name,
    markdownDescription: fieldDescription(own, kind, readOnly, definitions, words),
    ...(readOnly ? { readOnly: true, doNotSuggest: true } : {}),
    ...valueSchema(own, kind, definitions),
    ...choices(own, kind, type, words),
  };
}

function fieldDescription(
  own: TypeField,
  kind: ValueKind,
  readOnly: boolean,
  definitions: Definitions,
  words: SchemaWords,
): string {
  const help = own.helpText.trim() || (findField(definitions, own.referenceName)?.description.trim() ?? '');
  const traits = [
    words.kinds[kind],
    ...(own.required && !readOnly ? [words.required] : []),
    ...(readOnly ? [words.readOnly] : []),
  ];
  const allowed = own.allowedValues.length <= listedValues ? own.allowedValues : [];
  const standard = typeof own.defaultValue === 'object' ? '' : String(own.defaultValue);
  const lines = [
    escapeMarkdown(help),
    traits.join(' · '),
    allowed.length === 0 ? '' : `${words.allowedValues}: ${allowed.map(escapeMarkdown).join(' · ')}`,
    standard === '' ? '' : `${words.defaultValue}: ${escapeMarkdown(standard)}`,
    escapeMarkdown(own.referenceName),
  ];
  return lines.filter((line) => line !== '').join('\n\n');
}

/** Type and format: they decide what is inserted after the name of a field, brackets or quotes. */
function valueSchema(own: TypeField, kind: ValueKind, definitions: Definitions): Schema {
  switch (kind) {
    case 'tags':
      return { type: 'array', items: { type: 'string' }, uniqueItems: true };
    case 'number':
      return { type: findField(definitions, own.referenceName)?.type === 'integer' ? 'integer' : 'number' };
    case 'boolean':
      return { type: 'boolean' };
    case 'date':
      return { type: 'string', format: 'date-time' };
    case 'identity':
    case 'history':
    case 'treePath':
    case 'guid':
    case 'longText':
    case 'other':
      return { type: 'string' };
  }
}

/** Allowed values, in the type in which the document holds them: integers are allowed as `"2"` and stand as 2. */
function choices(own: TypeField, kind: ValueKind, type: WorkItemType, words: SchemaWords): Schema {
  if (own.referenceName === field.state) return stateChoices(type, words);
  if (own.allowedValues.length === 0 || kind === 'identity' || kind === 'tags') return {};
  const values = own.allowedValues.map((value) => (kind === 'number' ? (numberOf(value) ?? value) : value));
  return { enum: values };
}

function stateChoices(type: WorkItemType, words: SchemaWords): Schema {
  return {
    enum: type.states.map((state) => state.name),
    markdownEnumDescriptions: type.states.map(({ name, category }) => {
      const steps = Object.entries(type.transitions).filter(([from, next]) => from !== name && next.includes(name));
      const before = steps.map(([from]) => from).filter((from) => from !== '');
      const follows = before.length === 0 ? [] : [words.follows.replace('{0}', before.join(', '))];
      return escapeMarkdown([category, ...follows].join(' · '));
    }),
  };
}

/**
 * A relation. The names of its types stand under a second `if`, where hover sees them and completion does not: completion by plain
 * name ("Parent") is ours, because the language server can only filter by the text that it inserts.
 */
function relationSchema(definitions: Definitions, words: SchemaWords): Schema {
  const types = definitions.relationTypes.filter((candidate) => candidate.enabled);
  const text = (description: string): Schema => ({ type: 'string', description });
  return {
    properties: {
      rel: {
        ...text(words.document.rel),
        if: {
          enum: types.map((candidate) => candidate.referenceName),
          markdownEnumDescriptions: types.map(relationDescription),
        },
      },
      url: text(words.document.url),
      attributes: {
        description: words.document.attributes,
        properties: { comment: text(words.document.comment), name: text(words.document.name) },
      },
    },
  };
}

function relationDescription(type: RelationType): string {
  return `**${escapeMarkdown(type.name)}**`;
}

function formatSchemas(type: WorkItemType, definitions: Definitions): Schema {
  const long = type.fields.filter(
    (own) => findField(definitions, own.referenceName)?.type === 'html' && !isReadOnly(own.referenceName, definitions),
  );
  return Object.fromEntries(
    long.map((own) => [
      own.referenceName,
      { title: findField(definitions, own.referenceName)?.name ?? own.referenceName, enum: ['markdown', 'html'] },
    ]),
  );
}
