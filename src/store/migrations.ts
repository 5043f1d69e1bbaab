/**
 * The schema, a step a version: `PRAGMA user_version` says how many have been taken. A landed step is never edited;
 * a change is a new one.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE runs (
    id           TEXT PRIMARY KEY,
    goal         TEXT NOT NULL,
    folder       TEXT NOT NULL,
    status       TEXT NOT NULL,
    started_at   INTEGER NOT NULL,
    ended_at     INTEGER,
    rollback_of  TEXT,
    rolled_back_by TEXT,
    cancel       INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE INDEX runs_by_time ON runs (started_at DESC);
  CREATE INDEX runs_by_folder ON runs (folder, started_at DESC);

  CREATE TABLE events (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    seq    INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    event  TEXT NOT NULL,
    PRIMARY KEY (run_id, seq)
  ) STRICT, WITHOUT ROWID;

  -- Who works where: one living process a folder. A row whose process is gone does not count.
  CREATE TABLE holds (
    folder TEXT PRIMARY KEY,
    run_id TEXT NOT NULL,
    pid    INTEGER NOT NULL,
    born   TEXT NOT NULL
  ) STRICT;

  CREATE TABLE blobs (
    sha256  TEXT PRIMARY KEY,
    content BLOB NOT NULL,
    kept_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE answers (
    generator TEXT NOT NULL,
    folder    TEXT NOT NULL,
    state     TEXT NOT NULL,
    saved_at  INTEGER NOT NULL,
    PRIMARY KEY (generator, folder)
  ) STRICT;
  `,
  `
  -- A run holds its folder, and places outside the workspace.
  ALTER TABLE holds RENAME COLUMN folder TO what;

  -- Approvals, each used once: the nth yes to a plan of this content.
  CREATE TABLE approvals (
    content TEXT NOT NULL,
    nth     INTEGER NOT NULL,
    hash    TEXT NOT NULL,
    run_id  TEXT NOT NULL,
    by      TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (content, nth)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE asked (
    hash TEXT PRIMARY KEY,
    at   INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Who decided what, and what was done: append-only, each entry chained to the one before. It outlives the runs.
  CREATE TABLE audit (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    run_id TEXT NOT NULL,
    what   TEXT NOT NULL,
    prev   TEXT NOT NULL,
    hash   TEXT NOT NULL
  ) STRICT;
  CREATE TRIGGER audit_stays BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  -- Programs at work, and the process that started each.
  CREATE TABLE children (
    pid     INTEGER PRIMARY KEY,
    born    TEXT NOT NULL,
    folder  TEXT NOT NULL,
    by_pid  INTEGER NOT NULL,
    by_born TEXT NOT NULL
  ) STRICT;
  CREATE TABLE upkeep (what TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TRIGGER audit_keeps BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  `,
  `
  -- Steps that ended by themselves: what estimates are made from, without reading events. Those of the newest runs are taken over.
  CREATE TABLE calls (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    seq    INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    tool   TEXT NOT NULL,
    failed INTEGER NOT NULL,
    ms     INTEGER NOT NULL,
    PRIMARY KEY (run_id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX calls_by_tool ON calls (tool, failed, at DESC, run_id DESC, seq DESC, ms);
  WITH newest AS (SELECT id FROM runs ORDER BY started_at DESC, rowid DESC LIMIT 200),
  steps AS (
    SELECT DISTINCT newest.id AS run, json_extract(step.value, '$.id') AS id, json_extract(step.value, '$.tool') AS tool
    FROM newest JOIN events ON events.run_id = newest.id, json_each(events.event, '$.plan.steps') AS step
    WHERE events.event LIKE '{"type":"plan-ready"%'
  ),
  ends AS (
    SELECT run_id AS run, seq, at, json_extract(event, '$.id') AS id, json_extract(event, '$.durationMs') AS ms, json_extract(event, '$.status') AS status
    FROM newest JOIN events ON events.run_id = newest.id WHERE event LIKE '{"type":"step-ended"%'
  )
  INSERT OR IGNORE INTO calls (run_id, seq, at, tool, failed, ms)
  SELECT run, seq, at, tool, status = 'failed', CAST(ms AS INTEGER) FROM ends JOIN steps USING (run, id) WHERE status IN ('succeeded', 'failed');
  `,
  `
  -- Stores that were made while the third step was still being written, before these were part of it.
  CREATE TABLE IF NOT EXISTS children (
    pid     INTEGER PRIMARY KEY,
    born    TEXT NOT NULL,
    folder  TEXT NOT NULL,
    by_pid  INTEGER NOT NULL,
    by_born TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS upkeep (what TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TRIGGER IF NOT EXISTS audit_keeps BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
  `,
  `
  -- The last sign of life of a run while its steps were at work: what a process that was killed did after its last event.
  ALTER TABLE runs ADD COLUMN alive_at INTEGER;
  `,
  `
  -- ms a program may need to put its house in order: one with a long grace is never made to end.
  ALTER TABLE children ADD COLUMN grace_ms INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- How many things nobody could check of a run that succeeded; of the newest runs it is taken over.
  ALTER TABLE runs ADD COLUMN unverified INTEGER NOT NULL DEFAULT 0;
  UPDATE runs SET unverified = coalesce((
    SELECT json_array_length(CASE WHEN json_valid(event) THEN event ELSE '{}' END, '$.unverified')
    FROM events WHERE run_id = runs.id AND event LIKE '{"type":"run-ended"%' ORDER BY seq DESC LIMIT 1
  ), 0)
  WHERE status = 'succeeded' AND id IN (SELECT id FROM runs ORDER BY started_at DESC, rowid DESC LIMIT 200);
  `,
  `
  -- A run of which only a part was taken back, and what was left; a roll-back that left something was marked as one of all of it.
  ALTER TABLE runs ADD COLUMN rolled_back_in_part_by TEXT;
  ALTER TABLE runs ADD COLUMN left_as_is TEXT;
  CREATE TEMP TABLE told_left AS
  SELECT runs.id AS id, json_group_array(json_object('step', substr(warning.value, 1, instr(warning.value, ' can’t be undone: ') - 1),
    'reason', substr(warning.value, instr(warning.value, ' can’t be undone: ') + length(' can’t be undone: ')))) AS what
  FROM runs JOIN events ON events.run_id = runs.rolled_back_by,
    json_each(CASE WHEN json_valid(event) THEN event ELSE '{}' END, '$.plan.warnings') AS warning
  WHERE event LIKE '{"type":"plan-ready"%' AND instr(warning.value, ' can’t be undone: ') > 0
    AND seq = (SELECT max(seq) FROM events AS last WHERE last.run_id = runs.rolled_back_by AND last.event LIKE '{"type":"plan-ready"%')
  GROUP BY runs.id;
  UPDATE runs SET rolled_back_in_part_by = rolled_back_by, rolled_back_by = NULL, left_as_is = (SELECT what FROM told_left WHERE told_left.id = runs.id)
  WHERE id IN (SELECT id FROM told_left);
  DROP TABLE told_left;
  UPDATE runs SET left_as_is = (SELECT taken.left_as_is FROM runs AS taken WHERE taken.rolled_back_in_part_by = runs.id)
  WHERE id IN (SELECT rolled_back_in_part_by FROM runs);
  `,
  `
  -- What the steps of a run that succeeded add to the bill: US cents a month, how many of what they change have a price, and how many none.
  ALTER TABLE runs ADD COLUMN bill_cents INTEGER;
  ALTER TABLE runs ADD COLUMN bill_priced INTEGER;
  ALTER TABLE runs ADD COLUMN bill_unpriced INTEGER;
  `,
];
