import type { Route } from '../router';
import { classificationRoutes } from './classification';
import { fieldRoutes } from './fields';
import { iconRoutes } from './icons';
import { identityRoutes } from './identities';
import { metadataRoutes } from './metadata';
import { projectRoutes } from './projects';
import { queryRoutes } from './queries';
import { tagRoutes } from './tags';
import { teamRoutes } from './teams';
import { teamSettingsRoutes } from './teamSettings';
import { wiqlRoutes } from './wiql';

/** Everything around the work items themselves: what they may be, where they stand, who works on them, how they are found. */
export const describedRoutes: readonly Route[] = [
  ...projectRoutes,
  ...metadataRoutes,
  ...fieldRoutes,
  ...iconRoutes,
  ...classificationRoutes,
  ...teamRoutes,
  ...teamSettingsRoutes,
  ...tagRoutes,
  ...identityRoutes,
  ...wiqlRoutes,
  ...queryRoutes,
];
