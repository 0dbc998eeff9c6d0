import assert from 'node:assert/strict';
import { parseMessage } from '../../../../src/host/editor/formMessages';
import type { FormMethod, FormParams, ToHost } from '../../../../src/protocol/form';

const relation = { rel: 'Hyperlink', url: 'https://example.com', name: '' };

/** One good request of every kind: a method without an example does not compile. */
const examples: { readonly [M in FormMethod]: FormParams<M> } = {
  ready: null,
  setField: { field: 'System.Tags', value: ['A', { b: [1, null, true] }] },
  setFormat: { field: 'System.Description', format: 'markdown' },
  revertField: { field: 'System.Title' },
  addLink: { rel: 'System.LinkTypes.Related', id: -1, comment: '' },
  addHyperlink: { url: 'https://example.com', comment: '' },
  removeRelation: relation,
  revertRelation: relation,
  commentRelation: { ...relation, comment: 'c' },
  pickAttachments: null,
  attachFiles: { uris: ['file:///a.txt'] },
  attachContent: { name: 'a.txt', content: new Uint8Array([1, 2]) },
  searchItems: { text: '' },
  searchPeople: { text: 'J' },
  renderMarkdown: { text: '# A' },
  fixProblem: { pointer: '/fields/System.Title', message: 'Somebody else changed this too.' },
  openItem: { id: 299 },
  openJson: { pointer: '/fields/System.Title' },
  run: { command: 'undo' },
};

describe('form messages', () => {
  for (const [method, params] of Object.entries(examples)) {
    it(`lets ${method} through as it is`, () => {
      const message = { kind: 'request', id: 7, method, params };
      assert.deepEqual(parseMessage(message), { ok: true, message });
    });
  }

  it('lets a cancellation through', () => {
    const message: ToHost = { kind: 'cancel', id: 7 };
    assert.deepEqual(parseMessage(message), { ok: true, message });
  });

  const refused: readonly (readonly [string, unknown, number | undefined])[] = [
    ['nothing', undefined, undefined],
    ['a text', 'request', undefined],
    ['another kind', { kind: 'state', id: 1 }, undefined],
    ['no id', { kind: 'request', method: 'ready', params: null }, undefined],
    ['an unknown method', { kind: 'request', id: 1, method: 'evaluate', params: null }, 1],
    ['a method of every object', { kind: 'request', id: 1, method: 'toString', params: null }, 1],
    ['missing parameters', { kind: 'request', id: 2, method: 'setField', params: { field: 'System.Title' } }, 2],
    ['an empty field name', { kind: 'request', id: 2, method: 'setField', params: { field: '', value: 1 } }, 2],
    [
      'a value that JSON cannot hold',
      { kind: 'request', id: 2, method: 'setField', params: { field: 'a', value: undefined } },
      2,
    ],
    [
      'a command of its own',
      { kind: 'request', id: 3, method: 'run', params: { command: 'workbench.action.quit' } },
      3,
    ],
    ['more than is asked for', { kind: 'request', id: 4, method: 'openItem', params: { id: 1, force: true } }, 4],
    ['half an id', { kind: 'request', id: 5, method: 'openItem', params: { id: 1.5 } }, 5],
  ];
  for (const [what, message, id] of refused) {
    it(`refuses ${what}`, () => {
      const parsed = parseMessage(message);
      assert.ok(!parsed.ok);
      assert.equal(parsed.id, id);
      assert.notEqual(parsed.detail, '');
    });
  }
});
