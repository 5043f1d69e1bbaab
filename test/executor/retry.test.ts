import { expect, test } from 'vitest';
import { type Failure, ok } from '../../src/domain/failure/failure.ts';
import type { Tool } from '../../src/domain/tool.ts';
import { execute } from '../../src/executor/execute.ts';
import { makePlan } from '../../src/planner/make.ts';
import { ApprovedStep, approve } from '../../src/safety/approve.ts';
import { all, gives, start, testHouse, testTool, transcript } from '../support/house.ts';

const busy: Failure = { code: 'api/busy', category: 'api', severity: 'low', recoverable: true, message: 'The server is busy.', fix: 'Wait.', transient: {} };

/** Fails `times` times with `failure`, then succeeds. */
const flaky = (times: number, failure: Failure, more: Partial<Tool> = {}): Tool => {
  let n = 0;
  return testTool('t.flaky', {
    run: async () => (n++ < times ? { ok: false, failure } : { ok: true, output: {}, summary: 'Done.', undo: 'nothing-changed' }),
    ...more,
  });
};

/** Attempts, pauses in ms, and how it ended. */
const outcome = async (tool: Tool): Promise<string> => (await told(tool)).how;

/** The same, and what was said at the end. */
async function told(tool: Tool): Promise<{ readonly how: string; readonly summary: string }> {
  const house = testHouse([tool]);
  const plan = makePlan({ goal: 'g', steps: [{ id: 'a', tool: tool.name, input: {} }] }, house.tools);
  if (!plan.ok) throw new Error(plan.failure.message);
  const seen = await tool.preview?.(
    {},
    house.workplace(house.folder, new AbortController().signal, () => {}),
  );
  const approved = approve(plan.value, new Map(seen?.ok ? [['a', seen.value]] : []), new Map([['a', { kind: 'allow', reasons: [] }]]), undefined);
  const pauses: number[] = [];
  const ports = {
    tools: house.tools,
    workplace: (signal: AbortSignal, progress: (line: string) => void) => house.workplace(house.folder, signal, progress),
    verify: async () => undefined,
    now: () => 0,
    wait: async (ms: number) => void pauses.push(ms),
  };
  const events = await Array.fromAsync(execute(approved, ApprovedStep.open, ports, new AbortController().signal));
  const attempts = events.filter((e) => e.type === 'step-started').length;
  const end = events.find((e) => e.type === 'step-ended');
  if (end?.type !== 'step-ended') throw new Error('the step did not end');
  return { how: `${attempts} attempts, pauses ${pauses.join(' ')}, ${end.status}`, summary: end.summary };
}

test('what may be repeated is repeated, with growing pauses, while the fault may pass', async () => {
  expect(await outcome(flaky(2, busy))).toBe('3 attempts, pauses 500 1000, succeeded');
  expect(await outcome(flaky(9, busy))).toBe('4 attempts, pauses 500 1000 2000, failed');
  expect(await outcome(flaky(1, { ...busy, transient: { afterMs: 7000 } }))).toBe('2 attempts, pauses 7000, succeeded');
  expect(await outcome(flaky(1, { ...busy, transient: { afterMs: 3_600_000 } }))).toBe('1 attempts, pauses , failed');
  const { transient: _, ...lasting } = busy;
  expect(await outcome(flaky(1, lasting))).toBe('1 attempts, pauses , failed');
});

test('what changes something is not repeated, unless its tool says it is safe', async () => {
  expect(await outcome(flaky(1, busy, { effect: 'change' }))).toBe('1 attempts, pauses , failed');
  expect(await outcome(flaky(1, busy, { effect: 'change', repeatable: true }))).toBe('2 attempts, pauses 500, succeeded');
});

test('what changes something is not repeated in another place than the first time', async () => {
  /** Acts on a context that is switched after the first attempt. */
  const switched = (to: string): Tool => {
    let seen = 0;
    return flaky(1, busy, {
      effect: 'change',
      repeatable: true,
      preview: async () =>
        ok({
          digest: 'd',
          summary: 'Act',
          files: [],
          undo: 'nothing-changed',
          warnings: [],
          target: { system: 'kubernetes', label: 'a cluster', facts: { context: seen++ < 2 ? 'kind-dev' : to } },
        }),
    });
  };
  expect(await outcome(switched('kind-dev'))).toBe('2 attempts, pauses 500, succeeded');
  expect(await told(switched('prod'))).toEqual({
    how: '1 attempts, pauses 500, failed',
    summary: 'Step a would act on another place than the one that was approved, so it was not run: context was kind-dev and is prod.',
  });
});

test('a run that goes round in circles is stopped', async () => {
  const house = testHouse([testTool('t.same', gives({}))]);
  const steps = Array.from({ length: 25 }, (_, n) => ({ id: `s${n}`, tool: 't.same', input: { page: 1 } }));
  const ends = transcript(await all(start(house, steps))).match(/step-ended .*/g) ?? [];
  expect(ends.filter((end) => end.includes('succeeded'))).toHaveLength(20);
  expect(ends.at(-1)).toBe('step-ended s24 failed: Stopped before it began: t.same was called 25 times with the same input, and 20 are the most.');
});

test('a step runs when its condition holds, and is left out without harm when it does not', async () => {
  const house = testHouse([testTool('t.counts', gives({ add: 0, name: 'web' })), testTool('t.acts', gives({}))]);
  const steps = [
    { id: 'count', tool: 't.counts', input: {} },
    { id: 'more', tool: 't.acts', input: {}, when: { value: '${steps.count.output.add}', above: 0 } },
    { id: 'web', tool: 't.acts', input: { n: 2 }, when: { value: '${steps.count.output.name}', is: 'web' } },
    { id: 'after', tool: 't.acts', input: { n: 3 }, dependsOn: ['more'] },
  ];
  const text = transcript(await all(start(house, steps)));
  expect(text).toContain('step-ended more skipped: Not needed: it runs only when ${steps.count.output.add} above 0.');
  expect(text).toContain('step-ended web succeeded');
  expect(text).toContain('step-ended after succeeded');
  expect(text.split('\n').at(-1)).toBe('run-ended succeeded');
});
