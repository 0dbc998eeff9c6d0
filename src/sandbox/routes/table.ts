import type { Blobs } from '../blobs';
import type { Route } from '../router';
import { accountWorkRoutes } from './accountWork';
import { attachmentRoutes } from './attachments';
import { batchRoutes } from './batch';
import type { BatchSettings } from './batch';
import { classificationRoutes } from './classification';
import { commentDetailRoutes } from './commentDetails';
import { commentRoutes } from './comments';
import { connectionRoutes } from './connection';
import { fieldRoutes } from './fields';
import { gitRoutes } from './git';
import { historyRoutes } from './history';
import { iconRoutes } from './icons';
import { identityRoutes } from './identities';
import { mailRoutes } from './mail';
import { metadataRoutes } from './metadata';
import { projectOperationRoutes } from './projectOperations';
import { projectProcessRoutes } from './projectProcess';
import { projectRoutes } from './projects';
import { queryRoutes } from './queries';
import { recycleBinRoutes } from './recycleBin';
import { reportingRoutes } from './reporting';
import { tagRoutes } from './tags';
import { subscriptionRoutes } from './subscriptions';
import { teamRoutes } from './teams';
import { teamSettingsRoutes } from './teamSettings';
import { templateRoutes } from './templates';
import { typeColorRoutes } from './typeColors';
import { typeDefinitionRoutes } from './typeDefinition';
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
    ...commentDetailRoutes,
    ...recycleBinRoutes,
    ...attachmentRoutes(blobs),
    ...wiqlRoutes,
    ...queryRoutes,
    ...metadataRoutes,
    ...fieldRoutes,
    ...projectRoutes,
    ...classificationRoutes,
    ...teamRoutes,
    ...teamSettingsRoutes,
    ...tagRoutes,
    ...templateRoutes,
    ...subscriptionRoutes,
    ...identityRoutes,
    ...iconRoutes,
    ...gitRoutes,
    ...reportingRoutes,
    ...accountWorkRoutes,
    ...typeColorRoutes,
    ...typeDefinitionRoutes,
    ...projectOperationRoutes,
    ...projectProcessRoutes,
    ...mailRoutes,
  ];
}
