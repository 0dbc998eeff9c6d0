import assert from 'node:assert/strict';
import {
  findRelation,
  isItemLink,
  isLocalFile,
  isRemote,
  linkTarget,
  pairRelations,
  relationKey,
  relationOf,
  relationValue,
  sameRelation,
  toDocumentRelation,
  withAttributes,
  workItemUrl,
  type DocumentRelation,
} from '../../../src/core/relations';
import { link, relation } from './fixture';

const related = 'System.LinkTypes.Related';
const items = 'https://dev.azure.com/fabrikam/_apis/wit/workItems';
const guid = 'b6051940-0b88-4b98-947a-ee9c82c0fc9a';

type Spelled = readonly [rel: string, url: string];

const same: readonly (readonly [Spelled, Spelled])[] = [
  [
    [related, `${items}/7`],
    ['system.linktypes.RELATED', 'http://tfs:8080/tfs/Collection/p/_apis/wit/workitems/7'],
  ],
  [
    [related, `${items}/-7`],
    [related, `${items}/-7?x=1`],
  ],
  [
    ['AttachedFile', 'https://y/o/_apis/wit/attachments/AB'],
    ['attachedFile', 'https://x/p/_apis/wit/attachments/ab?fileName=a.txt'],
  ],
  [
    ['Hyperlink', 'HTTPS://Example.COM:443/A?b#c'],
    ['hyperlink', 'https://example.com:443/A?b#c'],
  ],
  [
    ['Hyperlink', 'https://Me:Secret@Example.com/a'],
    ['Hyperlink', 'https://Me:Secret@example.com/a'],
  ],
  [
    ['ArtifactLink', `vstfs:///Git/Commit/${guid}%2F${guid}%2fabc`],
    ['artifactlink', `vstfs:///git/commit/${guid.toUpperCase()}/${guid}/abc`],
  ],
  [
    ['System.LinkTypes.Remote.Related', 'https://DEV.azure.com/o/_apis/wit/workItems/3'],
    ['system.linktypes.remote.related', 'https://dev.azure.com/o/_apis/wit/workItems/3'],
  ],
];

/** A stray percent sign is its own spelling. */
const stray: Spelled = ['ArtifactLink', 'vstfs:///Build/Build/100%'];

const distinct: readonly (readonly [Spelled, Spelled])[] = [
  [
    [related, `${items}/7`],
    [related, `${items}/77`],
  ],
  [
    [related, `${items}/7`],
    [related, `${items}/-7`],
  ],
  [
    [related, `${items}/7`],
    ['System.LinkTypes.Dependency-Forward', `${items}/7`],
  ],
  [
    ['Hyperlink', 'https://example.com/A'],
    ['Hyperlink', 'https://example.com/a'],
  ],
  [
    ['Hyperlink', 'https://Me@example.com/'],
    ['Hyperlink', 'https://me@example.com/'],
  ],
  [
    ['Hyperlink', `${items}/7`],
    ['Hyperlink', 'https://dev.azure.com/other/_apis/wit/workItems/7'],
  ],
  [
    ['AttachedFile', 'file:///A'],
    ['AttachedFile', 'file:///a'],
  ],
  [
    ['ArtifactLink', 'vstfs:///Git/Ref/p%2Fr%2FGBMain'],
    ['ArtifactLink', 'vstfs:///Git/Ref/p%2Fr%2FGBmain'],
  ],
  [
    ['System.LinkTypes.Remote.Related', 'https://dev.azure.com/o/_apis/wit/workItems/3'],
    ['System.LinkTypes.Remote.Related', 'https://dev.azure.com/p/_apis/wit/workItems/3'],
  ],
];

const key = ([rel, url]: Spelled) => relationKey({ rel, url });

describe('identity of relations', () => {
  for (const [a, b] of same) {
    it(`${a.join(' ')} is ${b.join(' ')}`, () => assert.equal(key(a), key(b)));
  }

  for (const [a, b] of distinct) {
    it(`${a.join(' ')} is not ${b.join(' ')}`, () => assert.notEqual(key(a), key(b)));
  }

  it('is told of a url that cannot be decoded too', () => {
    assert.equal(key(stray), 'artifactlink vstfs:///build/build/100%');
  });

  it('knows the target of a link', () => {
    assert.deepEqual(
      [
        `${items}/7`,
        `${items}/-7`,
        `${items}/7/updates`,
        `${items}/7x`,
        `${items}/0`,
        `${items}/x`,
        'https://x',
        `${items}/99999999999999999999`,
      ].map(linkTarget),
      [7, -7, 7, undefined, undefined, undefined, undefined, undefined],
    );
    assert.equal(workItemUrl('https://dev.azure.com/fabrikam//', -2), `${items}/-2`);
  });

  it('tells links, local files and remote links apart', () => {
    assert.equal(isItemLink({ rel: related, url: `${items}/7` }), true);
    assert.equal(isItemLink({ rel: 'Hyperlink', url: `${items}/7` }), false);
    assert.equal(isItemLink({ rel: 'System.LinkTypes.Remote.Related', url: `${items}/7` }), false);
    assert.equal(isItemLink({ rel: related, url: 'https://x' }), false);
    assert.equal(isLocalFile({ rel: 'attachedfile', url: 'FILE:///a' }), true);
    assert.equal(isLocalFile({ rel: 'Hyperlink', url: 'file:///a' }), false);
    assert.equal(isLocalFile({ rel: 'AttachedFile', url: 'https://a/file:' }), false);
    assert.equal(isRemote('System.LinkTypes.REMOTE.Related'), true);
  });
});

