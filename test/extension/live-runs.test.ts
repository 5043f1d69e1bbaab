import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { sha256 } from '../../src/base/hash.ts';
import { FailureError, ok } from '../../src/domain/failure/failure.ts';
import type { Tool } from '../../src/domain/tool.ts';
import { sidesOf } from '../../src/extension/documents/texts.ts';
import { giveUp } from '../../src/extension/runs/give-up.ts';
import { LiveRuns } from '../../src/extension/runs/live-runs.ts';
import { runsOn } from '../../src/extension/runs/look.ts';
import { makePlan } from '../../src/planner/make.ts';
import { standingOf } from '../../src/session/resume.ts';
import { rollbackPlan } from '../../src/session/rollback.ts';
import { gives, testHouse, testTool } from '../support/house.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** Writes one file, as a generator does: previewed with its texts, undone by what was there. */
const write = testTool('test.write', {
  effect: 'write',
  input: z.object({ path: z.string(), text: z.string() }),
  async preview(input, at) {
    const { path, text } = input as { path: string; text: string };
    const now = await at.files.read(path);
    if (!now.ok) return now;
    const before = now.value && new TextDecoder().decode(now.value);
    const to = now.value === undefined ? null : at.blobs.keep(now.value);
    return ok({
      digest: sha256(`${before}→${text}`),
      summary: `Write ${path}`,
      files: [{ path, action: 'update', before, after: text, added: 1, removed: 1, conflicts: [] }],
      undo: { steps: [{ tool: 'files.restore', input: { files: [{ path, to, expect: sha256(text) }], folders: [] } }] },
      warnings: [],
    });
  },
  async run(input, at) {
    const { path, text } = input as { path: string; text: string };
    const before = await at.files.read(path);
    const to = before.ok && before.value !== undefined ? at.blobs.keep(before.value) : null;
    await at.files.write(path, bytes(text));
    return {
      ok: true,
      output: {},
      summary: `Wrote ${path}.`,
      undo: { steps: [{ tool: 'files.restore', input: { files: [{ path, to, expect: sha256(text) }], folders: [] } }] },
    };
  },
});

const circumstances = { trusted: true, mode: 'act' } as const;

function setUp(tools: readonly Tool[] = [write]) {
  const house = testHouse(tools);
  let changes = 0;
  const runs = new LiveRuns(house, () => changes++);
  onTestFinished(async () => {
    for (const run of runs.all()) run.cancel();
    await Promise.all(runs.all().map((run) => run.ended));
  });
  const planOf = (tool: string, input: Record<string, unknown>) => {
    const plan = makePlan({ goal: 'A test', steps: [{ id: 'a', tool, input }] }, house.tools);
    if (!plan.ok) throw new FailureError(plan.failure);
    return plan.value;
  };
  const begin = (tool = 'test.write', input: Record<string, unknown> = { path: 'main.tf', text: 'new\n' }, more = {}) => {
    const plan = planOf(tool, input);
    return runs.start({ folder: house.folder, goal: plan.goal, plan: async () => ok(plan), circumstances, ...more });
  };
  return { ...runsOn(house, runs), folder: house.folder, house, begin, changes: () => changes };
}

/** Resolves when the run asks its person. */
const asked = (run: ReturnType<LiveRuns['start']>) =>
  new Promise<string>((resolve) => {
    if (run.view.asked !== undefined) resolve(run.view.asked);
    const stop = run.onEvent(({ event }) => {
      if (event.type !== 'consent-asked') return;
      stop();
      // The question itself is put in the same turn as its event is told.
      setImmediate(() => resolve(event.hash));
    });
  });

const codeOf = (outcome: { ok: boolean; failure?: { code: string } }) => (outcome.ok ? 'ok' : outcome.failure?.code);

describe('a plan waits for its person', () => {
  test('nothing is written before the yes, and the yes is for this exact plan', async () => {
    const { begin, folder } = setUp();
    const run = begin();
    const hash = await asked(run);
    expect(run.isAsking).toBe(true);
    expect(codeOf(run.approve('0'.repeat(64)))).toBe('safety/other-hash');
    await expect(readFile(join(folder, 'main.tf'))).rejects.toThrow('ENOENT');

    expect(codeOf(run.approve(hash))).toBe('ok');
    expect((await run.ended).outcome).toBe('succeeded');
    expect(await readFile(join(folder, 'main.tf'), 'utf8')).toBe('new\n');
    expect(codeOf(run.approve(hash))).toBe('plan/not-asked');
  });

  test('what is final is approved with its name typed, and asks on until then', async () => {
    const { begin } = setUp([testTool('test.destroy', { effect: 'destroy', ...gives({}) })]);
    const run = begin('test.destroy', {});
    const hash = await asked(run);
    expect(run.wantsTyping).toBe(true);
    expect(codeOf(run.approve(hash))).toBe('plan/approval-incomplete');
    expect(codeOf(run.approve(hash, new Map([['a', 'b']])))).toBe('plan/approval-incomplete');
    expect(run.isAsking).toBe(true);
    expect(codeOf(run.approve(hash, new Map([['a', 'test.destroy']])))).toBe('ok');
    expect((await run.ended).outcome).toBe('succeeded');
  });

  test('a no ends it, and the folder is free for the next one', async () => {
    const { begin, runs } = setUp();
    const first = begin();
    await asked(first);
    expect(() => begin()).toThrow(FailureError);
    first.cancel();
    expect((await first.ended).outcome).toBe('cancelled');
    expect(runs.all()).toEqual([]);
    const second = begin();
    await asked(second);
    second.cancel();
    await second.ended;
  });

  test('those who list runs hear of every turn', async () => {
    const { begin, changes } = setUp();
    const run = begin();
    run.approve(await asked(run));
    await run.ended;
    await Promise.resolve();
    expect(changes()).toBe(run.events.filter(({ event }) => event.type !== 'step-progressed').length + 1);
  });
});

