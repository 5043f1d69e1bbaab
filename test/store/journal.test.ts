import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { Journal, RunRow } from '../../src/domain/journal.ts';
import { emptyRun, foldRun } from '../../src/protocol/run-fold.ts';
import { outcomeWords, proofWords } from '../../src/protocol/run-words.ts';
import { openDatabase } from '../../src/store/database.ts';
import { sqliteJournal } from '../../src/store/journal.ts';
import { migrations } from '../../src/store/migrations.ts';
import { clock } from '../support/house.ts';
import { tempFolder } from '../support/temp.ts';

const open = (path: string, now = clock()): Journal => sqliteJournal(openDatabase(path), now);
const begin = (journal: Journal, id: string, folder = '/w') => journal.begin({ id, goal: `goal of ${id}`, folder });
const end = { type: 'run-ended', outcome: 'succeeded', missing: [], unverified: [] } as const;

test('a run that nobody could check in all is told from one that was, also of a store made before that was kept', () => {
  const path = join(tempFolder(), 'n.db');
  const db = new DatabaseSync(path);
  for (const sql of migrations.slice(0, 7)) db.exec(sql);
  db.exec('PRAGMA user_version = 7');
  db.exec(
    `INSERT INTO runs (id, goal, folder, status, started_at, ended_at) VALUES ('old', 'g', '/w', 'succeeded', 1, 2), ('bad', 'g', '/w', 'succeeded', 1, 2)`,
  );
  db.prepare('INSERT INTO events (run_id, seq, at, event) VALUES (?, 1, 2, ?)').run('old', JSON.stringify({ ...end, unverified: ['a', 'b'] }));
  db.prepare('INSERT INTO events (run_id, seq, at, event) VALUES (?, 1, 2, ?)').run('bad', '{"type":"run-ended","outcome":"succ');
  db.close();
  const journal = open(path);
  for (const [id, more] of [
    ['checked', {}],
    ['unchecked', { unverified: ['a: done, not verified'] }],
    ['failed', { outcome: 'failed', unverified: ['a: done, not verified'] }],
  ] as const) {
    begin(journal, id);
    journal.append(id, { ...end, ...more });
    journal.release(id);
  }
  expect(Object.fromEntries(journal.runs().map(({ id, unverified }) => [id, unverified]))).toEqual({
    old: 2,
    bad: undefined,
    checked: undefined,
    unchecked: 1,
    failed: undefined,
  });
});

test('what a run adds to the bill is what its steps that succeeded were last seen to cost', () => {
  const journal = open(join(tempFolder(), 'n.db'));
  const cost = (monthlyDelta: number | undefined, priced: number, unpriced: number) => ({
    ...(monthlyDelta === undefined ? {} : { monthlyDelta }),
    ...{ currency: 'USD' as const, priced, unpriced, asOf: '2026-11-01' },
  });
  const seen = (id: string, of?: ReturnType<typeof cost>) =>
    ({
      type: 'step-previewed',
      id,
      preview: { digest: 'd', summary: 's', files: [], undo: 'nothing-changed', warnings: [], ...(of === undefined ? {} : { cost: of }) },
    }) as const;
  const ended = (id: string, status: 'succeeded' | 'failed') =>
    ({ type: 'step-ended', id, status, durationMs: 1, summary: 's', undo: 'nothing-changed' }) as const;
  for (const id of ['run', 'other', 'unknown', 'partly', 'found']) begin(journal, id, `/${id}`);
  // Seen twice, as before a later stage: the second counts.
  for (const event of [seen('a', cost(99, 9, 9)), seen('a', cost(73.205, 3, 1)), seen('b', cost(-5, 1, 0)), seen('c', cost(50, 1, 0)), seen('d')])
    journal.append('run', event);
  for (const event of [ended('a', 'succeeded'), ended('b', 'succeeded'), ended('c', 'failed'), ended('d', 'succeeded')]) journal.append('run', event);
  for (const event of [ended('a', 'succeeded'), seen('e', cost(1, 1, 0)), seen('e'), ended('e', 'succeeded')]) journal.append('other', event);
  for (const event of [seen('a', cost(undefined, 0, 2)), ended('a', 'succeeded')]) journal.append('unknown', event);
  // What a part of it costs nobody knows.
  for (const event of [seen('a', cost(40, 3, 1)), { ...ended('a', 'failed'), undo: { impossible: 'it is a test' } }]) journal.append('partly', event);
  // Killed, taken up twice: what is found done counts once, what ended before is counted already.
  for (const event of [seen('a', cost(40, 3, 1)), seen('b', cost(2, 1, 0)), ended('b', 'succeeded')]) journal.append('found', event);
  for (const finished of [
    ['a', 'b'],
    ['a', 'b'],
  ])
    journal.append('found', { type: 'run-resumed', finished });
  expect(['run', 'other', 'unknown', 'partly', 'found'].map((id) => journal.run(id)?.bill)).toEqual([
    { monthlyDelta: 68.21, priced: 4, unpriced: 1 },
    undefined,
    { priced: 0, unpriced: 2 },
    { priced: 0, unpriced: 4 },
    { monthlyDelta: 42, priced: 4, unpriced: 1 },
  ]);
});

