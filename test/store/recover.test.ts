import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { sqliteBlobs } from '../../src/store/blobs.ts';
import { openStore } from '../../src/store/database.ts';
import { pastDurations } from '../../src/store/durations.ts';
import { sqliteJournal } from '../../src/store/journal.ts';
import { migrations } from '../../src/store/migrations.ts';
import { fileAt, moveAside, recoveryText } from '../../src/store/recover.ts';
import { forgetOld, upkeep } from '../../src/store/retention.ts';
import { tempFolder } from '../support/temp.ts';

const day = 24 * 60 * 60_000;
const noon = Date.UTC(2026, 0, 1, 12);

/** A store with so many ended runs, a day apart, the first at noon; each with events that fill a page. */
function filled(runs: number): string {
  const path = join(tempFolder(), 'nimbus.db');
  let at = noon;
  const { db } = openStore(path);
  const journal = sqliteJournal(db, () => at);
  for (let n = 0; n < runs; n++) {
    const id = `run-${n}`;
    journal.begin({ id, goal: `Goal ${n}`, folder: `/f${n}` });
    journal.append(id, { type: 'run-started', runId: id, goal: `Goal ${n} ${'x'.repeat(3000)}`, folder: `/f${n}` });
    journal.append(id, { type: 'run-ended', outcome: 'succeeded', missing: [], unverified: [] });
    journal.release(id);
    at += day;
  }
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  return path;
}

const runsIn = (path: string): number => {
  const { db } = openStore(path);
  const n = sqliteJournal(db, () => noon).runs({ limit: 1000 }).length;
  db.close();
  return n;
};

describe('a damaged database is moved aside, told, and replaced by what can be read of it', () => {
  test('a page in the middle', () => {
    const path = filled(60);
    const bytes = readFileSync(path);
    bytes.fill(0xa5, Math.floor(bytes.length / 8192) * 4096, Math.floor(bytes.length / 8192) * 4096 + 4096);
    writeFileSync(path, bytes);
    const { db, recovery } = openStore(path, () => noon);
    const kept = sqliteJournal(db, () => noon).runs({ limit: 1000 }).length;
    db.close();
    expect(recovery?.movedTo).toBe(`${path}.damaged-20260101T120000`);
    expect(kept).toBeGreaterThan(30);
    expect(recoveryText(recovery ?? { movedTo: '', kept: {}, lost: [] })).toMatch(
      /^Nimbus’s history was damaged\. It was moved to .*damaged-20260101T120000, and a new one was made with what could be read of it: \d+ runs\./,
    );
    expect(runsIn(path)).toBe(kept);
  });

  test.each([
    ['not a database', 'this is a text file that somebody put here'],
    ['cut off', undefined],
  ])('%s', (_what, text) => {
    const path = filled(5);
    writeFileSync(path, text ?? readFileSync(path).subarray(0, 6000));
    const { db, recovery } = openStore(path, () => noon);
    db.close();
    expect(recovery).toBeDefined();
    expect(readdirSync(join(path, '..')).filter((name) => name.includes('damaged')).length).toBeGreaterThan(0);
    expect(openStore(path).recovery).toBeUndefined();
  });

  test('one of an older schema', () => {
    const path = join(tempFolder(), 'nimbus.db');
    const old = new DatabaseSync(path);
    old.exec(`${migrations[0]}; PRAGMA user_version = 1`);
    const insert = old.prepare("INSERT INTO runs (id, goal, folder, status, started_at) VALUES (?, ?, '/f', 'succeeded', 1)");
    for (let n = 0; n < 100; n++) insert.run(`r${n}`, `Goal ${n} ${'x'.repeat(2000)}`);
    old.close();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, Math.floor(bytes.length / 8192) * 4096, Math.floor(bytes.length / 8192) * 4096 + 4096);
    writeFileSync(path, bytes);
    const { db, recovery } = openStore(path, () => noon);
    db.close();
    expect(recovery?.kept.runs).toBeGreaterThan(50);
    expect(recovery?.lost).toEqual(['runs']);
  });

  test('though whoever began to move it was killed', () => {
    const path = filled(3);
    writeFileSync(path, 'this is a text file that somebody put here');
    writeFileSync(`${path}.recovering`, '');
    const { db, recovery } = openStore(path, () => noon);
    db.close();
    expect(recovery?.movedTo).toBe(`${path}.damaged-20260101T120000`);
  });

  test('and the new one is not, by who found the damage before it was there', () => {
    const path = filled(3);
    const found = fileAt(path);
    expect(moveAside(path, found, 'first')).toBe(`${path}.damaged-first`);
    openStore(path).db.close();
    expect(moveAside(path, found, 'second')).toBeUndefined();
    expect(openStore(path).recovery).toBeUndefined();
  });

  test('a log beside it that is cut off or holds anything costs what was in it alone', () => {
    for (const damage of [(log: Buffer) => log.subarray(0, log.length - 1000), (log: Buffer) => log.fill(0xa5)]) {
      const path = filled(5);
      const { db } = openStore(path);
      db.exec('PRAGMA wal_autocheckpoint = 0');
      const journal = sqliteJournal(db, () => noon);
      for (const id of ['late-1', 'late-2']) journal.begin({ id, goal: id, folder: `/${id}` });
      const [whole, log] = [readFileSync(path), readFileSync(`${path}-wal`)];
      db.close();
      writeFileSync(path, whole);
      writeFileSync(`${path}-wal`, damage(log));
      const runs = runsIn(path);
      expect([5, 6], `${runs} runs`).toContain(runs);
      expect(openStore(path).recovery).toBeUndefined();
    }
  });

  test('an empty file is a new one, and a sound one is left alone', () => {
    const path = join(tempFolder(), 'nimbus.db');
    writeFileSync(path, '');
    expect(openStore(path).recovery).toBeUndefined();
    expect(openStore(filled(2)).recovery).toBeUndefined();
  });
});

