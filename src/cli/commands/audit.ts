import { type FileHandle, open } from 'node:fs/promises';
import { count } from '../../base/say.ts';
import { FailureError } from '../../domain/failure/failure.ts';
import { fileFailed } from '../../domain/failure/files.ts';
import { badUsage } from '../../domain/failure/run.ts';
import { withHouse } from '../house.ts';
import type { Screen } from '../screen.ts';

export interface AuditOptions {
  readonly export?: string;
  readonly sinceHead?: string;
}

/** A new file: what somebody has kept is never written over. */
async function exported(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new FailureError(badUsage(`${path} is there already, and is left as it is.`, 'Give --export a name that is not taken.'));
    if (code === 'ENOENT') throw new FailureError(badUsage(`${path} is in a folder that is not there.`, 'Give --export a file in a folder that is there.'));
    throw new FailureError(fileFailed('write', path, error));
  }
}

/** Checks the audit log; exit code 1 when it was tampered with. */
export const audit = (options: AuditOptions, screen: Screen): Promise<number> =>
  withHouse(async ({ audit: log }) => {
    const verdict = log.verify();
    let isHeadThere = options.sinceHead === undefined;
    if (options.export !== undefined || options.sinceHead !== undefined) {
      const file = options.export === undefined || options.export === '-' ? undefined : await exported(options.export);
      for (const entry of log.entries()) {
        isHeadThere ||= entry.hash === options.sinceHead;
        const line = JSON.stringify({ ...entry, what: JSON.parse(entry.what) });
        if (file !== undefined) await file.write(`${line}\n`);
        else if (options.export === '-') screen.raw(line);
      }
      await file?.close();
    }
    const ok = verdict.ok && isHeadThere;
    const why = verdict.ok ? (isHeadThere ? undefined : 'the head that was kept is not in it: its end was cut off, or it is another log') : verdict.why;
    if (options.export === '-') return ok ? 0 : 1;
    screen.result(
      {
        ok,
        entries: verdict.entries,
        head: verdict.head,
        ...(why === undefined ? {} : { why }),
        ...(options.export === undefined ? {} : { exported: options.export }),
      },
      () =>
        ok
          ? `The audit log is whole: ${count(verdict.entries, 'entry', 'entries')}.\nhead ${verdict.head}\nKeep the head elsewhere, and --since-head shows later that nothing was cut off.`
          : `The audit log was tampered with: ${why}. The ${count(verdict.entries, 'entry', 'entries')} before that are whole.`,
    );
    return ok ? 0 : 1;
  });
