import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../workbench/until';
import { connect, openItem, revert } from './documents';
import { stagingServer, type StagingServer } from './stagingServer';
import { run } from './stagingSteps';
import { listen, type Answer } from './witness';

interface Written {
  readonly $schema: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly relations: readonly { readonly rel: string; readonly url: string; readonly attributes?: object }[];
}

const project = 'Fabrikam-Fiber-Git';
const repository = `https://dev.azure.com/fabrikam/${project}/_git/${project}`;
const sha = '0123456789abcdef0123456789abcdef01234567';
const guid = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}';

describe('commands that put something into a document', () => {
  let server: StagingServer;
  let document: vscode.TextDocument;
  let untouched: Written;

  const written = (): Written => JSON.parse(document.getText()) as Written;

  before(async () => {
    server = await stagingServer();
    await connect(server.url, project);
    document = await openItem(await server.create('Task', 'Target of commands'), server.connection);
    untouched = written();
  });

  afterEach(async () => {
    await revert(document);
    assert.deepEqual(written(), untouched);
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await connect('sandbox');
  });

  /** What the document says once a command has had its answers; one step of undo takes it back. */
  async function outcome(command: string, ...answers: readonly Answer[]): Promise<Written> {
    const witness = listen(...answers);
    try {
      await run(command, document.uri);
    } finally {
      witness.stop();
    }
    assert.deepEqual(witness.said, []);
    assert.ok(document.isDirty, `${command} asked ${witness.asked.join(', ')}`);
    const result = written();
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    assert.deepEqual(written(), untouched);
    await vscode.commands.executeCommand('redo');
    return result;
  }

  const artifact = (rest: string): RegExp => new RegExp(`^vstfs:///Git/${rest}$`, 'i');
  const relations: readonly (readonly [string, readonly Answer[], string, RegExp, object | undefined])[] = [
    [
      'addHyperlink',
      ['https://example.com/spec', 'The spec'],
      'Hyperlink',
      /^https:\/\/example\.com\/spec$/,
      { comment: 'The spec' },
    ],
    [
      'attachFile',
      [[vscode.Uri.file('/tmp/notes 1.txt')]],
      'AttachedFile',
      /^file:\/\/\/tmp\/notes%201\.txt$/,
      { name: 'notes 1.txt' },
    ],
    [
      'addCommitLink',
      [`${repository}/commit/${sha}`],
      'ArtifactLink',
      artifact(`Commit/${guid}%2F${guid}%2F${sha}`),
      { name: 'Fixed in Commit' },
    ],
    [
      'addPullRequestLink',
      ['12'],
      'ArtifactLink',
      artifact(`PullRequestId/${guid}%2F${guid}%2F12`),
      { name: 'Pull Request' },
    ],
    [
      'addBranchLink',
      ['feature/a-b'],
      'ArtifactLink',
      artifact(`Ref/${guid}%2F${guid}%2FGBfeature%2Fa-b`),
      { name: 'Branch' },
    ],
    ['addBuildLink', ['7'], 'ArtifactLink', /^vstfs:\/\/\/Build\/Build\/7$/, { name: 'Build' }],
  ];
  for (const [command, answers, rel, url, attributes] of relations) {
    it(command, async () => {
      const found = (await outcome(command, ...answers)).relations;
      assert.equal(found.length, untouched.relations.length + 1);
      const added = found.at(-1);
      assert.equal(added?.rel, rel);
      assert.match(added.url, url);
      assert.deepEqual(added.attributes, attributes);
    });
  }

  it('addLink', async () => {
    const witness = listen('Parent');
    const adding = run('addLink', document.uri);
    await until(
      'the work items to choose from',
      () => Promise.resolve(witness.pickers.at(-1)),
      (picker) => picker?.busy === false && picker.items.length > 0,
    );
    for (const picker of witness.pickers) picker.value = '300';
    await until(
      'the one that is meant',
      () => Promise.resolve(witness.pickers.at(-1)),
      (picker) => picker?.busy === false && picker.items.length === 1,
    );
    await until(
      'the link',
      async () => {
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return document.isDirty;
      },
      (dirty) => dirty,
    );
    await adding;
    witness.stop();
    const added = written().relations.at(-1);
    assert.equal(added?.rel, 'System.LinkTypes.Hierarchy-Reverse');
    assert.match(added.url, /\/fabrikam\/_apis\/wit\/workItems\/300$/);
  });

  it('addComment', async () => {
    const { fields } = await outcome('addComment', 'a < b');
    assert.equal(fields['System.History'], 'a &lt; b');
  });

  it('changeType', async () => {
    const { fields, $schema } = await outcome('changeType', 'Bug');
    assert.deepEqual([fields['System.WorkItemType'], fields['System.State']], ['Bug', 'New']);
    assert.match($schema, /\/Bug\.json$/);
  });

  it('moveToProject', async () => {
    const { fields } = await outcome('moveToProject', 'Fabrikam-Scrum');
    const places = ['System.TeamProject', 'System.AreaPath', 'System.IterationPath'].map((name) => fields[name]);
    assert.deepEqual(places, ['Fabrikam-Scrum', 'Fabrikam-Scrum', 'Fabrikam-Scrum']);
  });
});