describe('one run at a time in a folder', () => {
  const busy = (work: () => void) => {
    try {
      work();
      return 'begun';
    } catch (error) {
      return (error as { failure: { code: string; message: string } }).failure.code;
    }
  };
  test('in this window or another', () => {
    const path = join(tempFolder(), 'n.db');
    const [one, other] = [open(path), open(path)];
    begin(one, 'a');
    expect(busy(() => begin(one, 'b'))).toBe('run/folder-busy');
    expect(busy(() => begin(other, 'c'))).toBe('run/folder-busy');
    expect(busy(() => begin(other, 'd', '/elsewhere'))).toBe('begun');
    one.append('a', end);
    one.release('a');
    expect(busy(() => begin(other, 'e'))).toBe('begun');
  });

  test('and who comes second is told who has it, where, and whether that waits for a person', () => {
    const path = join(tempFolder(), 'n.db');
    const [one, other] = [open(path), open(path)];
    const told = () => {
      try {
        begin(other, 'b');
        return 'begun';
      } catch (error) {
        const { message, fix } = (error as { failure: { message: string; fix: string } }).failure;
        return `${message} ${fix}`.replace(/\d\d:\d\d( on \d+ \w+)?/, '<time>');
      }
    };
    begin(one, 'a');
    expect(told()).toBe(
      'Another run (a) is working in /w in another window or on a command line. This one was not started. Wait until it ends, or cancel it: nimbus runs cancel a',
    );
    one.append('a', { type: 'run-started', runId: 'a', goal: 'g', folder: '/w', by: { host: 'window', pid: 4711 } });
    one.append('a', { type: 'consent-asked', hash: 'h' });
    expect(told()).toBe(
      'Another run (a) waits for its approval in another VS Code window (process 4711) since <time>, and holds /w. This one was not started. Answer it there, or cancel it: nimbus runs cancel a',
    );
    one.append('a', { type: 'run-resumed', finished: [], by: { host: 'command line', pid: 4712 } });
    expect(told()).toContain('is working in /w on a command line (process 4712).');
  });

  test.each([
    ['a folder in it', (at: string) => join(at, 'infra'), 'run/folder-busy'],
    ['the folder it lies in', (at: string) => join(at, '..'), 'run/folder-busy'],
    ['another way to it', (at: string) => `${at}-link`, 'run/folder-busy'],
    ['another of a like name', (at: string) => `${at}-more`, 'begun'],
  ])('%s is the same place or not: %s', (_what, other, expected) => {
    const at = join(tempFolder(), 'project');
    for (const made of [join(at, 'infra'), `${at}-more`]) mkdirSync(made, { recursive: true });
    symlinkSync(at, `${at}-link`);
    const journal = open(join(tempFolder(), 'n.db'));
    begin(journal, 'a', at);
    expect(busy(() => begin(journal, 'b', other(at)))).toBe(expected);
    expect(journal.run('a')?.status).toBe('planning');
  });

  test('but a process that died holds nothing, and its run is interrupted', async () => {
    const path = join(tempFolder(), 'n.db');
    const script = `
      import { openDatabase } from ${JSON.stringify(join(import.meta.dirname, '../../src/store/database.ts'))};
      import { sqliteJournal } from ${JSON.stringify(join(import.meta.dirname, '../../src/store/journal.ts'))};
      const journal = sqliteJournal(openDatabase(${JSON.stringify(path)}), Date.now);
      journal.begin({ id: 'a', goal: 'g', folder: '/w' });
      journal.append('a', { type: 'run-started', runId: 'a', goal: 'g', folder: '/w' });
      console.log('begun');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    const journal = open(path);
    expect(journal.run('a')?.status).toBe('planning');
    expect(busy(() => begin(journal, 'b'))).toBe('run/folder-busy');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(journal.run('a')?.status).toBe('interrupted');
    expect(journal.events('a')).toHaveLength(1);
    expect(busy(() => begin(journal, 'b'))).toBe('begun');
  });
});

test('a run with an id that is taken is not begun, holds nothing, and leaves the other as it is', () => {
  const journal = open(join(tempFolder(), 'n.db'));
  begin(journal, 'a', '/one');
  const before = journal.events('a');
  expect(() => begin(journal, 'a', '/two')).toThrow('UNIQUE');
  expect([journal.run('a')?.folder, journal.events('a')]).toEqual(['/one', before]);
  begin(journal, 'b', '/two');
  expect(journal.run('b')?.status).toBe('planning');
});

test('a run says that it is at work, whoever asks; when nothing can be written that is no reason to stop', () => {
  const path = join(tempFolder(), 'n.db');
  let now = 1000;
  const journal = open(path, () => now);
  begin(journal, 'a');
  expect(journal.aliveAt('a')).toBeUndefined();
  now = 5000;
  journal.isAlive('a');
  expect([open(path).aliveAt('a'), journal.aliveAt('b')]).toEqual([5000, undefined]);

  const other = new DatabaseSync(path);
  const db = openDatabase(path);
  db.exec('PRAGMA busy_timeout = 0');
  other.exec('BEGIN IMMEDIATE');
  const late = sqliteJournal(db, () => 9000);
  expect(() => late.isAlive('a')).not.toThrow();
  other.exec('ROLLBACK');
  expect(late.aliveAt('a')).toBe(5000);
  other.close();
  db.close();
});

describe('events', () => {
  test('are there as soon as they are told, in order; progress is told and not kept', () => {
    const path = join(tempFolder(), 'n.db');
    const journal = open(path);
    begin(journal, 'a');
    journal.append('a', { type: 'run-started', runId: 'a', goal: 'g', folder: '/w' });
    const progress = journal.append('a', { type: 'step-progressed', id: 's', line: 'half' });
    const last = journal.append('a', end);
    expect([progress.seq, last.seq]).toEqual([2, 3]);
    expect(journal.events('a', 1).map((e) => e.seq)).toEqual([3]);
    expect(
      open(path)
        .events('a')
        .map((e) => [e.seq, e.event.type]),
    ).toEqual([
      [1, 'run-started'],
      [3, 'run-ended'],
    ]);
  });
  test('never go back in time, though the clock does', () => {
    const times = [1000, 900, 800];
    const journal = open(join(tempFolder(), 'n.db'), () => times.shift() ?? 700);
    begin(journal, 'a');
    expect([journal.append('a', end).at, journal.append('a', end).at]).toEqual([900, 900]);
  });
  test('nor do they when another process takes the run up with a clock of before', () => {
    const path = join(tempFolder(), 'n.db');
    const first = open(path, () => 5_000_000);
    begin(first, 'a');
    first.append('a', { type: 'run-started', runId: 'a', goal: 'g', folder: '/w' });
    first.release('a');
    const second = open(path, () => 1_000_000);
    second.takeUp('a');
    second.append('a', end);
    expect(second.events('a').map(({ seq, at }) => [seq, at])).toEqual([
      [1, 5_000_000],
      [2, 5_000_000],
    ]);
    expect(second.run('a')?.durationMs).toBe(0);
  });
  test('and a run that is at work has not worked for less than nothing', () => {
    const path = join(tempFolder(), 'n.db');
    begin(
      open(path, () => 5_000_000),
      'a',
    );
    expect(open(path, () => 1_000_000).run('a')).toMatchObject({ status: 'planning', durationMs: 0 });
  });
});

describe('history', () => {
  test('newest first, by folder, status and text; % and _ are letters', () => {
    const journal = open(join(tempFolder(), 'n.db'));
    for (const id of ['one', 'two', '100%']) {
      begin(journal, id, id === 'two' ? '/b' : '/a');
      if (id !== '100%') journal.append(id, { ...end, outcome: id === 'two' ? 'failed' : 'succeeded' });
      journal.release(id);
    }
    const ids = (filter: Parameters<Journal['runs']>[0]) => journal.runs(filter).map((run) => run.id);
    expect(ids({})).toEqual(['100%', 'two', 'one']);
    expect(ids({ folder: '/a' })).toEqual(['100%', 'one']);
    expect(ids({ status: 'failed' })).toEqual(['two']);
    expect(ids({ status: 'interrupted' })).toEqual(['100%']);
    expect(ids({ text: '%' })).toEqual(['100%']);
    expect(ids({ text: '_' })).toEqual([]);
    expect(ids({ limit: 1 })).toEqual(['100%']);
    // The limit counts what matches, and every filter holds at once.
    expect(ids({ status: 'succeeded', limit: 1 })).toEqual(['one']);
    expect(ids({ status: 'interrupted', limit: 1 })).toEqual(['100%']);
    expect(ids({ status: 'succeeded', folder: '/b' })).toEqual([]);
    expect(ids({ status: 'failed', folder: '/b', text: 'two' })).toEqual(['two']);
  });
  test('of a folder, whichever way led to it', () => {
    const at = join(tempFolder(), 'project');
    mkdirSync(at);
    symlinkSync(at, `${at}-link`);
    const journal = open(join(tempFolder(), 'n.db'));
    for (const [id, folder] of [
      ['own', at],
      ['link', `${at}-link`],
      ['gone', `${at}-gone`],
    ] as const) {
      begin(journal, id, folder);
      journal.append(id, end);
      journal.release(id);
    }
    const ids = (folder: string) => journal.runs({ folder, status: 'succeeded' }).map((run) => run.id);
    expect([ids(at), ids(`${at}-link`), ids(`${at}-gone`), ids(`${at}-never`)]).toEqual([['link', 'own'], ['link', 'own'], ['gone'], []]);
  });
  test('by tool, once a step of it has ended by itself, and by time', () => {
    let now = 1_000;
    const journal = open(join(tempFolder(), 'n.db'), () => now);
    for (const [id, tool, status] of [
      ['one', 'terraform.plan', 'succeeded'],
      ['two', 'terraform.apply', 'failed'],
      ['three', 'git.push', 'succeeded'],
      ['four', 'git.push', 'skipped'],
    ] as const) {
      now += 1_000;
      begin(journal, id, `/${id}`);
      const plan = { goal: id, hash: '', warnings: [], steps: [{ id: 's', tool }] };
      journal.append(id, { type: 'plan-ready', plan } as never);
      journal.append(id, { type: 'step-ended', id: 's', status, durationMs: 1, summary: '', undo: 'nothing-changed' });
      journal.append(id, end);
      journal.release(id);
    }
    const ids = (filter: Parameters<Journal['runs']>[0]) => journal.runs(filter).map((run) => run.id);
    expect(ids({ tool: 'terraform.plan' })).toEqual(['one']);
    expect(ids({ tool: 'terraform.*' })).toEqual(['two', 'one']);
    expect(ids({ tool: 'git.push' })).toEqual(['three']);
    expect(ids({ tool: 'git.p[u]sh' })).toEqual([]);
    expect(ids({ since: 3_000 })).toEqual(['four', 'three', 'two']);
    expect(ids({ since: 3_000, tool: '*.p*', folder: '/three' })).toEqual(['three']);
  });
  test('by what a run would have touched; what can’t be read touched nothing', () => {
    const path = join(tempFolder(), 'n.db');
    const journal = open(path);
    for (const [id, preview] of [
      ['one', { impacts: [{ address: 'aws_s3_bucket.logs' }, { address: 'aws_s3_bucket.data["a"]' }], files: [] }],
      ['two', { files: [{ path: 'infra/main.tf' }] }],
      ['three', { impacts: [{ address: 'Deployment/shop/web' }] }],
    ] as const) {
      begin(journal, id, `/${id}`);
      journal.append(id, { type: 'step-previewed', id: 's', preview } as never);
      journal.append(id, end);
      journal.release(id);
    }
    const db = openDatabase(path);
    db.exec(`INSERT INTO events (run_id, seq, at, event) VALUES ('three', 99, 1, '{"type":"step-previewed", cut')`);
    db.close();
    const ids = (resource: string) => journal.runs({ resource }).map((run) => run.id);
    expect(['aws_s3_bucket.logs', 'aws_s3_bucket.*', 'aws_s3_bucket.data["a"]', 'infra/*', 'Deployment/shop/web', 'aws_s3', '?ws*'].map(ids)).toEqual([
      ['one'],
      ['one'],
      ['one'],
      ['two'],
      ['three'],
      [],
      [],
    ]);
    expect(journal.runs({ resource: 'infra/*', folder: '/two', status: 'succeeded', limit: 1 }).map((run) => run.id)).toEqual(['two']);
  });
  test('what runs is told from what was cut off, in one folder', () => {
    const journal = open(join(tempFolder(), 'n.db'));
    begin(journal, 'cut', '/a');
    journal.release('cut');
    begin(journal, 'living', '/a');
    const ids = (status: RunRow['status']) => journal.runs({ status, folder: '/a' }).map((run) => run.id);
    expect({ interrupted: ids('interrupted'), planning: ids('planning'), running: ids('running') }).toEqual({
      interrupted: ['cut'],
      planning: ['living'],
      running: [],
    });
  });
  test('says which run took which back, once it succeeded', () => {
    const journal = open(join(tempFolder(), 'n.db'));
    begin(journal, 'a');
    journal.release('a');
    journal.begin({ id: 'undo', goal: 'g', folder: '/w', rollbackOf: 'a' });
    expect(journal.run('a')?.rolledBackBy).toBeUndefined();
    journal.append('undo', end);
    expect(journal.run('a')?.rolledBackBy).toBe('undo');
  });
  test('says of a store made before that was kept which roll-backs left something', () => {
    const path = join(tempFolder(), 'n.db');
    const db = new DatabaseSync(path);
    for (const sql of migrations.slice(0, 8)) db.exec(sql);
    db.exec('PRAGMA user_version = 8');
    const add = db.prepare('INSERT INTO runs (id, goal, folder, status, started_at, rollback_of, rolled_back_by) VALUES (?, ?, ?, ?, 1, ?, ?)');
    const tell = db.prepare('INSERT INTO events (run_id, seq, at, event) VALUES (?, ?, 1, ?)');
    const plan = (...warnings: readonly string[]) => JSON.stringify({ type: 'plan-ready', plan: { goal: 'Roll back: g', steps: [], hash: 'h', warnings } });
    for (const [id, ...warnings] of [['part', 'build can’t be undone: nobody knows'], ['whole'], ['unreadable']] as const) {
      add.run(id, 'g', '/w', 'succeeded', null, `back-${id}`);
      add.run(`back-${id}`, 'Roll back: g', '/w', 'succeeded', id, null);
      tell.run(`back-${id}`, 1, id === 'unreadable' ? '{"type":"plan-ready","pl' : plan(...warnings));
      if (id === 'part') tell.run('back-part', 2, plan(...warnings));
    }
    db.close();
    const journal = open(path);
    const told = (id: string) => {
      const { rolledBackBy, rolledBackInPartBy, left } = journal.run(id) ?? {};
      return [rolledBackBy, rolledBackInPartBy, left];
    };
    const left = [{ step: 'build', reason: 'nobody knows' }];
    expect([told('part'), told('back-part')]).toEqual([
      [undefined, 'back-part', left],
      [undefined, undefined, left],
    ]);
    expect([told('whole'), told('back-whole'), told('unreadable')]).toEqual([
      ['back-whole', undefined, undefined],
      [undefined, undefined, undefined],
      ['back-unreadable', undefined, undefined],
    ]);
    const { view } = foldRun(emptyRun, [...journal.events('back-part'), { runId: 'back-part', seq: 3, at: 3, event: end }]);
    expect([view.left, proofWords(view, { isRollback: true }), outcomeWords(view).head]).toEqual([left, undefined, 'Rolled back in part']);
  });
});

describe('a database that can’t be used says so and is left as it is', () => {
  test('of a newer Nimbus', () => {
    const path = join(tempFolder(), 'n.db');
    const db = new DatabaseSync(path);
    db.exec(`PRAGMA user_version = ${migrations.length + 1}`);
    db.close();
    expect(() => openDatabase(path)).toThrow('made by a newer Nimbus');
  });
});
