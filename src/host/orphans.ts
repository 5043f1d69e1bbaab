import { FailureError } from '../domain/failure/failure.ts';
import { leftAtWork } from '../domain/failure/run.ts';
import { endOrphan } from '../machine/exec.ts';
import type { Children } from '../store/children.ts';

/**
 * Ends the programs in a folder whose starter is gone, and waits until they are: nothing else may run beside them. Throws
 * {@link FailureError} (`run/left-at-work`) where one has to be left to finish what it does.
 */
export async function endOrphans(children: Children, folder: string, end = endOrphan): Promise<void> {
  await Promise.all(
    children.orphans(folder).map(async ({ pid, graceMs }) => {
      if (!(await end(pid, graceMs))) throw new FailureError(leftAtWork(pid));
      children.ended(pid);
    }),
  );
}
