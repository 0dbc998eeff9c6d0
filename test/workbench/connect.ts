import type { Sandbox } from './sandbox';
import type { Workbench } from './workbench';

/** Connects as a person does, through the command and its three questions, until the extension shows its view. */
export async function connect(
  workbench: Workbench,
  server: Pick<Sandbox, 'url' | 'token'>,
  project: string,
): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('Work Items: Connect…');
  await quickInput.pick('Where are your work items?', 'Azure DevOps organization or server…');
  await quickInput.answer('(1/3)', server.url);
  await quickInput.answer('(2/3)', server.token);
  await quickInput.pick('(3/3)', project);
  // A click on the view's icon in the same moment would hide it.
  await workbench.waitForView('Work Items');
}
