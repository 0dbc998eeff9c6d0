import * as vscode from 'vscode';
import type { WorkItem } from '../../core/workItem';
import { followSession } from '../connection/followSession';
import type { Sessions } from '../connection/sessions';
import { Failure } from '../failure';
import { schemes } from '../ids';
import { baseText } from './itemDocuments';

/** Address of a work item as it was at a revision: `workitem-revision://fabrikam/299/revision 6.json`. */
export function revisionUri(connection: string, id: number, rev: number): vscode.Uri {
  return vscode.Uri.from({ scheme: schemes.revision, authority: connection, path: `/${id}/revision ${rev}.json` });
}

/** Serves past revisions as read-only documents, for the diffs of a work item's history. */
export function registerRevisionContent(sessions: Sessions): vscode.Disposable {
  const kept = new Map<number, Promise<readonly WorkItem[]>>();
  const following = followSession(sessions, (session) => {
    kept.clear();
    const forget = (ids: readonly number[]): void => ids.forEach((id) => kept.delete(id));
    return session === undefined ? [] : [session.bases.onDidChange(forget)];
  });
  const registration = vscode.workspace.registerTextDocumentContentProvider(schemes.revision, {
    provideTextDocumentContent: async (uri) => {
      const [, digits, revDigits] = /^\/(\d+)\/revision (\d+)\.json$/.exec(uri.path) ?? [];
      const id = Number(digits);
      const session = await sessions.current();
      const revisions = kept.get(id) ?? session.client.revisions(id);
      kept.set(id, revisions);
      const found = (await settled(revisions, () => kept.delete(id))).find(({ rev }) => rev === Number(revDigits));
      if (found === undefined) throw new Failure(vscode.l10n.t('The server does not show this revision.'));
      return baseText(session, found);
    },
  });
  return vscode.Disposable.from(registration, following);
}

/** A failed read is forgotten, so that the next one asks again. */
async function settled<T>(work: Promise<T>, forget: () => void): Promise<T> {
  try {
    return await work;
  } catch (error) {
    forget();
    throw error;
  }
}
