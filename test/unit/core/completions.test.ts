import * as assert from 'node:assert/strict';
import {
  completionPlace,
  linkTypeSuggestions,
  matchingItems,
  pathSuggestions,
  personSuggestions,
  relationSuggestions,
  searchText,
  tagSuggestions,
  targetSuggestions,
  type CompletionPlace,
} from '../../../src/core/completions';
import { collectionUrl, definitions, jamal } from './languageFixture';

/** The place at `|`. */
function at(marked: string): CompletionPlace | undefined {
  const offset = marked.indexOf('|');
  return completionPlace(marked.slice(0, offset) + marked.slice(offset + 1), offset, definitions);
}

/** The text after a suggestion was taken at `|`. */
function take(marked: string, insertText: string): string {
  const place = at(marked);
  assert.ok(place);
  const text = marked.replace('|', '');
  const { replace, separator } = place.cursor;
  return text.slice(0, replace.offset) + insertText + separator + text.slice(replace.offset + replace.length);
}

describe('places of completion', () => {
  const cases: readonly (readonly [string, object | undefined])[] = [
    ['{"fields": {"System.AssignedTo": "|"}}', { kind: 'identity', field: 'System.AssignedTo' }],
    ['{"fields": {"system.assignedto": "jam|al"}}', { kind: 'identity', field: 'system.assignedto' }],
    ['{"fields": {"System.AssignedTo": |}}', { kind: 'identity', field: 'System.AssignedTo' }],
    ['{"fields": {"System.AssignedTo|": ""}}', undefined],
    ['{"fields": {"System.AssignedTo": "jamal"|}}', undefined],
    ['{"fields": {"System.AssignedTo": "jamal" |}}', undefined],
    ['{"fields": {"System.ChangedBy": "|"}}', undefined],
    ['{"fields": {"System.Title": "|"}}', undefined],
    ['{"fields": {"System.AreaPath": "Fab|"}}', { kind: 'area' }],
    ['{"fields": {"System.IterationPath": "|"}}', { kind: 'iteration' }],
    ['{"fields": {"System.Tags": ["Blue", "|"]}}', { kind: 'tag', present: ['Blue', ''] }],
    ['{"fields": {"System.Tags": ["Blue", |]}}', { kind: 'tag', present: ['Blue'] }],
    ['{"fields": {"System.Tags": |}}', undefined],
    ['{"relations": [|]}', { kind: 'relation' }],
    ['{"relations": [{}, |]}', { kind: 'relation' }],
    ['{"relations": [{|}]}', undefined],
    ['{"relations": [{"rel": "|"}]}', { kind: 'linkType' }],
    ['{"relations": [{"url": "|"}]}', { kind: 'target', rel: '' }],
    [
      '{"relations": [{"rel": "System.LinkTypes.Related", "url": "#1|"}]}',
      { kind: 'target', rel: 'System.LinkTypes.Related' },
    ],
    ['{"relations": [{"url": "#1|", "rel": "Hyperlink"}]}', undefined],
    ['{"relations": [{"url": "|", "rel": "System.LinkTypes.Remote.Related"}]}', undefined],
    ['{"relations": [{"url": "x", "attributes": {"comment": "|"}}]}', undefined],
    ['{"id": |}', undefined],
    ['|', undefined],
    ['{"fields": {"System.AssignedTo": "jam|', { kind: 'identity', field: 'System.AssignedTo' }],
  ];
  for (const [marked, wanted] of cases) {
    it(`${marked} ${wanted === undefined ? 'wants nothing' : 'wants a value'}`, () => {
      assert.deepEqual(at(marked)?.wanted, wanted);
    });
  }

  it('knows what has been typed, escapes and open strings included', () => {
    assert.equal(at('{"fields": {"System.AreaPath": "Fab\\\\W|eb"}}')?.cursor.typed, 'Fab\\W');
    assert.equal(at('{"fields": {"System.AreaPath": "Fab\\|"}}')?.cursor.typed, 'Fab');
    assert.equal(at('{"fields": {"System.AreaPath": "F\\u00|"}}')?.cursor.typed, 'F');
    assert.equal(at('{"relations": [{"url": #12|}]}')?.cursor.typed, '#12');
    assert.equal(at('{"relations": [{"url": "unit te|')?.cursor.typed, 'unit te');
  });

  it('replaces the whole string, and a string without its end only up to the cursor', () => {
    assert.equal(take('{"relations": [{"url": "#1|2"}]}', '"U"'), '{"relations": [{"url": "U"}]}');
    assert.equal(
      take('{"relations": [{"url": "#12|  \n, "rel": "x"}]}', '"U"'),
      '{"relations": [{"url": "U"  \n, "rel": "x"}]}',
    );
    assert.equal(
      take('{"relations": [{"url": "#12|\n, "rel": "x"}]}', '"U"'),
      '{"relations": [{"url": "U"\n, "rel": "x"}]}',
    );
    assert.equal(take('{"relations": [{"url": #12|}]}', '"U"'), '{"relations": [{"url": "U"}]}');
    assert.equal(take('{"fields": {"System.AreaPath": |}}', '"A"'), '{"fields": {"System.AreaPath": "A"}}');
  });

  it('brings the comma where another value follows', () => {
    assert.equal(take('{"relations": [| {"rel": "x"}]}', '{}'), '{"relations": [{}, {"rel": "x"}]}');
    assert.equal(take('{"relations": [{"rel": "x"}, |]}', '{}'), '{"relations": [{"rel": "x"}, {}]}');
    assert.equal(take('{"fields": {"System.Tags": ["a|" "b"]}}', '"A"'), '{"fields": {"System.Tags": ["A", "b"]}}');
  });
});

