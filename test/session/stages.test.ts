import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import type { RecordedEvent } from '../../src/domain/event.ts';
import { failed, ok } from '../../src/domain/failure/failure.ts';
import { needsApproval } from '../../src/domain/failure/plan.ts';
import { eventsIfReadable } from '../../src/domain/journal.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { Tool } from '../../src/domain/tool.ts';
import type { DraftStep } from '../../src/planner/draft.ts';
import { readyToResume } from '../../src/session/resume.ts';
import type { Previewed } from '../../src/session/run.ts';
import { type RunRequest, resumeRun } from '../../src/session/start.ts';
import { statsOf } from '../../src/session/stats.ts';
import { all, gives, start, testHouse, testTool, transcript } from '../support/house.ts';
import { tempFolder } from '../support/temp.ts';

/** A tool that changes something outside, previews what it got, and remembers every call. */
const applies = (calls: unknown[], exclusive?: string): Tool =>
  testTool('t.apply', {
    effect: 'destroy',
    input: z.looseObject({ plan: z.string() }),
    preview: async (input) =>
      ok({
        digest: JSON.stringify(input),
        summary: `Apply ${(input as { plan: string }).plan}`,
        files: [],
        undo: 'nothing-changed',
        warnings: [],
        target: { system: 'terraform', label: 'the state of a test', facts: {}, ...(exclusive === undefined ? {} : { exclusive }) },
      }),
    async run(input) {
      calls.push(input);
      return { ok: true, output: {}, summary: 'Applied.', undo: 'nothing-changed' };
    },
  });

const steps: readonly DraftStep[] = [
  { id: 'plan', tool: 't.plan', input: {} },
  { id: 'apply', tool: 't.apply', input: { plan: '${steps.plan.output.plan}' } },
  { id: 'look', tool: 't.look', input: {}, dependsOn: ['apply'] },
];
const house = (calls: unknown[]) =>
  testHouse([testTool('t.plan', { ...gives({ plan: 'p1' }), effect: 'plan' }), applies(calls), testTool('t.look', gives({}))]);
const yes: RunRequest['consent'] = async ({ plan }, decisions) => ok({ hash: plan.hash, by: 'test', typed: typedFor(decisions) });
const typedFor = (decisions: Parameters<RunRequest['consent']>[1]) =>
  new Map([...decisions].flatMap(([id, d]) => (d.kind === 'confirm' && d.typed !== undefined ? [[id, d.typed] as const] : [])));

test('an apply is asked about once its plan is there, with what it would do; the yes before that does not cover it', async () => {
  const calls: unknown[] = [];
  const asked: string[] = [];
  const at = house(calls);
  const events = await all(
    start(at, steps, {
      consent: async (seen, decisions, signal, underWay) => {
        asked.push(`${[...seen.previews.values()].map((p) => p.summary).join()} under way: ${underWay !== undefined}, ${calls.length} applied`);
        return yes(seen, decisions, signal);
      },
    }),
  );
  expect(asked).toEqual(['Apply p1 under way: true, 0 applied']);
  expect(transcript(events)).toBe(
    `
run-started
plan-ready
step-decided plan allow
step-decided apply later
step-decided look later
step-started plan
step-ended plan succeeded: Done.
step-previewed apply
step-decided apply confirm
step-decided look allow
consent-asked
consent-given
step-started apply
step-ended apply succeeded: Applied.
step-started look
step-ended look succeeded: Done.
run-ended succeeded`.trim(),
  );
});

const nobody: RunRequest['consent'] = async ({ plan }, _decisions, _signal, underWay) => failed(needsApproval('plan.yaml', plan.hash, underWay));

test('with nobody there the run waits without a process, and goes on with the approval it asked for', async () => {
  const calls: unknown[] = [];
  const at = house(calls);
  const handle = start(at, steps, { consent: nobody });
  const first = await all(handle);
  expect(transcript(first.slice(-2))).toBe('consent-asked\nrun-paused');
  expect(at.journal.run(handle.runId)?.status).toBe('paused');
  expect(calls).toEqual([]);

  const row = at.journal.run(handle.runId);
  if (row === undefined) throw new Error('no run');
  const ready = await readyToResume(at, row, at.journal.events(handle.runId));
  if (!ready.ok) throw new Error(ready.failure.message);
  const asks = first.flatMap(({ event }) => (event.type === 'run-paused' ? [event.hash] : []));
  const hashes: string[] = [];
  const events = await all(
    resumeRun(at, handle.runId, {
      folder: at.folder,
      goal: row.goal,
      circumstances: { trusted: true, mode: 'act' },
      ...ready.value,
      consent: async (seen: Previewed, decisions, signal) => {
        hashes.push(seen.plan.hash);
        return yes(seen, decisions, signal);
      },
    }),
  );
  expect(hashes).toEqual(asks);
  expect(transcript(events.slice(-1))).toBe('run-ended succeeded');
  expect(calls).toEqual([{ plan: 'p1' }]);
});

