import type { Route } from '../router';
import { batchRoutes } from './batch';
import type { BatchSettings } from './batch';
import { workItemRoutes } from './workItems';

/** Every route of the service; earlier rows win. */
export function serviceRoutes(settings: BatchSettings): readonly Route[] {
  return [...batchRoutes(settings), ...workItemRoutes];
}
