import * as assert from 'node:assert/strict';
import {
  artifactPage,
  artifactUrl,
  parseArtifactPage,
  parseArtifactUrl,
  type Artifact,
} from '../../../src/core/artifacts';

const cases: readonly { artifact: Artifact; url: string; page: string }[] = [
  {
    artifact: { kind: 'commit', project: 'Fab', repository: 'Web Site', sha: 'abc123' },
    url: 'vstfs:///Git/Commit/Fab%2FWeb%20Site%2Fabc123',
    page: 'https://dev.azure.com/fabrikam/Fab/_git/Web%20Site/commit/abc123',
  },
  {
    artifact: { kind: 'pullRequest', project: 'Fab', repository: 'Web', id: '12' },
    url: 'vstfs:///Git/PullRequestId/Fab%2FWeb%2F12',
    page: 'https://dev.azure.com/fabrikam/Fab/_git/Web/pullrequest/12',
  },
  {
    artifact: { kind: 'branch', project: 'Fab', repository: 'Web', branch: 'users/ann/fix 1' },
    url: 'vstfs:///Git/Ref/Fab%2FWeb%2FGBusers%2Fann%2Ffix%201',
    page: 'https://dev.azure.com/fabrikam/Fab/_git/Web?version=GBusers%2Fann%2Ffix%201',
  },
  {
    artifact: { kind: 'build', id: '7' },
    url: 'vstfs:///Build/Build/7',
    page: 'https://dev.azure.com/fabrikam/Proj/_build/results?buildId=7',
  },
];

describe('artifacts', () => {
  for (const { artifact, url, page } of cases) {
    it(`${artifact.kind}: url, page and back`, () => {
      assert.equal(artifactUrl(artifact), url);
      assert.deepEqual(parseArtifactUrl(url), artifact);
      assert.equal(artifactPage(artifact, 'https://dev.azure.com/fabrikam/', 'Proj'), page);
      assert.deepEqual(parseArtifactPage(page), artifact);
    });
  }

  it('are read in other spellings', () => {
    assert.deepEqual(parseArtifactUrl('vstfs:///git/commit/p/r/abc'), {
      kind: 'commit',
      project: 'p',
      repository: 'r',
      sha: 'abc',
    });
    assert.deepEqual(parseArtifactPage(' http://server:8080/tfs/Coll/p/_git/r/pullRequest/3?_a=files '), {
      kind: 'pullRequest',
      project: 'p',
      repository: 'r',
      id: '3',
    });
    assert.equal(parseArtifactUrl('vstfs:///Build/Build/100%')?.kind, 'build');
  });

  it('are nothing where the text is something else', () => {
    for (const text of [
      '',
      'x',
      'vstfs:///',
      'vstfs:///Git/Commit/p',
      'vstfs:///Git/Ref/p%2Fr%2Fmain',
      'vstfs:///Wiki/Page/1',
      'https://x',
    ]) {
      assert.equal(parseArtifactUrl(text), undefined, text);
    }
    for (const text of ['', 'x', 'https://x/p/_git/r', 'https://x/p/_workitems/edit/3', 'https://x/?buildId=3']) {
      assert.equal(parseArtifactPage(text), undefined, text);
    }
  });
});