/** The hash of each step as it landed. A new one is added; one that is here is never edited, or stores that took it would be others. */
const landed = [
  '6cc630acb19183e7',
  'b5468714203be2ec',
  '21b65aca929ba92f',
  'd431f8b0baebb0de',
  '7aff833392da0bf1',
  '092ee8a499264663',
  '226c61003f5c64b5',
  '4ca3b44a030da96e',
  'c5b47b0ee58b1da5',
  'be797ae0aca6b7c7',
];

test('no step of the schema that landed was edited since', () => {
  expect(migrations.map((step) => createHash('sha256').update(step).digest('hex').slice(0, 16))).toEqual(landed);
});

/** A row in each table, by the types of its columns. */
function fillEach(db: DatabaseSync): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const tables = (
    db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name = 'runs' DESC").all() as { name: string }[]
  ).map(({ name }) => name);
  const texts: Readonly<Record<string, string>> = { id: 'r', run_id: 'r', status: 'succeeded', event: '{"type":"run-started"}' };
  return new Map(
    tables.map((table) => {
      const columns = db.prepare(`PRAGMA table_info(${table})`).all() as { name: string; type: string }[];
      const row = Object.fromEntries(
        columns.map(({ name, type }, n) => [
          name,
          type === 'INTEGER' ? n + 1 : type === 'BLOB' ? Uint8Array.of(n, 0, 255) : (texts[name] ?? `${table} ${name}`),
        ]),
      );
      db.prepare(`INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(...(Object.values(row) as never[]));
      return [table, row];
    }),
  );
}

test.each(migrations.map((_, n) => n))('a store of schema %i is brought up to date with all that is in it', (version) => {
  const path = join(tempFolder(), 'nimbus.db');
  const old = new DatabaseSync(path);
  for (const step of migrations.slice(0, version)) old.exec(step);
  old.exec(`PRAGMA user_version = ${version}`);
  const rows = fillEach(old);
  old.close();
  expect(rows.size > 0).toBe(version > 0);

  const { db, recovery } = openStore(path);
  expect(recovery).toBeUndefined();
  const renamed: Readonly<Record<string, string>> = version < 2 ? { 'holds folder': 'what' } : {};
  for (const [table, row] of rows) {
    const now = db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[];
    const expected = Object.fromEntries(Object.entries(row).map(([name, value]) => [renamed[`${table} ${name}`] ?? name, value]));
    expect(now, table).toMatchObject([expected]);
  }
  expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length });
  expect(
    sqliteJournal(db, () => noon)
      .runs()
      .map((run) => run.goal),
  ).toEqual(version > 0 ? ['runs goal'] : []);
  db.close();
});

test.each([
  ['a new store', 0],
  ['one of an older schema', 3],
])('%s that several processes open at the same moment is brought up to date once', async (_what, version) => {
  const path = join(tempFolder(), 'nimbus.db');
  if (version > 0) {
    const old = new DatabaseSync(path);
    for (const step of migrations.slice(0, version)) old.exec(step);
    old.exec(`PRAGMA user_version = ${version}`);
    old.close();
  }
  const script = `
    import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, '../../src/store/database.ts'))};
    process.stdout.write('ready\\n');
    process.stdin.once('data', () => {
      const { user_version } = openDatabase(${JSON.stringify(path)}).prepare('PRAGMA user_version').get();
      console.log(user_version);
      process.exit(0);
    });`;
  const all = Array.from({ length: 4 }, () => {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '-e', script]);
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(String(text)));
    return { child, said, ready: once(child.stdout, 'data'), end: once(child, 'close') };
  });
  await Promise.all(all.map(({ ready }) => ready));
  for (const { child } of all) child.stdin.write('go\n');
  await Promise.all(all.map(({ end }) => end));
  expect(all.map(({ said }) => said.join('').trim())).toEqual(all.map(() => `ready\n${migrations.length}`));
});

test('a store that was made while its schema was still being written gets what it lacks', () => {
  const path = join(tempFolder(), 'nimbus.db');
  const old = new DatabaseSync(path);
  for (const step of migrations.slice(0, 4)) old.exec(step);
  old.exec('DROP TABLE upkeep; DROP TABLE children; DROP TRIGGER audit_keeps; PRAGMA user_version = 4');
  old.close();
  const { db } = openStore(path);
  const names = (db.prepare('SELECT name FROM sqlite_master').all() as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['upkeep', 'children', 'audit_keeps']));
  expect(() => upkeep(db, noon)).not.toThrow();
  db.close();
});

test('how long steps took is taken over from a store that only had their events', () => {
  const path = join(tempFolder(), 'nimbus.db');
  const old = new DatabaseSync(path);
  for (const step of migrations.slice(0, 3)) old.exec(step);
  old.exec('PRAGMA user_version = 3');
  old.exec("INSERT INTO runs (id, goal, folder, status, started_at) VALUES ('r', 'Kept', '/f', 'succeeded', 1)");
  const insert = old.prepare("INSERT INTO events (run_id, seq, at, event) VALUES ('r', ?, ?, ?)");
  const ended = (id: string, status: string, durationMs: number) => ({ type: 'step-ended', id, status, durationMs });
  for (const [i, event] of [
    {
      type: 'plan-ready',
      plan: {
        steps: [
          { id: 'a', tool: 't.one' },
          { id: 'b', tool: 't.two' },
        ],
      },
    },
    ended('a', 'succeeded', 70.4),
    ended('b', 'failed', 5),
    ended('b', 'succeeded', 90),
    ended('b', 'skipped', 0),
  ].entries())
    insert.run(i, i, JSON.stringify(event));
  old.close();
  const { db } = openStore(path);
  const past = pastDurations(db);
  expect([past.get('t.one'), past.get('t.two')]).toEqual([[70], [90]]);
  // A run that is taken up by this version, too.
  const journal = sqliteJournal(db, () => noon);
  journal.append('r', { type: 'step-ended', id: 'a', status: 'succeeded', durationMs: 30, summary: '', undo: 'nothing-changed' });
  expect(pastDurations(db).get('t.one')).toEqual([30, 70]);
  db.close();
});

test('a folder in its place is said to be one', () => {
  const path = join(tempFolder(), 'nimbus.db');
  mkdirSync(path);
  expect(() => openStore(path)).toThrow(`${path} can't be used: it is a folder`);
});

