import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RecordedEvent } from '../../src/domain/event.ts';
import { type FailureError, ok } from '../../src/domain/failure/failure.ts';
import type { Tool } from '../../src/domain/tool.ts';
import { readyToResume } from '../../src/session/resume.ts';
import { resumeRun } from '../../src/session/start.ts';
import { openStore } from '../../src/store/database.ts';
import { all, start, testHouse, testTool } from '../support/house.ts';
import { tempFolder } from '../support/temp.ts';

/** Text nobody takes for a secret. */
const text = (bytes: number, of: string): string => `${of} and so on\n`.repeat(Math.ceil(bytes / 18)).slice(0, bytes);

/** Writes a file after keeping what was there, and gives something long: each of its steps takes room in several tables. */
function writer(done: string[]): Tool {
  return testTool('t.writes', {
    effect: 'write',
    repeatable: false,
    preview: async (input) => ok({ digest: JSON.stringify(input), summary: 'Write', files: [], undo: 'nothing-changed', warnings: [] }),
    async run(input, at) {
      const { name } = input as { readonly name: string };
      at.blobs.keep(new TextEncoder().encode(text(9_000, name)));
      done.push(name);
      const written = await at.files.write(name, new TextEncoder().encode(name));
      if (!written.ok) return written;
      return { ok: true, output: { long: text(7_000, name) }, summary: 'Written.', undo: 'nothing-changed' };
    },
    async inspect(input, at) {
      const found = await at.files.read((input as { readonly name: string }).name);
      return found.ok && found.value !== undefined ? 'done' : 'not-started';
    },
  });
}

const names = ['a', 'b', 'c'];
const steps = names.map((name, i) => ({
  id: name,
  tool: 't.writes',
  input: { name, pad: text(5_000, name) },
  ...(i === 0 ? {} : { dependsOn: [names[i - 1] ?? ''] }),
}));

const endOf = (events: readonly RecordedEvent[]) => {
  const last = events.at(-1)?.event;
  if (last?.type !== 'run-ended') throw new Error(`it ended with ${last?.type}`);
  return last;
};

/** A run on a database that has room for so many pages more; where it stopped, and that it comes to its end once there is room. */
async function check(room: number): Promise<string> {
  const done: string[] = [];
  const at = testHouse([writer(done)]);
  const pages = Number((at.db.prepare('PRAGMA page_count').get() as { page_count: number }).page_count);
  at.db.exec(`PRAGMA max_page_count = ${pages + room}`);
  const more = () => at.db.exec('PRAGMA max_page_count = 1000000');
  const ids = (type: 'step-started' | 'step-ended') =>
    at.journal
      .events('run-1')
      .flatMap(({ event }) => (event.type === type && !(event.type === 'step-ended' && event.status !== 'succeeded') ? [event.id] : []));

  let events: readonly RecordedEvent[] = [];
  try {
    events = await all(start(at, steps, { goal: text(6_000, 'goal') }));
  } catch (error) {
    expect((error as FailureError).failure.code).toBe('store/full');
    more();
    expect(at.journal.runs(), 'nothing of it is there').toEqual([]);
    expect(endOf(await all(start(at, steps, { goal: text(6_000, 'goal') }))).outcome).toBe('succeeded');
    return 'not begun';
  }
  const { outcome, failure } = endOf(events);
  const says = failure ?? events.flatMap(({ event }) => (event.type === 'step-ended' && event.failure ? [event.failure] : []))[0];
  if (outcome === 'succeeded') return 'done';
  expect([says?.code, says?.message], `room for ${room}`).toEqual([
    'store/full',
    expect.stringContaining(`The disk with ${join(at.data, 'nimbus.db')} is full`),
  ]);
  expect(
    done.filter((name) => !ids('step-started').includes(name)),
    'done without a beginning in the journal',
  ).toEqual([]);
  expect(
    names.filter((name) => existsSync(join(at.folder, name))),
    'written by a step that did not begin',
  ).toEqual(done);

  more();
  const { status } = at.journal.run('run-1') ?? {};
  if (status === 'failed') {
    // A step could not keep what was there: it wrote nothing, and that is recorded.
    expect(ids('step-ended')).toEqual(done);
    return 'failed, and recorded';
  }
  expect(status).toBe('interrupted');
  const row = at.journal.run('run-1');
  const ready = await readyToResume(at, row as never, at.journal.events('run-1'));
  if (!ready.ok) {
    expect([ready.failure.message, done]).toEqual([expect.stringContaining('it was never approved'), []]);
    expect(endOf(await all(start(at, steps, { goal: text(6_000, 'goal') }))).outcome).toBe('succeeded');
    return 'cut off before the yes';
  }
  const before = ids('step-ended');
  done.length = 0;
  const resumed = resumeRun(at, 'run-1', {
    folder: at.folder,
    goal: 'A test',
    consent: async ({ plan }) => ok({ hash: plan.hash, by: 'test' }),
    circumstances: { trusted: true, mode: 'act' },
    ...ready.value,
  });
  expect(endOf(await all(resumed)).outcome).toBe('succeeded');
  expect(
    before.filter((name) => done.includes(name)),
    'done twice',
  ).toEqual([]);
  expect(names.every((name) => existsSync(join(at.folder, name)))).toBe(true);
  return 'cut off, and taken up again';
}

