import type { DatabaseSync } from 'node:sqlite';

/** Runs looked into, the newest. */
const runsRead = 200;

/**
 * How long steps that succeeded took, in ms, by tool, the newest first: over the newest runs on this machine. What was done in an
 * earlier go at a run counts once.
 */
export function pastDurations(db: DatabaseSync): ReadonlyMap<string, readonly number[]> {
  const past = new Map<string, number[]>();
  for (const { tool, ms } of db.prepare(query).all(runsRead) as { tool: string; ms: number }[]) {
    const times = past.get(tool);
    if (times === undefined) past.set(tool, [ms]);
    else times.push(ms);
  }
  return past;
}

// An event's type is its first key, so that outputs, which may be long, are parsed only where the event is one of these two.
const query = `
  WITH newest AS (SELECT id, started_at, rowid AS n FROM runs ORDER BY started_at DESC, rowid DESC LIMIT ?),
  steps AS (
    SELECT DISTINCT newest.id AS run, newest.started_at AS at, n, json_extract(step.value, '$.id') AS id, json_extract(step.value, '$.tool') AS tool
    FROM newest JOIN events ON events.run_id = newest.id, json_each(events.event, '$.plan.steps') AS step
    WHERE events.event LIKE '{"type":"plan-ready"%'
  ),
  ends AS (
    SELECT run_id AS run, seq, json_extract(event, '$.id') AS id, json_extract(event, '$.durationMs') AS ms
    FROM newest JOIN events ON events.run_id = newest.id
    WHERE event LIKE '{"type":"step-ended"%' AND json_extract(event, '$.status') = 'succeeded'
  )
  SELECT tool, ms FROM ends JOIN steps USING (run, id) ORDER BY at DESC, n DESC, seq DESC`;
