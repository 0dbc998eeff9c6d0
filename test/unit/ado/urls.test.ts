import assert from 'node:assert/strict';
import { belongsTo, parsePlace } from '../../../src/ado/urls';

type Expected = readonly [collectionUrl: string, project?: string | undefined, workItem?: number];

const pasted: Readonly<Record<string, Expected>> = {
  fabrikam: ['https://dev.azure.com/fabrikam'],
  'dev.azure.com/fabrikam': ['https://dev.azure.com/fabrikam'],
  ' https://dev.azure.com/fabrikam/ ': ['https://dev.azure.com/fabrikam'],
  'https://jo@dev.azure.com/fabrikam/Fiber/_git/repo': ['https://dev.azure.com/fabrikam', 'Fiber'],
  'https://dev.azure.com/fabrikam/My%20Project/_workitems/edit/299/': [
    'https://dev.azure.com/fabrikam',
    'My Project',
    299,
  ],
  'https://dev.azure.com/fabrikam/_apis/wit/workItems/7': ['https://dev.azure.com/fabrikam', undefined, 7],
  'https://dev.azure.com/fabrikam/Fiber/_boards/board/t/Team/Stories/?workitem=41': [
    'https://dev.azure.com/fabrikam',
    'Fiber',
    41,
  ],
  'https://vssps.dev.azure.com/fabrikam': ['https://dev.azure.com/fabrikam'],
  'https://Fabrikam.visualstudio.com/DefaultCollection/Fiber': ['https://fabrikam.visualstudio.com', 'Fiber'],
  'fabrikam.visualstudio.com': ['https://fabrikam.visualstudio.com'],
  'https://fabrikam.visualstudio.com/Fiber/_workitems?id=12': ['https://fabrikam.visualstudio.com', 'Fiber', 12],
  'http://tfs:8080/tfs/DefaultCollection/Fiber/_workitems?id=3&_a=edit': [
    'http://tfs:8080/tfs/DefaultCollection',
    'Fiber',
    3,
  ],
  'https://ado.contoso.com/Main Collection/Fiber': ['https://ado.contoso.com/Main%20Collection', 'Fiber'],
  '127.0.0.1:4711/fabrikam': ['http://127.0.0.1:4711/fabrikam'],
  'http://[::1]:80/fabrikam': ['http://[::1]/fabrikam'],
};

describe('addresses that people paste', () => {
  for (const [text, [collectionUrl, project, workItem]] of Object.entries(pasted)) {
    it(text, () => {
      const parsed = parsePlace(text);
      assert(parsed.ok);
      const { place } = parsed;
      assert.deepEqual([place.collectionUrl, place.project, place.workItem], [collectionUrl, project, workItem]);
      const again = parsePlace(place.collectionUrl);
      assert(again.ok);
      assert.equal(again.place.collectionUrl, collectionUrl);
    });
  }

  const refused = {
    '': 'notAnAddress',
    'not an address': 'notAnAddress',
    'ftp://dev.azure.com/fabrikam': 'notAnAddress',
    'javascript:alert(1)': 'notAnAddress',
    'http://dev.azure.com/fabrikam': 'insecure',
    'http://fabrikam.visualstudio.com': 'insecure',
    'https://dev.azure.com': 'noCollection',
    'https://tfs.contoso.com/': 'noCollection',
    'https://tfs.contoso.com/tfs': 'noCollection',
    'https://tfs.contoso.com/tfs/_home': 'noCollection',
  } as const;
  for (const [text, code] of Object.entries(refused)) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.deepEqual(parsePlace(text), { ok: false, code }));
  }
});

describe('where a token may go', () => {
  const home = 'https://dev.azure.com/fabrikam';
  const own = [
    'https://dev.azure.com/fabrikam/_apis/wit/attachments/1',
    'https://dev.azure.com:443/Fabrikam/p/_apis/x',
    'https://fabrikam.visualstudio.com/_apis/wit/attachments/1',
  ];
  const foreign = [
    'http://dev.azure.com/fabrikam/_apis/x',
    'https://dev.azure.com/fabrikam2/_apis/x',
    'https://dev.azure.com/fabrikam/../other/_apis/x',
    'https://dev.azure.com/fabrikam/%2e%2e/other/_apis/x',
    'https://dev.azure.com.evil.example/fabrikam/x',
    'https://dev.azure.com@evil.example/fabrikam/x',
    'https://me:secret@dev.azure.com/fabrikam/x',
    'https://other.visualstudio.com/fabrikam/x',
    'https://dev.azure.com:8443/fabrikam/x',
    'no address',
  ];
  for (const address of own) it(`own: ${address}`, () => assert.equal(belongsTo(home, address), true));
  for (const address of foreign) it(`foreign: ${address}`, () => assert.equal(belongsTo(home, address), false));
});