describe('a plan whose window is gone', () => {
  test('is told as cancelled, with nothing done, and lets go of its folder', async () => {
    const { begin, house } = setUp();
    const left = begin();
    await asked(left);
    // What the death of its process leaves: no hold, no end.
    house.journal.release(left.id);
    expect(house.journal.run(left.id)?.status).toBe('interrupted');
    await giveUp(house, left.id);
    expect(house.journal.run(left.id)?.status).toBe('cancelled');
    const next = begin();
    expect(await asked(next)).toBe(left.view.asked);
  });

  test('or not gone, but not ours: it is asked to let go', async () => {
    const { begin, house } = setUp();
    const other = begin();
    await asked(other);
    await giveUp(house, other.id);
    expect([(await other.ended).outcome, house.journal.run(other.id)?.status]).toEqual(['cancelled', 'cancelled']);
  });
});

test('a run taken up again tells what it did before', async () => {
  const { begin, house, runs, folder } = setUp([write, testTool('test.look', gives({}))]);
  const steps = [
    { id: 'a', tool: 'test.write', input: { path: 'main.tf', text: 'new' } },
    { id: 'b', tool: 'test.look', input: {}, dependsOn: ['a'] },
  ];
  const plan = makePlan({ goal: 'Two steps', steps }, house.tools);
  if (!plan.ok) throw new FailureError(plan.failure);
  const whole = begin(undefined, undefined, { plan: async () => plan });
  whole.approve(await asked(whole));
  await whole.ended;

  // The same run, as it stands in the journal when its process dies before the second step.
  const cut = house.journal.events(whole.id).findIndex(({ event }) => event.type === 'step-started' && event.id === 'b');
  house.journal.begin({ id: 'cut', goal: 'Two steps', folder });
  for (const { event } of house.journal.events(whole.id).slice(0, cut)) house.journal.append('cut', event);
  house.journal.release('cut');
  const row = house.journal.run('cut');
  const standing = row && standingOf(row, house.journal.events('cut'));
  if (!standing?.ok) throw new Error('not resumable');
  const resumed = runs.resume('cut', { goal: 'Two steps', folder, circumstances, standing: standing.value, finished: standing.value.finished });
  const view = await resumed.ended;
  expect(view.steps.map(({ step, status, summary }) => `${step.id} ${status} ${summary}`)).toEqual(['a succeeded Wrote main.tf.', 'b succeeded Done.']);
  expect(view.steps[0]?.undo).toHaveProperty('steps');
});

describe('both sides of a file can be shown', () => {
  const shown = async (runs: ReturnType<typeof setUp>, runId: string, step = 'a') => {
    const sides = await sidesOf(runs, runId, step, 'main.tf');
    return sides.ok ? `${sides.value.before ?? 'no file'} → ${sides.value.after ?? 'no file'}` : sides.failure.code;
  };

  test('while the plan waits, after it ran, and for the plan that takes it back', async () => {
    const house = setUp();
    await writeFile(join(house.folder, 'main.tf'), 'old');
    const run = house.begin('test.write', { path: 'main.tf', text: 'new' });
    const hash = await asked(run);
    expect(await shown(house, run.id)).toBe('old → new');
    run.approve(hash);
    await run.ended;
    expect(await shown(house, run.id)).toBe('old → new');

    const plan = rollbackPlan(run.id, 'A test', house.house.journal.events(run.id), house.house.tools);
    if (!plan.ok) throw new FailureError(plan.failure);
    const back = house.runs.start({ folder: house.folder, goal: plan.value.goal, plan: async () => plan, circumstances, rollbackOf: run.id });
    const backHash = await asked(back);
    expect(await shown(house, back.id, 'undo-a')).toBe('new → old');
    back.approve(backHash);
    expect((await back.ended).outcome).toBe('succeeded');
    expect(await readFile(join(house.folder, 'main.tf'), 'utf8')).toBe('old');
  });

  test('of a plan that was refused because the folder is not trusted', async () => {
    const house = setUp();
    const run = house.begin('test.write', { path: 'main.tf', text: 'new' }, { circumstances: { trusted: false, mode: 'act' } });
    const view = await run.ended;
    expect([view.outcome, view.failure?.code]).toEqual(['refused', 'safety/refused']);
    expect(await shown(house, run.id)).toBe('no file → new');
  });

  test('not of a file the step does not touch', async () => {
    const house = setUp();
    const run = house.begin('test.write', { path: 'other.tf', text: 'new' });
    run.approve(await asked(run));
    await run.ended;
    expect(await shown(house, run.id)).toBe('workspace/preview-gone');
  });
});
