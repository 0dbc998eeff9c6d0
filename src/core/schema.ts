import { findField, type Definitions, type RelationType, type TypeField, type WorkItemType } from './definitions';
import { describeField, type FieldWords } from './fieldDescription';
import { isHidden, isReadOnly, kindOf, numberOf, type ValueKind } from './fieldValues';
import { escapeMarkdown } from './markdown';
import { escapeSnippet } from './snippet';
import { field, type JsonValue } from './workItem';

/** The words that a schema says beside those of the server; the host brings them in the user's language. */
export interface SchemaWords extends FieldWords {
  /** `{0}` is the list of states that may come before. */
  readonly follows: string;
  readonly document: Readonly<
    Record<'id' | 'fields' | 'relations' | 'rel' | 'url' | 'attributes' | 'comment' | 'name' | 'formats', string>
  >;
}

type Schema = Readonly<Record<string, JsonValue>>;

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
          ...fieldSchemas(type, definitions, words),
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

/** Labels that the language server shortens find no second one of the same name. */
const longestLabel = 60;

/**
 * The fields of a type. Their descriptions stand with the names and not with the values: the language server joins the two when it
 * completes a name, and hovers of values say nothing, because the whole of a field is told by one hover, which is ours.
 */
function fieldSchemas(type: WorkItemType, definitions: Definitions, words: SchemaWords): Schema {
  const shown = type.fields.filter((own) => !isHidden(own.referenceName));
  const completed = shown.filter(
    ({ referenceName }) => referenceName.length <= longestLabel && !isReadOnly(referenceName, definitions),
  );
  return {
    properties: Object.fromEntries(shown.map((own) => [own.referenceName, fieldSchema(own, type, definitions, words)])),
    propertyNames: {
      enum: completed.map((own) => own.referenceName),
      markdownEnumDescriptions: completed.map((own) => describeField(own, definitions, words)),
    },
  };
}

function fieldSchema(own: TypeField, type: WorkItemType, definitions: Definitions, words: SchemaWords): Schema {
  const kind = kindOf(own.referenceName, definitions);
  const readOnly = isReadOnly(own.referenceName, definitions);
  return {
    completionDetail: findField(definitions, own.referenceName)?.name ?? own.referenceName,
    ...(readOnly ? { readOnly: true, doNotSuggest: true } : {}),
    ...valueSchema(own, kind, definitions),
    ...choices(own, kind, type, words),
  };
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
  if (kind === 'number') return { enum: own.allowedValues.map((value) => numberOf(value) ?? value) };
  return { defaultSnippets: own.allowedValues.map((value) => literal(value)) };
}

/** A text to choose: an `enum` would show it with its quotes, because its labels are what it inserts. */
function literal(value: string, markdownDescription?: string): Schema {
  const bodyText = escapeSnippet(JSON.stringify(value));
  return { label: value, bodyText, ...(markdownDescription === undefined ? {} : { markdownDescription }) };
}

/** States with what may come before them; as an `enum` under an `if` of their own, where hover sees them and completion does not. */
function stateChoices(type: WorkItemType, words: SchemaWords): Schema {
  const names = type.states.map((state) => state.name);
  const descriptions = type.states.map(({ name, category }) => {
    const steps = Object.entries(type.transitions).filter(([from, next]) => from !== name && next.includes(name));
    const before = steps.map(([from]) => from).filter((from) => from !== '');
    const follows = before.length === 0 ? [] : [words.follows.replace('{0}', before.join(', '))];
    return escapeMarkdown([category, ...follows].join(' · '));
  });
  return {
    defaultSnippets: names.map((name, index) => literal(name, descriptions[index])),
    if: { enum: names, markdownEnumDescriptions: descriptions },
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
      {
        title: findField(definitions, own.referenceName)?.name ?? own.referenceName,
        defaultSnippets: [literal('markdown'), literal('html')],
      },
    ]),
  );
}