/** Takes a run up again, in what might be another process. */
async function takenUp(at: ReturnType<typeof house>, runId: string) {
  const row = at.journal.run(runId);
  if (row === undefined) throw new Error('no run');
  const ready = await readyToResume(at, row, at.journal.events(runId));
  if (!ready.ok) throw new Error(ready.failure.message);
  return all(resumeRun(at, runId, { folder: at.folder, goal: row.goal, circumstances: { trusted: true, mode: 'act' }, ...ready.value, consent: yes }));
}

describe('a run that is taken up ends with what was seen of its earlier steps', () => {
  /** A write, then an apply it pauses before: nobody is there. */
  const paused = async (verify: Tool['verify'] | undefined, note: Partial<Tool> = {}) => {
    const writes = testTool('t.write', {
      effect: 'write',
      run: async () => ({ ok: true, output: {}, summary: 'Written.', undo: 'nothing-changed' }),
      ...(verify === undefined ? {} : { verify }),
      ...note,
    });
    const at = testHouse([testTool('t.plan', { ...gives({ plan: 'p1' }), effect: 'plan' }), applies([]), writes]);
    const drafts: readonly DraftStep[] = [
      { id: 'note', tool: 't.write', input: {} },
      ...steps.slice(0, 2).map((step) => ({ ...step, dependsOn: step.id === 'plan' ? ['note'] : [] })),
    ];
    const first: RunRequest['consent'] = async (seen, decisions, signal, underWay) =>
      underWay === undefined ? yes(seen, decisions, signal) : nobody(seen, decisions, signal, underWay);
    const handle = start(at, drafts, { consent: first });
    const before = await all(handle);
    return { at, runId: handle.runId, before };
  };
  const endOf = (events: readonly RecordedEvent[]) => events.flatMap(({ event }) => (event.type === 'run-ended' ? [event] : [])).at(-1);

  test('one that did not turn out as planned is missing at the end', async () => {
    const { at, runId, before } = await paused(async () => ({ met: false, missing: ['the note is empty'] }));
    expect(transcript(before.slice(-1))).toBe('run-paused');
    expect(endOf(await takenUp(at, runId))).toMatchObject({ outcome: 'failed', missing: ['note: the note is empty'] });
    expect(at.journal.run(runId)).toMatchObject({ status: 'failed' });
  });

  test('one that nobody could check is told as that', async () => {
    const { at, runId } = await paused(undefined);
    expect(endOf(await takenUp(at, runId))).toMatchObject({ outcome: 'succeeded', unverified: ['note: done, not verified', 'apply: done, not verified'] });
  });

  test('one that was looked at and found well says nothing', async () => {
    const { at, runId } = await paused(async () => ({ met: true }));
    expect(endOf(await takenUp(at, runId))).toMatchObject({ outcome: 'succeeded', missing: [], unverified: ['apply: done, not verified'] });
  });

  test('one that was cut off and is found done was not proved by anybody', async () => {
    const { at, runId, before } = await paused(async () => ({ met: true }), { inspect: async () => 'done' });
    const row = at.journal.run(runId);
    if (row === undefined) throw new Error('no run');
    const ended = before.findIndex(({ event }) => event.type === 'step-ended' && event.id === 'note');
    const ready = await readyToResume(at, { ...row, status: 'interrupted' }, before.slice(0, ended));
    if (!ready.ok) throw new Error(ready.failure.message);
    const events = await all(
      resumeRun(at, runId, { folder: at.folder, goal: '', circumstances: { trusted: true, mode: 'act' }, ...ready.value, consent: yes }),
    );
    expect(endOf(events)).toMatchObject({ outcome: 'succeeded', unverified: ['note: done, not verified', 'apply: done, not verified'] });
  });
});

