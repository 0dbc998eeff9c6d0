import assert from 'node:assert/strict';
import { builtInQueries, builtInWiql, searchWiql } from '../../../src/core/builtInQueries';
import type { StateCategory, WorkItemType } from '../../../src/core/definitions';

function type(...states: readonly (readonly [name: string, category: StateCategory])[]): WorkItemType {
  return {
    name: 'Any',
    referenceName: 'Any',
    description: '',
    color: '',
    icon: '',
    isDisabled: false,
    states: states.map(([name, category]) => ({ name, category, color: '' })),
    transitions: {},
    fields: [],
  };
}

describe('the built-in queries', () => {
  const types = [
    type(['New', 'Proposed'], ['Done', 'Completed'], ["Won't do", 'Removed']),
    type(['Done', 'Completed'], ['Closed', 'Completed']),
    type(['Closed', 'InProgress']),
  ];

  it('leave out states that are over in every type that knows them, quotes doubled', () => {
    const wiql = builtInWiql('allOpen', { types });
    assert.match(wiql, /\[System\.State\] NOT IN \('Done', 'Won''t do'\)/);
    assert.doesNotMatch(wiql, /@Me/);
  });

  it('say nothing of states where none is over', () => {
    assert.doesNotMatch(builtInWiql('allOpen', { types: [type(['New', 'Proposed'])] }), /System\.State/);
  });

  it('ask for my items, and for what changed of late whatever its state', () => {
    assert.match(builtInWiql('assignedToMe', { types }), /NOT IN .* AND \[System\.AssignedTo\] = @Me ORDER BY/);
    assert.match(builtInWiql('recentlyChanged', { types }), /\[System\.ChangedDate\] >= @Today - 30 ORDER BY/);
    assert.doesNotMatch(builtInWiql('recentlyChanged', { types }), /System\.State/);
  });

  it('stay in the project', () => {
    for (const query of builtInQueries) {
      assert.match(builtInWiql(query, { types }), /WHERE \[System\.TeamProject\] = @project/);
    }
  });
});

describe('the search for work items', () => {
  it('takes a number, with or without #, as an id of any project', () => {
    for (const text of ['299', ' #299 ']) {
      assert.match(searchWiql(text), /WHERE \[System\.Id\] = 299 ORDER BY/);
    }
  });

  it('takes what cannot be an id, and all else, as words of the title', () => {
    assert.match(searchWiql('1234567890'), /\[System\.Title\] CONTAINS '1234567890'/);
    assert.match(searchWiql("it's  late"), /CONTAINS 'it''s' AND \[System\.Title\] CONTAINS 'late' ORDER BY/);
  });

  it('shows the newest of the project while nothing is typed', () => {
    assert.match(searchWiql('  '), /WHERE \[System\.TeamProject\] = @project ORDER BY \[System\.ChangedDate\] DESC/);
  });
});
