import { type Driver, driverWords } from '../driver.ts';
import type { Failure } from './failure.ts';

/** Who stands in the way: the run, and the process it is in; `waitsSince`: it waits for its yes, so long already, as `14:05`. */
export interface InTheWay {
  readonly runId: string;
  readonly driver: Driver | undefined;
  readonly waitsSince?: string;
}

export const folderBusy = (folder: string, { runId, driver, waitsSince }: InTheWay): Failure => ({
  code: 'run/folder-busy',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `Another run (${runId}) ${
    waitsSince === undefined
      ? `is working in ${folder} ${driverWords(driver)}`
      : `waits for its approval ${driverWords(driver)} since ${waitsSince}, and holds ${folder}`
  }. This one was not started.`,
  fix: `${waitsSince === undefined ? 'Wait until it ends' : 'Answer it there'}, or cancel it: nimbus runs cancel ${runId}`,
});

export const targetBusy = (target: string, runId: string): Failure => ({
  code: 'run/target-busy',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `Another run (${runId}) is at work on ${target}. Two at once would get in each other’s way.`,
  fix: `Wait until it ends, or cancel it: nimbus runs cancel ${runId}`,
});

export const leftAtWork = (pid: number): Failure => ({
  code: 'run/left-at-work',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: `A run that was cut off here left a program behind (process ${pid}). It was asked to stop, and still finishes what it began; made to end, it could lose track of what it made.`,
  fix: `Wait until process ${pid} has ended, then try again. If it hangs, end it yourself, and look at what it made before you go on.`,
});

export const runUnknown = (runId: string, nearby: string | undefined): Failure => ({
  code: 'run/unknown',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: `There is no run ${runId}.`,
  fix: nearby === undefined ? 'nimbus runs list shows them.' : `Did you mean ${nearby}? nimbus runs list shows them all.`,
});

export const runUnreadable = (runId: string): Failure => ({
  code: 'run/unreadable',
  category: 'system',
  severity: 'medium',
  recoverable: false,
  message: `What was kept of run ${runId} can't be read: its entries are not as they were written.`,
  fix: 'nimbus runs audit shows whether anybody changed what was done. Nothing was run.',
});

export const nothingToRollBack = (runId: string, why: string): Failure => ({
  code: 'run/nothing-to-roll-back',
  category: 'user',
  severity: 'low',
  recoverable: false,
  message: `Run ${runId} left nothing to take back: ${why}.`,
  fix: 'Nothing needs to be done.',
});

/** `why`: for each step that changed something, why it can't be undone. */
export const cantRollBack = (runId: string, why: string): Failure => ({
  code: 'run/cannot-roll-back',
  category: 'user',
  severity: 'medium',
  recoverable: false,
  message: `What run ${runId} did can’t be taken back: ${why}.`,
  fix: `It stays as it is. Look at it yourself, and undo by hand what you do not want: nimbus runs show ${runId} names what was done.`,
});

export const notResumable = (runId: string, why: string): Failure => ({
  code: 'run/not-resumable',
  category: 'user',
  severity: 'low',
  recoverable: false,
  message: `Run ${runId} can't be resumed: ${why}.`,
  fix: 'Start it anew; nimbus runs show tells what it did.',
});

export const badUsage = (message: string, fix: string): Failure => ({
  code: 'usage/invalid',
  category: 'validation',
  severity: 'low',
  recoverable: true,
  message,
  fix,
});

/** The command was told to stop, by Ctrl-C or from outside, and what it had begun was ended. */
export const stopped = (): Failure => ({
  code: 'run/stopped',
  category: 'user',
  severity: 'low',
  recoverable: true,
  message: 'Stopped; what was running was ended.',
  fix: 'Run it again when you like.',
});

export const untrusted = (folder: string): Failure => ({
  code: 'safety/untrusted',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: `${folder} is not trusted: Nimbus reads and previews there and does nothing else.`,
  fix: 'Trust the folder (Workspaces: Manage Workspace Trust) if you know where it comes from.',
});

/** No room for the journal, or for what a step must keep before it goes on. */
export const storeFull = (path: string, error: unknown): Failure => ({
  code: 'store/full',
  category: 'system',
  severity: 'high',
  recoverable: true,
  message: `The disk with ${path} is full (${error instanceof Error ? error.message : String(error)}), so Nimbus can't keep a record of what it does. Nothing more is begun until it can.`,
  fix: 'Make room on that disk. A run that was under way can then be resumed, or rolled back: nimbus runs list shows it.',
});

export const storeFailed = (path: string, error: unknown): Failure => ({
  code: 'store/failed',
  category: 'system',
  severity: 'high',
  recoverable: true,
  message: `Nimbus's store ${path} can't be used: ${error instanceof Error ? error.message : String(error)}. No run was started.`,
  fix: 'Check that the disk is not full and that this user may write there, or name another folder for what Nimbus keeps: NIMBUS_DATA_DIR.',
});
