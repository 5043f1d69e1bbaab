import { readLog } from './logs.ts';
import { lookAtPods } from './workload/look.ts';

/** What other toolsets need of this one, handed to them where all tools are listed. */
export const inCluster = { readLog, lookAtPods };
