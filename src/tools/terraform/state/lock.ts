import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import type { StateLock } from '../../../domain/failure/terraform.ts';
import { explain, lockIn, problemsIn, saidIn } from '../explain.ts';
import type { Root } from '../root/open.ts';
import { editing } from './edit.ts';

/** An address nothing has: a dry run asks for the lock before it looks, and changes nothing in any case. */
const nothing = 'terraform_data.nimbus_looks_for_the_lock';

/** Who holds the lock; `undefined`: nobody. */
export async function readLock(root: Pick<Root, 'program' | 'run'>): Promise<Outcome<StateLock | undefined>> {
  const asked = await root.run(['state', 'rm', '-dry-run', '-lock-timeout=0s', nothing], { ...editing, quietly: true });
  if (!asked.ok) return asked;
  const { stdout, stderr } = asked.value;
  const said = saidIn(problemsIn(stdout, stderr), stderr);
  if (/error acquiring the state lock|error locking state|state is already locked/i.test(said)) return ok(lockIn(said));
  // Where there is no state, or not that address, it had the lock and gave it back.
  if (asked.value.code === 0 || /no state file was found|no matching objects|matching objects/i.test(said)) return ok(undefined);
  return failed(explain('state rm', asked.value, root));
}
