import type { DatabaseSync } from 'node:sqlite';

/** Looked into for each tool, the newest. */
const callsRead = 50;

/** How long calls that succeeded took, in ms, by tool, the newest first. What was done in an earlier go at a run counts once. */
export interface PastDurations {
  get(tool: string): readonly number[] | undefined;
}

/** The past on this machine; each tool is looked up when it is asked for, and once. */
export function pastDurations(db: DatabaseSync): PastDurations {
  const known = new Map<string, readonly number[]>();
  return {
    get(tool) {
      const before = known.get(tool);
      if (before !== undefined) return before;
      const times = (db.prepare(query).all(tool, callsRead) as { ms: number }[]).map(({ ms }) => ms);
      known.set(tool, times);
      return times;
    },
  };
}

const query = 'SELECT ms FROM calls WHERE tool = ? AND failed = 0 ORDER BY at DESC, run_id DESC, seq DESC LIMIT ?';
