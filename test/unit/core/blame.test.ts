import assert from 'node:assert/strict';
import { placeOfMessage } from '../../../src/core/blame';
import { definitions, item, parent, relate, related, set, staged, steps } from './fixture';
import { batchOf } from './outcomeCases';
import { only } from './planFixture';

const edited = staged(
  item(299, 1),
  steps(
    set({
      'System.Title': 'x',
      'Microsoft.VSTS.Common.Priority': 9,
      'Microsoft.VSTS.Scheduling.StoryPoints': 1,
      'Custom.Unknown': 1,
      'System.Tags': ['a'],
    }),
    relate(related(300), parent(297)),
  ),
);

const places: readonly (readonly [message: string, pointer: string])[] = [
  [
    'TF401320: Rule Error for field Priority. Error code: Required, InvalidEmpty.',
    '/fields/Microsoft.VSTS.Common.Priority',
  ],
  [
    'TF401320: Rule Error for field Story Points. Error code: InvalidNotEmpty. One additional error occurred.',
    '/fields/Microsoft.VSTS.Scheduling.StoryPoints',
  ],
  ['TF401320: Rule Error for field Severity. Error code: Required.', '/fields/Microsoft.VSTS.Common.Severity'],
  ['TF401320: Rule Error for field Nowhere Known. Error code: Required.', '/fields/Nowhere Known'],
  ["TF401326: Invalid field status 'ReadOnly' for field 'System.BoardColumn'.", '/fields/System.BoardColumn'],
  ['TF51535: Cannot find field Custom.Unknown.', '/fields/Custom.Unknown'],
  [
    "VS403691: Update to work item 165 had two or more updates for field with reference name 'System.Title'. A field cannot be updated more than once.",
    '/fields/System.Title',
  ],
  ["TF401347: Invalid tree name given for work item -1, field 'System.AreaPath'.", '/fields/System.AreaPath'],
  ["The field 'State' contains the value 'Done' that is not in the list of supported values", '/fields/System.State'],
  ['TF401243: Failed to save work item because too many new tags were added to the work item.', '/fields/System.Tags'],
  ['Unable to evaluate path /fields/Custom.Unknown.', '/fields/Custom.Unknown'],
  ['Relation already exists.', '/relations/0'],
  [
    'TF201036: You cannot add a Child link between work items 297 and 299 because a work item can have only one Parent link.',
    '/relations/1',
  ],
  ['TF401232: Work item 297 does not exist, or you do not have permissions to read it.', '/relations/1'],
  ['TF201035: You cannot add a Related link between work items 299 and 300 because it is circular', '/relations/0'],
  ['Something went wrong.', ''],
  ['', ''],
];

describe('the place that a refusal speaks of', () => {
  const [entry] = only([edited], { apiVersion: '7.1' }).entries;
  assert(entry !== undefined);

  for (const [message, pointer] of places) {
    it(message || 'nothing', () => {
      assert.equal(placeOfMessage(message, entry, definitions), pointer);
    });
  }

  it('is found by the last part of the name where there are no definitions', () => {
    const message = 'TF401320: Rule Error for field Story Points. Error code: Required.';
    assert.equal(placeOfMessage(message, entry), '/fields/Microsoft.VSTS.Scheduling.StoryPoints');
    assert.equal(placeOfMessage("The field 'Severity' contains x", entry), '/fields/Severity');
  });

  it('is nowhere where a link is refused and none was sent', () => {
    const [other] = batchOf(1).entries;
    assert(other !== undefined);
    assert.equal(placeOfMessage('Relation already exists.', other, definitions), '');
  });
});
