import { studied } from '../planner/offline/index.ts';
import { allSpecs } from './specs.ts';

/** What the offline planner makes of all tools there are, as text to be kept: the build writes it, {@link readyPlanner} takes it up. */
export const studiedTools = (): string => JSON.stringify(studied([...allSpecs().values()]));
