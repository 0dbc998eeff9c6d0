import assert from 'node:assert/strict';
import { fieldName, type FieldDefinition } from '../../../src/core/definitions';
import { definitions } from './fixture';

describe('the name of a field', () => {
  const named = (referenceName: string, name: string): FieldDefinition => ({
    referenceName,
    name,
    type: 'string',
    readOnly: false,
    isIdentity: false,
    description: '',
  });

  it('is what people call it, whatever the case it is asked for in', () => {
    assert.equal(fieldName(definitions, 'System.State'), 'State');
    assert.equal(fieldName(definitions, 'system.state'), 'State');
  });

  it('is its reference name where nothing is known of it', () => {
    assert.equal(fieldName(definitions, 'Custom.Nothing'), 'Custom.Nothing');
  });

  it('is its reference name where two are called the same, in any case', () => {
    const fields = [named('Custom.One', 'Team'), named('Custom.Two', 'team'), named('Custom.Three', 'Squad')];
    assert.deepEqual(
      fields.map(({ referenceName }) => fieldName({ fields }, referenceName)),
      ['Custom.One', 'Custom.Two', 'Squad'],
    );
  });
});
