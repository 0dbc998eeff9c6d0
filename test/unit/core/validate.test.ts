import assert from 'node:assert/strict';
import { toDocument } from '../../../src/core/document';
import { locate } from '../../../src/core/locate';
import { isBlocking } from '../../../src/core/problem';
import { validate } from '../../../src/core/validate';
import { stringifyDocument } from '../../../src/core/document';
import { bug, definitions, item, relate, related, schemaUri, set, steps } from './fixture';
import { fieldJudgements } from './validateFieldCases';
import { relationJudgements } from './validateRelationCases';
import { valueJudgements } from './validateValueCases';

const judgements = [...fieldJudgements, ...valueJudgements, ...relationJudgements];

describe('validation', () => {
  for (const { name, base = item(1, 1), edit, context, problems } of judgements) {
    it(name, () => {
      const document = edit(toDocument(base, definitions));
      const found = validate(document, base, definitions, context);
      assert.equal(found.length, problems.length, JSON.stringify(found));
      const text = stringifyDocument(document, schemaUri);
      for (const [index, { at, ...expected }] of problems.entries()) {
        assert.deepEqual({ ...found[index], ...expected }, found[index]);
        const { offset, length } = locate(text, found[index]?.pointer ?? '');
        if (at !== undefined) assert.equal(text.slice(offset, offset + length), at);
      }
    });
  }

  it('knows nothing without definitions, and then reports nothing', () => {
    const none = { ...definitions, fields: [], types: [], relationTypes: [], areas: [], iterations: [] };
    const document = steps(
      set({ 'Any.Field': 1, 'System.State': 'x', 'System.AreaPath': 'y' }),
      relate({ ...related(300), rel: 'Any' }),
    )(toDocument(item(1, 1), none));
    assert.deepEqual(validate(document, item(1, 1), none), []);
  });

  it('does not judge the transition of a type that came without any', () => {
    const silent = { ...definitions, types: [{ ...bug, transitions: {} }] };
    const base = item(1, 1, { 'System.WorkItemType': 'Bug', 'System.State': 'New' });
    assert.deepEqual(validate(set({ 'System.State': 'Committed' })(toDocument(base, silent)), base, silent), []);
  });

  it('keeps from being sent only what would not do what it says', () => {
    const error = { pointer: '', severity: 'error' } as const;
    assert.equal(isBlocking({ ...error, code: 'readOnlyField', field: 'f', value: '' }), true);
    assert.equal(isBlocking({ ...error, code: 'numberTooLarge', field: 'f' }), true);
    assert.equal(isBlocking({ ...error, code: 'fieldWithoutFormat', field: 'f' }), true);
    assert.equal(isBlocking({ ...error, code: 'requiredField', field: 'f' }), false);
    assert.equal(isBlocking({ ...error, severity: 'warning', code: 'readOnlyField', field: 'f', value: '' }), false);
  });
});