test('a database without room, after every page of a run: nothing begins unrecorded, and the run can be taken up', async () => {
  const stopped = new Map<string, number>();
  for (let room = 0; room < 50; room++) {
    const where = await check(room);
    stopped.set(where, (stopped.get(where) ?? 0) + 1);
  }
  for (const where of ['not begun', 'cut off before the yes', 'cut off, and taken up again', 'failed, and recorded', 'done'])
    expect(stopped.get(where), where).toBeGreaterThan(0);
});

test('what runs beside the step that could not be recorded is stopped, and waited for', async () => {
  let isAtWork = false;
  let began = (): void => {};
  const slowBegan = new Promise<void>((resolve) => {
    began = resolve;
  });
  const slow = testTool('t.slow', {
    run: async (_input, { signal }) => {
      isAtWork = true;
      began();
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      // What it ends takes a moment to end.
      await new Promise((resolve) => setImmediate(resolve));
      isAtWork = false;
      signal.throwIfAborted();
      throw new Error('not stopped');
    },
  });
  const full = testTool('t.fills', {
    run: async () => {
      await slowBegan;
      at.db.exec('PRAGMA max_page_count = 1');
      return { ok: true, output: text(20_000, 'long'), summary: 'Done.', undo: 'nothing-changed' };
    },
  });
  const at = testHouse([slow, full]);
  const events = await all(
    start(at, [
      { id: 'slow', tool: 't.slow', input: {} },
      { id: 'full', tool: 't.fills', input: {} },
    ]),
  );
  expect(isAtWork).toBe(false);
  expect(endOf(events)).toMatchObject({ outcome: 'failed', failure: { code: 'store/full' } });
  // Its folder is free for the next run in this very process, though that could not be written down.
  at.db.exec('PRAGMA max_page_count = 1000000');
  expect(at.journal.run('run-1')?.status).toBe('interrupted');
});

/** A script in a process of its own whose files may not grow beyond `kb` (RLIMIT_FSIZE); what it printed. */
const limited = (kb: number, script: string): Promise<string> =>
  new Promise((resolve, reject) =>
    execFile(
      'bash',
      ['-c', `ulimit -f ${kb}; exec "$0" --disable-warning=ExperimentalWarning --input-type=module-typescript -e "$1"`, process.execPath, script],
      (error, stdout, stderr) => (error === null ? resolve(stdout) : reject(new Error(`${error.message}\n${stderr}`))),
    ),
  );
const source = (path: string): string => JSON.stringify(join(import.meta.dirname, '../../src', path));

describe.skipIf(process.platform === 'win32')('files that may not grow', () => {
  test('a file is the old one, whole, with nothing half-written beside it', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'notes.md'), 'Old.\n');
    const told = await limited(
      64,
      `import { workspaceFiles } from ${source('machine/files.ts')};
      const files = workspaceFiles(${JSON.stringify(folder)});
      const big = new Uint8Array(200_000).fill(120);
      console.log(JSON.stringify([await files.write('notes.md', big), await files.write('new/deep.md', big), await files.fill('third.bin', (file) => file.writeAt(big, 0))]));`,
    );
    for (const [i, path] of ['notes.md', 'new/deep.md', 'third.bin'].entries())
      expect(JSON.parse(told)[i].failure).toMatchObject({ code: 'files/too-large', message: expect.stringContaining(`${path} could not be written`) });
    expect(readFileSync(join(folder, 'notes.md'), 'utf8')).toBe('Old.\n');
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['new', 'notes.md']);
  });

  test('journal and kept contents: told as full, sound, and usable again', async () => {
    const data = tempFolder();
    const path = join(data, 'nimbus.db');
    const script = `
      import { openStore } from ${source('store/database.ts')};
      import { sqliteBlobs } from ${source('store/blobs.ts')};
      import { sqliteJournal } from ${source('store/journal.ts')};
      const { db } = openStore(${JSON.stringify(path)});
      const blobs = sqliteBlobs(db, Date.now);
      const journal = sqliteJournal(db, Date.now);
      journal.begin({ id: 'r', goal: 'g', folder: '/w' });
      const codes = new Set();
      const attempt = (work) => { try { work(); codes.add('kept'); } catch (error) { codes.add(error.failure?.code ?? String(error)); } };
      for (let i = 0; i < 200; i++) {
        attempt(() => blobs.keep(new Uint8Array(3_000).fill(i % 256).with(0, i)));
        attempt(() => journal.append('r', { type: 'step-ended', id: 's' + i, status: 'succeeded', durationMs: 1, summary: 'x'.repeat(3000), undo: 'nothing-changed' }));
      }
      journal.release('r');
      console.log(JSON.stringify({ codes: [...codes], events: journal.events('r').length }));`;
    const small = JSON.parse(await limited(300, script));
    expect(small.codes).toEqual(['kept', 'store/full']);
    const { db, recovery } = openStore(path);
    expect(recovery).toBeUndefined();
    expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
    // What was said to be kept is there; what was not is not.
    expect(db.prepare('SELECT count(*) AS n FROM events').get()).toEqual({ n: small.events });
    expect(small.events).toBeGreaterThan(2);
    db.close();
  });

  test('a store that can’t be made says what is full', async () => {
    const path = join(tempFolder(), 'nimbus.db');
    const script = `
      import { openStore } from ${source('store/database.ts')};
      try { openStore(${JSON.stringify(path)}); console.log('opened'); } catch (error) { console.log(error.failure?.code + ' ' + error.failure?.message); }`;
    expect(await limited(8, script)).toMatch(/^store\/full The disk with .*nimbus\.db is full/);
    expect(await limited(10_000, script)).toBe('opened\n');
  });
});
