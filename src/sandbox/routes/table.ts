import type { Blobs } from '../blobs';
import type { Route } from '../router';
import { attachmentRoutes } from './attachments';
import { batchRoutes } from './batch';
import type { BatchSettings } from './batch';
import { commentRoutes } from './comments';
import { connectionRoutes } from './connection';
import { fieldRoutes } from './fields';
import { historyRoutes } from './history';
import { metadataRoutes } from './metadata';
import { projectRoutes } from './projects';
import { queryRoutes } from './queries';
import { recycleBinRoutes } from './recycleBin';
import { wiqlRoutes } from './wiql';
import { workItemRoutes } from './workItems';

/** Every route of the service; earlier rows win. */
export function serviceRoutes(settings: BatchSettings, blobs: Blobs): readonly Route[] {
  return [
    ...connectionRoutes(settings.latestVersion),
    ...batchRoutes(settings),
    ...workItemRoutes,
    ...historyRoutes,
    ...commentRoutes,
    ...recycleBinRoutes,
    ...attachmentRoutes(blobs),
    ...wiqlRoutes,
    ...queryRoutes,
    ...metadataRoutes,
    ...fieldRoutes,
    ...projectRoutes,
  ];
}
