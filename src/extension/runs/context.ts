import { gatherContext } from '../../host/context.ts';
import type { OpenHouse } from '../../host/house.ts';
import type { PlanContext } from '../../planner/offline/context.ts';

/** What the editor knows besides. */
export type Seen = { readonly [K in 'folder' | 'openFile' | 'selection']: string | undefined };

/** What a request made in the editor is read against: the same as on the command line, and what the editor shows. */
export async function contextAt(
  { profiles }: Pick<OpenHouse, 'profiles'>,
  folder: string,
  { openFile, selection, folder: begunAt }: Seen,
): Promise<PlanContext> {
  return {
    ...(await gatherContext(folder, { profiles })),
    ...(begunAt === undefined ? {} : { folder: begunAt }),
    ...(openFile === undefined ? {} : { openFile }),
    ...(selection === undefined ? {} : { selection }),
  };
}
