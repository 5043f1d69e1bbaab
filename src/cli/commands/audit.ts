import { open } from 'node:fs/promises';
import { count } from '../../base/say.ts';
import { withHouse } from '../house.ts';
import type { Screen } from '../screen.ts';

export interface AuditOptions {
  readonly export?: string;
  readonly sinceHead?: string;
}

/** Checks the audit log; exit code 1 when it was tampered with. */
export const audit = (options: AuditOptions, screen: Screen): Promise<number> =>
  withHouse(async ({ audit: log }) => {
    const verdict = log.verify();
    let isHeadThere = options.sinceHead === undefined;
    if (options.export !== undefined || options.sinceHead !== undefined) {
      const file = options.export === undefined || options.export === '-' ? undefined : await open(options.export, 'wx', 0o600);
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
