import { endOrphan } from '../machine/exec.ts';
import type { Children } from '../store/children.ts';

/** Ends the programs in a folder whose starter is gone, and waits until they are: nothing else may run beside them. */
export async function endOrphans(children: Children, folder: string): Promise<void> {
  await Promise.all(
    children.orphans(folder).map(async (pid) => {
      await endOrphan(pid);
      children.ended(pid);
    }),
  );
}
