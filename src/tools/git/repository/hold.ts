import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { gitFailed } from '../../../domain/failure/git.ts';
import type { Repository } from './repository.ts';

/** Runs are forgotten after half a year; what their undo needs goes a month later. */
const monthsKept = 7;

/**
 * Keeps an object from `git gc` by `refs/nimbus/<year>-<month>/<id>`, so that a rollback finds it, and lets go of what was held
 * for runs that are forgotten by now.
 */
export async function hold(repo: Repository, object: string, now = new Date()): Promise<Outcome<void>> {
  const held = await repo.run(['update-ref', `refs/nimbus/${monthOf(now)}/${object}`, object], { writes: true });
  if (!held.ok) return held;
  if (held.value.code !== 0) return failed(gitFailed('update-ref', held.value.code, held.value.stderr));
  const listed = await repo.run(['for-each-ref', '--format=%(refname)', 'refs/nimbus']);
  if (!listed.ok) return listed;
  const oldest = monthOf(new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsKept)));
  const old = listed.value.stdout.split('\n').filter((ref) => (/^refs\/nimbus\/(\d{4}-\d{2})\//.exec(ref)?.[1] ?? oldest) < oldest);
  for (const ref of old) {
    const gone = await repo.run(['update-ref', '-d', ref], { writes: true });
    if (!gone.ok) return gone;
  }
  return ok(undefined);
}

const monthOf = (time: Date): string => time.toISOString().slice(0, 7);