test('a store of a newer Nimbus is not touched', () => {
  const path = filled(1);
  const newer = new DatabaseSync(path);
  newer.exec('PRAGMA user_version = 99');
  newer.close();
  expect(() => openStore(path)).toThrow('made by a newer Nimbus');
  expect(readdirSync(join(path, '..')).filter((name) => name.includes('damaged'))).toEqual([]);
});

test('a clock that ran a year ahead puts forgetting off by no more than a day', () => {
  const path = filled(150);
  const { db } = openStore(path);
  const runs = () => Number((db.prepare('SELECT count(*) AS n FROM runs').get() as { n: number }).n);
  upkeep(db, noon + 100 * day);
  expect(runs()).toBe(150);
  db.prepare("UPDATE upkeep SET at = ? WHERE what = 'forget'").run(noon + 900 * day);
  upkeep(db, noon + 300 * day);
  expect(runs()).toBe(100);
  db.close();
});

test('what is old is forgotten, the newest never, and what has not ended never', () => {
  const path = filled(30);
  const { db } = openStore(path);
  sqliteJournal(db, () => noon).begin({ id: 'open', goal: 'Open', folder: '/open' });
  const keep = { days: 10, runsMin: 5, runsMax: 1000, contentDays: 10, bytesMax: Number.MAX_SAFE_INTEGER };
  expect(forgetOld(db, noon + 29 * day, keep)).toEqual({ runs: 19, contents: 0 });
  const left = () =>
    sqliteJournal(db, () => noon)
      .runs({ limit: 1000 })
      .map((run) => run.id);
  expect(left()).toHaveLength(12);
  expect(forgetOld(db, noon + 900 * day, keep).runs).toBe(6);
  expect(left()).toEqual(['run-29', 'run-28', 'run-27', 'run-26', 'run-25', 'open']);
  expect(forgetOld(db, noon + 29 * day, { ...keep, days: 1000, runsMin: 1, runsMax: 3 }).runs).toBe(2);
  expect(db.prepare('SELECT count(*) AS n FROM events').get()).toEqual({ n: 6 });
  db.close();
});