describe('suggestions', () => {
  it('names people by their name and inserts what identifies them', () => {
    assert.deepEqual(personSuggestions([jamal, { displayName: '', uniqueName: 'x@y' }]), [
      {
        label: 'Jamal Hartnett',
        detail: 'fabrikamfiber4@hotmail.com',
        filter: 'Jamal Hartnett fabrikamfiber4@hotmail.com',
        insertText: '"fabrikamfiber4@hotmail.com"',
        isSnippet: false,
      },
      { label: 'x@y', detail: '', filter: ' x@y', insertText: '"x@y"', isSnippet: false },
    ]);
  });

  it('shows the last name of a path, and inserts the whole with its backslashes escaped', () => {
    const [root, web] = pathSuggestions(['Fab', 'Fab\\Web']);
    assert.deepEqual([root?.label, root?.detail], ['Fab', '']);
    assert.deepEqual([web?.label, web?.detail, web?.insertText], ['Web', 'Fab', '"Fab\\\\Web"']);
  });

  it('leaves out tags that are there already, in any case', () => {
    assert.deepEqual(
      tagSuggestions(['Blue', 'Red'], ['blue']).map(({ label }) => label),
      ['Red'],
    );
  });

  it('offers kinds of links by plain name, without the disabled and those of other organisations', () => {
    const names = linkTypeSuggestions(definitions).map(({ label }) => label);
    assert.deepEqual(names, ['Child', 'Parent', 'Successor', 'Related', 'Hyperlink', 'Attached File', 'Artifact Link']);
    assert.equal(linkTypeSuggestions(definitions)[1]?.insertText, '"System.LinkTypes.Hierarchy-Reverse"');
    assert.match(linkTypeSuggestions(definitions)[1]?.filter ?? '', /^Parent /);
  });

  it('offers whole relations with the cursor in the url', () => {
    const parent = relationSuggestions(definitions).find(({ label }) => label === 'Parent');
    assert.equal(parent?.insertText, '{ "rel": "System.LinkTypes.Hierarchy-Reverse", "url": "$1" }');
    assert.equal(parent.isSnippet, true);
  });

  it('turns a found work item into the url of a relation', () => {
    const place = at('{"relations": [{"url": "login unit|"}]}');
    assert.ok(place);
    const [found] = targetSuggestions(
      [{ id: 300, title: 'Unit Testing for MSA login', type: 'Task', state: 'To Do' }],
      place.cursor,
      collectionUrl,
    );
    assert.deepEqual(found, {
      label: '#300 Unit Testing for MSA login',
      detail: 'Task · To Do',
      filter: 'login unit',
      insertText: '"https://dev.azure.com/fabrikam/_apis/wit/workItems/300"',
      isSnippet: false,
    });
  });
});

describe('work items that fit what is typed', () => {
  const items = [
    { id: 300, title: 'Unit Testing for MSA login', type: 'Task', state: 'To Do' },
    { id: 13, title: 'Sign-in page 300', type: 'Bug', state: 'New' },
  ];
  const ids = (typed: string): readonly number[] => matchingItems(items, typed).map(({ id }) => id);

  it('by the beginning of the number', () => {
    assert.deepEqual(ids('#30'), [300]);
    assert.deepEqual(ids('13'), [13]);
    assert.deepEqual(ids('#4'), []);
  });

  it('by all words of the title, in any order and case', () => {
    assert.deepEqual(ids('LOGIN unit'), [300]);
    assert.deepEqual(ids('login page'), []);
    assert.deepEqual(ids(''), [300, 13]);
  });

  it('asks the server for no address', () => {
    assert.equal(searchText('#12'), '12');
    assert.equal(searchText(' login page '), 'login page');
    assert.equal(searchText('https://dev.azure.com/x'), undefined);
  });
});
