import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Failure, failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { programTimedOut } from '../../../domain/failure/process.ts';
import type { StateLock } from '../../../domain/failure/terraform.ts';
import { lockLeft, lockMayBeLeft } from '../../../domain/failure/terraform-state.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { readLock } from '../state/lock.ts';
import { runnerOf } from './fits.ts';
import type { SavedPlan } from './record.ts';

const lookMsMax = 30_000;

/** What became of the lock when Terraform ended out of order: `none`, the one that is held, or why nobody can tell. */
export async function lockAfter(saved: SavedPlan, at: Workplace): Promise<Outcome<StateLock | 'none'>> {
  if (saved.backend.type === 'local' && (await localLock(saved)) === undefined) return ok('none');
  // The call may be cancelled: the look has a time of its own.
  const limit = AbortSignal.timeout(lookMsMax);
  const look = at.lasting?.(at.signal.aborted ? limit : AbortSignal.any([at.signal, limit])) ?? at;
  try {
    const held = await readLock(await runnerOf(saved, look));
    return held.ok ? ok(held.value ?? 'none') : held;
  } catch (error) {
    if (!look.signal.aborted) throw error;
    return failed(programTimedOut(saved.program.command, lookMsMax));
  }
}

/** The failure of an apply with what became of the lock. */
export function withLock(ended: Failure, lock: Outcome<StateLock | 'none'>, saved: SavedPlan): Failure {
  if (!lock.ok) return lockMayBeLeft(ended, saved.backend.label, lock.failure.details ?? lock.failure.message);
  return lock.value === 'none' ? ended : lockLeft(ended, lock.value, saved.program.command);
}

/** The file beside a local state that a lock leaves when its process dies; nothing is locked by it any more. */
export async function localLock({ backend, folder }: Pick<SavedPlan, 'backend' | 'folder'>): Promise<StateLock | undefined> {
  const file = backend.file ?? (backend.type === 'local' ? join(folder, 'terraform.tfstate') : undefined);
  if (file === undefined) return undefined;
  try {
    const { ID, Who, Operation, Created } = JSON.parse(await readFile(join(dirname(file), `.${basename(file)}.lock.info`), 'utf8'));
    return typeof ID === 'string' ? { id: ID, holder: String(Who), operation: String(Operation), since: String(Created) } : undefined;
  } catch {
    return undefined;
  }
}
