import * as assert from 'node:assert/strict';
import { itemLabel, oneLine } from '../../../src/core/hint';

const head = { id: 300, title: 'Unit Testing for MSA login', type: 'Task', state: 'To Do' };

describe('what stands behind a url', () => {
  it('is type, number, title and state', () => {
    assert.equal(itemLabel(head, 'Task 300', 80), 'Task 300 · Unit Testing for MSA login · To Do');
    assert.equal(itemLabel({ ...head, title: '' }, 'Task 300', 80), 'Task 300 · To Do');
  });

  it('gives up of its title what does not fit', () => {
    const label = itemLabel(head, 'Task 300', 43);
    assert.equal(label, 'Task 300 · Unit Testing for MSA lo… · To Do');
    assert.equal(label.length, 43);
    assert.equal(itemLabel(head, 'Task 300', 20), 'Task 300 · Unit Te…');
  });

  it('is one line, whatever the title holds', () => {
    assert.equal(oneLine(' a\r\n\tb\u202Ec\u2028d ', 80), 'a b c d');
    assert.equal(oneLine('abcdef', 4), 'abc…');
  });
});