describe('relations in the document', () => {
  it('show a comment, and a name where they have one of their own', () => {
    assert.deepEqual(toDocumentRelation(link('Related', 7, { name: 'Related', comment: 'c' })), {
      rel: related,
      url: `${items}/7`,
      attributes: { comment: 'c' },
    });
    assert.deepEqual(toDocumentRelation(relation('AttachedFile', 'u', { id: 1, name: 'a.txt', comment: '' })), {
      rel: 'AttachedFile',
      url: 'u',
      attributes: { name: 'a.txt' },
    });
    assert.deepEqual(toDocumentRelation(relation('Hyperlink', 'u', { id: 1, comment: 5 })), {
      rel: 'Hyperlink',
      url: 'u',
    });
  });

  it('have a name only where it is their own', () => {
    for (const rel of ['ArtifactLink', 'attachedfile', 'Hyperlink']) {
      assert.deepEqual(withAttributes(rel, 'u', undefined, 'n'), { rel, url: 'u', attributes: { name: 'n' } });
    }
    const rel = 'System.LinkTypes.Related';
    assert.deepEqual(withAttributes(rel, 'u', undefined, 'Related'), { rel, url: 'u' });
  });

  it('go into operations and come back', () => {
    const full = withAttributes('ArtifactLink', 'u', 'c', 'n');
    assert.deepEqual(relationValue(full), { rel: 'ArtifactLink', url: 'u', attributes: { comment: 'c', name: 'n' } });
    assert.deepEqual(relationOf(relationValue(full)), full);
    assert.deepEqual(relationValue({ rel: 'r', url: 'u' }), { rel: 'r', url: 'u' });
    assert.deepEqual(relationOf({ rel: 'r', url: 'u', attributes: 5 }), { rel: 'r', url: 'u' });
    for (const value of [undefined, null, 'x', [], { rel: 'r' }, { url: 'u' }, { rel: 1, url: 'u' }]) {
      assert.equal(relationOf(value), undefined);
    }
  });
});

describe('pairing of relations', () => {
  const hyperlink = (url: string, comment?: string): DocumentRelation =>
    withAttributes('Hyperlink', url, comment, undefined);
  const artifact = (name?: string, comment?: string): DocumentRelation =>
    withAttributes('ArtifactLink', 'vstfs:///B/B/1', comment, name);

  for (const { name, before, after, pairs } of [
    { name: 'nothing', before: [], after: [], pairs: [] },
    {
      name: 'another order',
      before: [hyperlink('a'), hyperlink('b')],
      after: [hyperlink('b'), hyperlink('a')],
      pairs: [
        [1, 0],
        [0, 1],
      ],
    },
    {
      name: 'one more and one less',
      before: [hyperlink('a')],
      after: [hyperlink('b')],
      pairs: [
        [0, undefined],
        [undefined, 0],
      ],
    },
    {
      name: 'repetitions by their comments',
      before: [hyperlink('a', '1'), hyperlink('a', '2')],
      after: [hyperlink('a', '2')],
      pairs: [
        [0, undefined],
        [1, 0],
      ],
    },
    {
      name: 'repetitions in their order',
      before: [hyperlink('a', '1'), hyperlink('a', '2')],
      after: [hyperlink('a', '3')],
      pairs: [
        [1, undefined],
        [0, 0],
      ],
    },
    {
      name: 'artifacts by their names',
      before: [artifact('x'), artifact('y')],
      after: [artifact('y', 'c')],
      pairs: [
        [0, undefined],
        [1, 0],
      ],
    },
    {
      name: 'artifacts of another name never',
      before: [artifact('x')],
      after: [artifact('y')],
      pairs: [
        [0, undefined],
        [undefined, 0],
      ],
    },
    { name: 'artifacts without a name', before: [artifact('x')], after: [artifact()], pairs: [[0, 0]] },
    { name: 'artifacts that had no name', before: [artifact()], after: [artifact('x')], pairs: [[0, 0]] },
  ] as const) {
    it(name, () => {
      assert.deepEqual(
        pairRelations(before, after),
        pairs.map(([old, now]) => ({ before: old, after: now })),
      );
    });
  }

  it('finds one in a list', () => {
    const list = [hyperlink('a'), artifact('x'), artifact('y')];
    assert.equal(findRelation(list, artifact('y')), 2);
    assert.equal(findRelation(list, artifact('z')), undefined);
    assert.equal(findRelation([], hyperlink('a')), undefined);
    assert.equal(sameRelation(artifact('x'), artifact('x', 'c')), false);
    assert.equal(sameRelation(artifact('x'), artifact('y')), false);
    assert.equal(sameRelation(artifact('x'), artifact('x')), true);
  });
});
