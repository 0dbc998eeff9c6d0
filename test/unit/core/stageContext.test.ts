import assert from 'node:assert/strict';
import { toDocument } from '../../../src/core/document';
import { stageContext } from '../../../src/core/stageContext';
import { emptyStage } from '../../../src/core/stage';
import { validate } from '../../../src/core/validate';
import { collectionUrl, definitions, item, link, relate } from './fixture';

/** "Duplicate" and "Duplicate Of" are the ends of a tree too (`GET _apis/wit/workItemRelationTypes`), but no parent and child. */
describe('duplicates', () => {
  const to = (rel: string, id: number) => ({
    rel: `System.LinkTypes.${rel}`,
    url: `${collectionUrl}/_apis/wit/workItems/${id}`,
  });
  const child = item(299, 5, {}, [link('Hierarchy-Reverse', 1)]);

  it('of an item that has a parent are no second parent', () => {
    const document = relate(to('Duplicate-Reverse', 7))(toDocument(child, definitions));
    assert.deepEqual(validate(document, child, definitions), []);
  });

  it('that have a parent are not taken from it', () => {
    const bases = (id: number) => (id === 7 ? [to('Hierarchy-Reverse', 1)] : undefined);
    const document = relate(to('Duplicate-Forward', 7))(toDocument(child, definitions));
    assert.deepEqual(validate(document, child, definitions, stageContext(emptyStage, bases)), []);
  });
});
