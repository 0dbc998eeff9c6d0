import type { Held } from '../workbench/gate';
import { until } from '../workbench/until';
import type { Workbench } from '../workbench/workbench';

/** Opens a work item as JSON, by its number. */
export async function openJson(workbench: Workbench, id: number, title: string): Promise<void> {
  await workbench.runCommand('Work Items: Open Work Item…');
  await workbench.quickInput.find('Number, or words of the title', `${id}`, title);
  await workbench.editors.waitForTab(`${id}.workitem.json`);
  await until(
    `the text of ${id}`,
    () => workbench.editors.readText(),
    (text) => text.includes(`"id": ${id}`),
  );
}

/** Staged edits as Source Control shows them, which is in front afterwards. */
export async function stagedRows(workbench: Workbench): Promise<readonly string[]> {
  await workbench.openView('Source Control');
  return (await workbench.sourceControl.rows()).map((row) => row.replace(/ *\/$/, ''));
}

/** Waits until a request stands at the gate. */
export async function waitUntilHeld(held: Held): Promise<void> {
  await until(
    'a request at the gate',
    () => Promise.resolve(held.reached()),
    (there) => there,
    30_000,
  );
}

const commit = 'Work Items: Commit Staged Edits';

/** Waits until no commit is under way in the window any more. */
export async function waitUntilIdle(workbench: Workbench): Promise<void> {
  await until(
    'the command',
    () => workbench.quickInput.offersCommand(commit),
    (offered) => offered,
    30_000,
  );
}

/** A palette that is open does not notice that the command is there again: it is opened once it is. */
export async function commitStaged(workbench: Workbench): Promise<void> {
  await waitUntilIdle(workbench);
  await workbench.runCommand(commit);
}