test('a run that is taken up goes on counting: what it used before is used', async () => {
  const check = async (limit: string, expected: string) => {
    const at = house([]);
    writeFileSync(join(at.data, 'policy.yaml'), `nimbus: 1\nlimits: { ${limit} }\n`);
    const handle = start(at, steps, { consent: nobody });
    await all(handle);
    const events = await takenUp(at, handle.runId);
    expect(events.flatMap(({ event }) => (event.type === 'step-ended' && event.id === 'apply' ? [event.failure?.message ?? event.status] : [])).at(0)).toBe(
      expected,
    );
  };
  await check('calls: 2', 'succeeded');
  await check('calls: 1', 'Stopped before it began: it would be call 2 of this run, and 1 are the most.');
});

test('a run at work gives a sign of life every few seconds, and none while a person is asked; of one that was killed the time to the last one is told', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  const acts = testTool('t.acts', {
    effect: 'change',
    async run() {
      begun.resolve();
      await finish.promise;
      return { ok: true, output: {}, summary: 'Done.', undo: 'nothing-changed' };
    },
  });
  const at = testHouse([acts]);
  const handle = start(at, [{ id: 'acts', tool: 't.acts', input: {} }], {
    async consent({ plan: { hash } }) {
      asked.resolve();
      await answered.promise;
      return ok({ hash, by: 'test' });
    },
  });
  const running = all(handle);
  await asked.promise;
  vi.advanceTimersByTime(60_000);
  expect(at.journal.aliveAt(handle.runId)).toBeUndefined();
  answered.resolve();
  await begun.promise;
  vi.advanceTimersByTime(4_000);
  expect(at.journal.aliveAt(handle.runId)).toBeUndefined();
  vi.advanceTimersByTime(1_000);
  const first = at.journal.aliveAt(handle.runId) ?? 0;
  vi.advanceTimersByTime(10_000);
  const last = at.journal.aliveAt(handle.runId) ?? 0;
  expect([first > 0, last > first]).toEqual([true, true]);

  // Its process is gone: another one takes the run up.
  at.journal.release(handle.runId);
  const again = resumeRun(at, handle.runId, {
    folder: at.folder,
    goal: 'A test',
    circumstances: { trusted: true, mode: 'act' },
    standing: { plan: planOf(at.journal.events(handle.runId)), finished: new Map(), seen: new Map(), cutOff: [], begun: new Map(), touched: new Map() },
    finished: new Map([['acts', undefined]]),
    consent: yes,
  });
  const events = await all(again);
  expect(events.flatMap(({ event }) => (event.type === 'run-resumed' ? [event.aliveAt] : []))).toEqual([last]);
  finish.resolve();
  await running;
});

const planOf = (events: readonly RecordedEvent[]): Plan => {
  const plan = events.flatMap(({ event }) => (event.type === 'plan-ready' ? [event.plan] : []))[0];
  if (plan === undefined) throw new Error('no plan');
  return plan;
};

test('ceilings on what changes hold over all steps and stages of a run, and count a step once', async () => {
  /** Every call deletes this many things. */
  const deletes = (n: number): Tool =>
    testTool('t.delete', {
      effect: 'destroy',
      input: z.looseObject({ plan: z.string().optional() }),
      preview: async (input) =>
        ok({
          digest: JSON.stringify(input),
          summary: 'Delete',
          files: [],
          undo: 'nothing-changed',
          warnings: [],
          target: { system: 'kubernetes', label: 'a cluster', facts: {} },
          impacts: Array.from({ length: n }, (_, i) => ({ address: `Job/${i}`, type: 'Job', operation: 'delete' as const, marks: [] })),
        }),
      ...gives({ plan: 'p1' }),
    });
  const check = async (each: number, draft: readonly DraftStep[], expected: string) => {
    const at = testHouse([deletes(each)]);
    writeFileSync(join(at.data, 'policy.yaml'), 'nimbus: 1\nlimits: { deletions: 5 }\n');
    const end = (await all(start(at, draft, { consent: yes }))).at(-1)?.event;
    expect(end?.type === 'run-ended' ? (end.failure?.message ?? end.outcome) : '').toBe(expected);
  };
  const side: readonly DraftStep[] = [
    { id: 'a', tool: 't.delete', input: {} },
    { id: 'b', tool: 't.delete', input: { plan: 'b' } },
  ];
  const staged: readonly DraftStep[] = [side[0] as DraftStep, { id: 'b', tool: 't.delete', input: { plan: '${steps.a.output.plan}' } }];
  await check(2, side, 'succeeded');
  await check(2, staged, 'succeeded');
  await check(
    6,
    side,
    'Refused: it would delete or replace 6 things, and 5 at once are the most and it would delete or replace 6 things, and 5 at once are the most. Nothing was run.',
  );
  await check(3, side, 'Refused: with what the run does before it, it would delete or replace 6 things, and 5 in one run are the most. Nothing was run.');
  await check(
    3,
    staged,
    'Refused: with what the run does before it, it would delete or replace 6 things, and 5 in one run are the most. What was done before it stays, and can be rolled back.',
  );
});

