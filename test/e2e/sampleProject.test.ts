import assert from 'node:assert/strict';
import { useWorkbench } from './useWorkbench';

describe('the sample project', () => {
  const window = useWorkbench({ settings: { 'workItemBatch.url': 'sandbox' } });

  it('shows its queries in the Work Items view', async () => {
    const workbench = window();
    await workbench.openView('Work Items');
    const tree = workbench.tree('Work Items');
    await tree.waitForRow('All open');
    assert.deepEqual(await workbench.notifications.messages(), []);
  });

  it('lists work items under a query', async () => {
    const tree = window().tree('Work Items');
    await tree.expand('All open');
    await tree.reveal(/299/);
  });
});
