import type { DatabaseSync } from 'node:sqlite';
import { FailureError } from '../domain/failure/failure.ts';
import { storeFull } from '../domain/failure/run.ts';

/** SQLITE_FULL; and of SQLITE_IOERR: writing, growing the file beside it. A limit on the size of files says it like this. */
const noRoom: ReadonlySet<number> = new Set([13, 10 | (3 << 8), 10 | (19 << 8)]);

/** Whether an error says that there is no room to write. */
export function isFull(error: unknown): boolean {
  if (error instanceof FailureError) return error.failure.code === 'store/full';
  const { errcode, code } = (error ?? {}) as { readonly errcode?: number; readonly code?: string };
  return (errcode !== undefined && noRoom.has(errcode)) || code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
}

/** SQLITE_BUSY: another process has been writing for longer than one waits. */
export const isBusy = (error: unknown): boolean => ((error as { readonly errcode?: number } | null)?.errcode ?? 0) % 256 === 5;

/** Does what writes into the store. No room is told as a failure; what was begun of the work is not there. */
export function written<T>(db: DatabaseSync, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof FailureError || !isFull(error)) throw error;
    throw new FailureError(storeFull(db.location() ?? 'in memory', error));
  }
}
