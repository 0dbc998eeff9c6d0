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
