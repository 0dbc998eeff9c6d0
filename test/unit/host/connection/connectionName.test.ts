import assert from 'node:assert/strict';
import fc from 'fast-check';
import { connectionName } from '../../../../src/host/connection/connectionName';

describe('the name of a connection', () => {
  const plain: Readonly<Record<string, string>> = {
    'https://dev.azure.com/Fabrikam': 'fabrikam',
    'https://dev.azure.com/fabrikam/': 'fabrikam',
    'https://ado.example.com/DefaultCollection': 'defaultcollection.ado.example.com',
    'https://ado.example.com/tfs/DefaultCollection': 'defaultcollection.ado.example.com',
    'http://tfs:8080/tfs/DefaultCollection': 'defaultcollection.tfs_8080',
  };
  for (const [url, name] of Object.entries(plain))
    it(`of ${url} is ${name}`, () => assert.equal(connectionName(url), name));

  const others: readonly (readonly [why: string, one: string, another: string])[] = [
    ['other ports', 'http://tfs:8080/tfs/Main', 'http://tfs:8081/tfs/Main'],
    ['other folders of one server', 'https://tfs/eu/Main', 'https://tfs/us/Main'],
    ['letters that no address takes', 'https://tfs/tfs/Проект', 'https://tfs/tfs/Задачи'],
    ['a space and a hyphen', 'https://tfs/tfs/My Work', 'https://tfs/tfs/My-Work'],
    ['a point in the collection and one in the server', 'https://b.c/tfs/a', 'https://c/tfs/a.b'],
    ['a server that is called like an organisation', 'https://fabrikam/', 'https://dev.azure.com/fabrikam'],
    ['a server and port in its name', 'https://tfs_8080/tfs/Main', 'https://tfs:8080/tfs/Main'],
    ['an escape that stands for nothing', 'https://tfs/tfs/100%', 'https://tfs/tfs/100-'],
  ];
  for (const [why, one, another] of others) {
    it(`tells ${why} apart`, () => assert.notEqual(connectionName(one), connectionName(another)));
  }

  it('is the same for letters and for their escapes', () => {
    const escaped = `https://tfs/tfs/${encodeURIComponent('проект')}`;
    assert.equal(connectionName('https://tfs/tfs/проект'), connectionName(escaped));
    assert.equal(connectionName(escaped), connectionName(escaped.toLowerCase()));
    assert.match(connectionName(escaped), /^-{12}\.tfs_[0-9a-f]{8}$/);
  });

  it('is fit for an address and for a folder', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: false }), (url) => {
        assert.match(connectionName(url), /^[a-z0-9._-]+$/);
        assert.ok(!connectionName(url).startsWith('.'));
      }),
    );
  });
});
