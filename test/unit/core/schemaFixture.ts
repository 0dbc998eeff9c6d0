import type { SchemaWords } from '../../../src/core/schema';

/** What the schemas of tests say beside the words of the server. */
export const words: SchemaWords = {
  required: 'Required',
  readOnly: 'Read-only',
  allowedValues: 'Allowed values',
  defaultValue: 'Default',
  kinds: {
    tags: 'List of tags',
    identity: 'Person',
    history: 'Comment',
    date: 'Date',
    number: 'Number',
    boolean: 'True or false',
    treePath: 'Path',
    guid: 'GUID',
    longText: 'Long text',
    other: 'Text',
  },
  boardColumn: 'Column of a board',
  follows: 'follows {0}',
  document: {
    id: 'Number of the item',
    fields: 'All fields',
    relations: 'All links',
    rel: 'Kind of link',
    url: 'Where it leads',
    attributes: 'More about it',
    comment: 'Comment',
    name: 'Name',
    formats: 'Formats',
  },
};