test('what takes too much room is forgotten, the oldest first: runs, then contents, and of both the youngest never', () => {
  const path = filled(200);
  const { db } = openStore(path);
  const blobs = sqliteBlobs(db, () => noon);
  for (let n = 0; n < 60; n++) blobs.keep(new Uint8Array(100_000).fill(n));
  const young = sqliteBlobs(db, () => noon + 190 * day).keep(new Uint8Array(100_000).fill(200));
  const keep = { days: 1000, runsMin: 20, runsMax: 1000, contentDays: 1000, bytesMax: Number.MAX_SAFE_INTEGER };
  const count = (what: string) => Number((db.prepare(`SELECT count(*) AS n FROM ${what}`).get() as { n: number }).n);
  const forget = (bytesMax: number) => forgetOld(db, noon + 200 * day, { ...keep, bytesMax });

  expect(forget(100_000_000)).toEqual({ runs: 0, contents: 0 });
  // A little too much: some runs are enough.
  const { pages, bytes } = db.prepare('SELECT page_count AS pages, page_size AS bytes FROM pragma_page_count, pragma_page_size').get() as {
    pages: number;
    bytes: number;
  };
  expect(forget(pages * bytes - 50_000)).toMatchObject({ contents: 0 });
  expect([count('runs') < 200, count('runs') > 20, count('blobs')]).toEqual([true, true, 61]);
  const left = sqliteJournal(db, () => noon).runs({ limit: 1000 });
  expect(left.map((run) => run.id)).toEqual(Array.from({ length: left.length }, (_, i) => `run-${199 - i}`));
  // Far too much: the newest runs stay, and what was kept in the last days.
  forget(1);
  expect([count('runs'), count('blobs')]).toEqual([20, 1]);
  expect(blobs.get(young)?.length).toBe(100_000);
  db.close();
});
