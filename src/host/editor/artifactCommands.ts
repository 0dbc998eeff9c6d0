import * as vscode from 'vscode';
import type { Repository } from '../../ado/git';
import { artifactNames, artifactUrl, parseArtifactPage, parseArtifactUrl, type Artifact } from '../../core/artifacts';
import { withAttributes } from '../../core/relations';
import type { CommandHandlers } from '../commands/commandHandlers';
import type { Session } from '../connection/session';
import { Failure } from '../failure';
import { waitFor } from '../slowWork';
import { changeDocument, legibleTarget, type EditTarget, type EditTargetDeps } from './editTarget';

type ArtifactCommands = Pick<
  CommandHandlers,
  'addBranchLink' | 'addBuildLink' | 'addCommitLink' | 'addPullRequestLink'
>;

/** Commands that link commits, pull requests, branches and builds; the `vstfs:` url is built from what people have at hand. */
export function artifactCommands(deps: EditTargetDeps): ArtifactCommands {
  const link = (kind: Artifact['kind']) => {
    return async (...args: readonly unknown[]) => addArtifact(await legibleTarget(deps, args), kind);
  };
  return {
    addBranchLink: link('branch'),
    addBuildLink: link('build'),
    addCommitLink: link('commit'),
    addPullRequestLink: link('pullRequest'),
  };
}

async function addArtifact(target: EditTarget, kind: Artifact['kind']): Promise<void> {
  const answer = await vscode.window.showInputBox({ ...question(kind), ignoreFocusOut: true });
  if (answer === undefined || answer.trim() === '') return;
  const artifact = await artifactOf(target, kind, answer.trim());
  if (artifact === undefined) return;
  const relation = withAttributes('ArtifactLink', artifactUrl(artifact), undefined, artifactNames[kind]);
  await changeDocument(target, [{ kind: 'addRelations', relations: [relation] }]);
}

function question(kind: Artifact['kind']): vscode.InputBoxOptions {
  const title = {
    branch: vscode.l10n.t('Add Branch Link'),
    build: vscode.l10n.t('Add Build Link'),
    commit: vscode.l10n.t('Add Commit Link'),
    pullRequest: vscode.l10n.t('Add Pull Request Link'),
  }[kind];
  const prompt = {
    branch: vscode.l10n.t('Name of the branch, or the address of its page'),
    build: vscode.l10n.t('Number that stands as buildId in the address of the build, or that address'),
    commit: vscode.l10n.t('Full id of the commit, or the address of its page'),
    pullRequest: vscode.l10n.t('Number of the pull request, or the address of its page'),
  }[kind];
  const validateInput = (text: string): string | undefined =>
    text.trim() === '' || idOf(kind, text.trim()) !== undefined ? undefined : prompt;
  return { title, prompt, validateInput };
}

/** An artifact that the text names wholly, or the id of one whose repository is still to be found. */
function idOf(kind: Artifact['kind'], text: string): Artifact | string | undefined {
  const whole = parseArtifactUrl(text) ?? parseArtifactPage(text);
  if (whole !== undefined) return whole.kind === kind ? whole : undefined;
  if (/^[a-z]+:\/\//i.test(text)) return undefined;
  const patterns = { branch: /^[^\s~^:?*[\\]+$/, build: /^\d+$/, commit: /^[\da-f]{40}$/i, pullRequest: /^\d+$/ };
  return patterns[kind].test(text) ? text : undefined;
}

async function artifactOf(target: EditTarget, kind: Artifact['kind'], text: string): Promise<Artifact | undefined> {
  const named = idOf(kind, text);
  if (named === undefined) return undefined;
  if (typeof named !== 'string') return withGuids(target, named);
  if (kind === 'build') return { kind, id: named };
  const repository = await pickRepository(target);
  return repository === undefined ? undefined : inRepository(kind, repository, named);
}

function inRepository(kind: Exclude<Artifact['kind'], 'build'>, repository: Repository, id: string): Artifact {
  const place = { project: repository.projectId, repository: repository.id };
  switch (kind) {
    case 'branch':
      return { kind, ...place, branch: id.replace(/^refs\/heads\//, '') };
    case 'commit':
      return { kind, ...place, sha: id.toLowerCase() };
    case 'pullRequest':
      return { kind, ...place, id };
  }
}

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Addresses of pages name project and repository in words; links must name them by GUID. */
async function withGuids({ session }: EditTarget, artifact: Artifact): Promise<Artifact> {
  if (artifact.kind === 'build' || (guid.test(artifact.project) && guid.test(artifact.repository))) return artifact;
  const repositories = await readRepositories(session, artifact.project);
  const wanted = artifact.repository.toLowerCase();
  const found = repositories.find(({ id, name }) => [id.toLowerCase(), name.toLowerCase()].includes(wanted));
  if (found === undefined) {
    throw new Failure(
      vscode.l10n.t(
        'There is no repository {0} in the project {1}, or the sign-in may not read it.',
        artifact.repository,
        artifact.project,
      ),
    );
  }
  return { ...artifact, project: found.projectId, repository: found.id };
}

function readRepositories({ client }: Session, project: string): Promise<readonly Repository[]> {
  return waitFor(vscode.l10n.t('Reading the repositories of {0}…', project), (signal) =>
    client.repositories(project, signal),
  );
}

async function pickRepository({ session, project }: EditTarget): Promise<Repository | undefined> {
  const repositories = await readRepositories(session, project);
  const [only] = repositories;
  if (only === undefined) {
    throw new Failure(vscode.l10n.t('The project {0} has no repository that the sign-in may read.', project));
  }
  if (repositories.length === 1) return only;
  const picks = repositories.map((repository) => ({ label: repository.name, repository }));
  const title = vscode.l10n.t('Repository');
  return (await vscode.window.showQuickPick(picks, { title, ignoreFocusOut: true }))?.repository;
}