test('when the plan fails, what was to apply it never begins and nobody is asked', async () => {
  const calls: unknown[] = [];
  const at = testHouse([
    testTool('t.plan', { run: async () => ({ ok: false, failure: needsApproval('no', 'no') }), effect: 'plan' }),
    applies(calls),
    testTool('t.look', gives({})),
  ]);
  const events = await all(start(at, steps, { consent: nobody }));
  expect(transcript(events).split('\n').slice(-3)).toEqual([
    'step-ended apply skipped: Not started: plan did not finish.',
    'step-ended look skipped: Not started: apply did not finish.',
    expect.stringContaining('run-ended failed'),
  ]);
  expect(calls).toEqual([]);
});

test('a yes is good once: two that approve the same plan, and only the first runs it', async () => {
  const calls: unknown[] = [];
  const at = testHouse([applies(calls)]);
  const one: readonly DraftStep[] = [{ id: 'apply', tool: 't.apply', input: { plan: 'p1' } }];
  const asked = Promise.withResolvers<void>();
  const slow = Promise.withResolvers<void>();
  const waits = start({ ...at, folder: tempFolder() }, one, {
    consent: async (seen, decisions, signal) => {
      asked.resolve();
      await slow.promise;
      return yes(seen, decisions, signal);
    },
  });
  await asked.promise;
  const first = await all(start(at, one, { consent: yes }));
  slow.resolve();
  expect(transcript(first.slice(-1))).toBe('run-ended succeeded');
  expect(transcript((await all(waits)).slice(-1))).toBe('run-ended refused safety/already-approved');
  // Asked anew it has another hash, and can be approved again.
  expect(transcript((await all(start(at, one, { consent: yes }))).slice(-1))).toBe('run-ended succeeded');
  expect(calls).toHaveLength(2);
});

test('two runs are never at work on the same place, whatever their folders', async () => {
  const at = testHouse([applies([], 'terraform:/state')]);
  const one: readonly DraftStep[] = [{ id: 'apply', tool: 't.apply', input: { plan: 'p1' } }];
  const there = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const holder = start(at, one, {
    consent: async (seen, decisions, signal) => {
      there.resolve();
      await go.promise;
      return yes(seen, decisions, signal);
    },
  });
  await there.promise;
  expect(transcript((await all(start({ ...at, folder: tempFolder() }, one, { consent: yes }))).slice(-1))).toBe('run-ended failed run/target-busy');
  go.resolve();
  expect(transcript((await all(holder)).slice(-1))).toBe('run-ended succeeded');
  expect(transcript((await all(start({ ...at, folder: tempFolder() }, one, { consent: yes }))).slice(-1))).toBe('run-ended succeeded');
});

/** A world of one counter: `bump` adds one to it, `use` sees it; both in the workspace or outside. */
function counter(effects: { readonly bump: 'write' | 'change'; readonly use: 'write' | 'change' }, fails = false) {
  let n = 0;
  const seen: number[] = [];
  const preview =
    (what: string): NonNullable<Tool['preview']> =>
    async () =>
      fails && n === 0 && what === 'use'
        ? failed(needsApproval('there is nothing yet', ''))
        : ok({ digest: `${what} ${n}`, summary: `${what} at ${n}`, files: [], undo: 'nothing-changed', warnings: [] });
  const bump = testTool('t.bump', {
    effect: effects.bump,
    preview: preview('bump'),
    run: async () => ({ ok: true, output: ++n, summary: 'Done.', undo: 'nothing-changed' }),
  });
  const use = testTool('t.use', {
    effect: effects.use,
    preview: preview('use'),
    run: async () => {
      seen.push(n);
      return { ok: true, output: n, summary: 'Done.', undo: 'nothing-changed' };
    },
  });
  return { at: testHouse([bump, use]), seen };
}
const inOrder: readonly DraftStep[] = [
  { id: 'bump', tool: 't.bump', input: {} },
  { id: 'use', tool: 't.use', input: {}, dependsOn: ['bump'] },
];
/** How often the person was asked, what ran, how it ended. */
async function asks(effects: Parameters<typeof counter>[0], fails = false): Promise<string> {
  const { at, seen } = counter(effects, fails);
  let asked = 0;
  const events = await all(
    start(at, inOrder, {
      consent: async (...question) => {
        asked++;
        return yes(...question);
      },
    }),
  );
  return `asked ${asked}, ran at ${seen.join()}, ${transcript(events).split('\n').at(-1)}`;
}

test('what an earlier step of the plan changes is not taken for somebody else’s change: a write goes on, the rest is asked about again', async () => {
  expect(await asks({ bump: 'write', use: 'write' })).toBe('asked 1, ran at 1, run-ended succeeded');
  expect(await asks({ bump: 'write', use: 'change' })).toBe('asked 2, ran at 1, run-ended succeeded');
  expect(await asks({ bump: 'change', use: 'change' })).toBe('asked 2, ran at 1, run-ended succeeded');
});

test('nor does a step have to be possible before the one it comes after has run', async () => {
  expect(await asks({ bump: 'write', use: 'write' }, true)).toBe('asked 1, ran at 1, run-ended succeeded');
  expect(await asks({ bump: 'write', use: 'change' }, true)).toBe('asked 2, ran at 1, run-ended succeeded');
});

test('a ceiling holds over all stages of a run', async () => {
  const calls: unknown[] = [];
  const at = house(calls);
  writeFileSync(join(at.data, 'policy.yaml'), 'nimbus: 1\nlimits: { calls: 1 }\n');
  const events = await all(start(at, steps, { consent: yes }));
  expect(events.flatMap(({ event }) => (event.type === 'step-ended' ? [`${event.id} ${event.status} ${event.failure?.code ?? ''}`.trim()] : []))).toEqual([
    'plan succeeded',
    'apply failed safety/over-budget',
    'look skipped',
  ]);
  expect(calls).toEqual([]);
});

describe('a journal somebody has written to', () => {
  /** A run of a change and a removal, cut off between the two, after `sql` was done to what was kept of it. */
  async function tampered(sql: string) {
    const removed: string[] = [];
    const removes = testTool('t.removes', {
      effect: 'destroy',
      needsTrust: true,
      async run() {
        removed.push('x');
        return { ok: true, output: {}, summary: 'Gone.', undo: 'nothing-changed' };
      },
    });
    const at = testHouse([removes, testTool('t.changes', { effect: 'change', ...gives({}) })]);
    const both = [
      { id: 'changes', tool: 't.changes', input: {} },
      { id: 'removes', tool: 't.removes', input: {}, dependsOn: ['changes'] },
    ];
    const handle = start(at, both, { consent: yes });
    expect(transcript((await all(handle)).slice(-1))).toBe('run-ended succeeded');
    at.db.exec(
      `DELETE FROM events WHERE event LIKE '{"type":"run-ended"%' OR (event LIKE '{"type":"step-%ed","id":"removes"%' AND event NOT LIKE '{"type":"step-decided"%')`,
    );
    at.db.exec("UPDATE runs SET status = 'running', ended_at = NULL");
    at.db.exec(sql);
    removed.length = 0;
    return { at, runId: handle.runId, removed };
  }

  test('makes no step milder than its tool is', async () => {
    const { at, runId, removed } = await tampered(
      `UPDATE events SET event = replace(replace(event, '"effect":"destroy"', '"effect":"read"'), '"needsTrust":true', '"needsTrust":false') WHERE event LIKE '{"type":"plan-ready"%'`,
    );
    const row = at.journal.run(runId);
    if (row === undefined) throw new Error('no run');
    const ready = await readyToResume(at, row, at.journal.events(runId));
    if (!ready.ok) throw new Error(ready.failure.message);
    const events = await all(
      resumeRun(at, runId, { folder: at.folder, goal: '', circumstances: { trusted: true, mode: 'act' }, ...ready.value, consent: async () => ok(undefined) }),
    );
    expect(transcript(events).split('\n').slice(3)).toEqual(['step-decided removes confirm', 'consent-asked', 'run-ended cancelled']);
    expect(removed).toEqual([]);
  });

  test.each([
    ['no JSON', '{"type":"plan-ready"'],
    ['no event', '[]'],
    ['nothing', 'null'],
  ])('so that an entry is %s says so, and lists of runs still come', async (_what, text) => {
    const { at, runId } = await tampered(`UPDATE events SET event = '${text}' WHERE event LIKE '{"type":"plan-ready"%'`);
    expect(() => at.journal.events(runId)).toThrow(`What was kept of run ${runId} can't be read`);
    expect(at.journal.runs().map((run) => run.id)).toEqual([runId]);
    expect(statsOf(at.journal.runs(), (id) => eventsIfReadable(at.journal, id)).count).toBe(1);
  });
});
