import { describe, expect, test } from 'vitest';
import { ok } from '../../src/domain/failure/failure.ts';
import { programMissing } from '../../src/domain/failure/process.ts';
import type { Target } from '../../src/domain/impact.ts';
import type { Tool } from '../../src/domain/tool.ts';
import { execute } from '../../src/executor/execute.ts';
import type { DraftStep } from '../../src/planner/draft.ts';
import { ApprovedStep } from '../../src/safety/approve.ts';
import type { RunRequest } from '../../src/session/start.ts';
import { saysYes } from '../support/drive-tool.ts';
import { all, gives, start, testHouse, testTool, transcript } from '../support/house.ts';

async function check({ tools, steps, expected }: { tools: readonly Tool[]; steps: readonly DraftStep[]; expected: string }) {
  const events = await all(start(testHouse(tools), steps));
  const ran = transcript(
    events.filter((e) => e.event.type.startsWith('step-') && e.event.type !== 'step-decided' && e.event.type !== 'step-previewed'),
  ).replaceAll(/^step-/gm, '');
  expect(`${ran}\n${transcript(events.slice(-1))}`).toBe(expected.trim().replaceAll(/\n +/g, '\n'));
}

const broken = { run: async () => ({ ok: false as const, failure: { ...programMissing('thing', 'Get it.'), missing: false } }) };
const absent = { run: async () => ({ ok: false as const, failure: programMissing('thing', 'Get it.') }) };
const echo = testTool('t.echo', { run: async (input) => ({ ok: true, output: input, summary: JSON.stringify(input), undo: 'nothing-changed' }) });

describe('the order of things', () => {
  test('a step runs after what it refers to, and gets the value itself', () =>
    check({
      tools: [testTool('t.one', gives({ n: [1, 2], name: 'x' })), echo],
      steps: [
        { id: 'b', tool: 't.echo', input: { list: '${steps.a.output.n}', text: 'is ${steps.a.output.name}' } },
        { id: 'a', tool: 't.one', input: {} },
      ],
      expected: `
        started a
        ended a succeeded: Done.
        started b
        ended b succeeded: {"list":[1,2],"text":"is x"}
        run-ended succeeded`,
    }));

  test('a failed step keeps what depends on it from starting; others go on', () =>
    check({
      tools: [testTool('t.bad', broken), echo],
      steps: [
        { id: 'a', tool: 't.bad', input: {} },
        { id: 'b', tool: 't.echo', input: {}, dependsOn: ['a'] },
        { id: 'c', tool: 't.echo', input: {}, dependsOn: ['b'] },
        { id: 'd', tool: 't.echo', input: {} },
      ],
      expected: `
        started a
        started d
        ended a failed: thing was not found on this machine.
        ended b skipped: Not started: a did not finish.
        ended c skipped: Not started: b did not finish.
        ended d succeeded: {}
        run-ended failed missing a: thing was not found on this machine.`,
    }));

  test('with continueOnError what comes after runs all the same', () =>
    check({
      tools: [testTool('t.bad', broken), echo],
      steps: [
        { id: 'a', tool: 't.bad', input: {}, continueOnError: true },
        { id: 'b', tool: 't.echo', input: {}, dependsOn: ['a'] },
      ],
      expected: `
        started a
        ended a failed: thing was not found on this machine.
        started b
        ended b succeeded: {}
        run-ended failed missing a: thing was not found on this machine.`,
    }));

  test('an optional step whose program is missing is skipped, and the run still succeeds', () =>
    check({
      tools: [testTool('t.absent', absent), echo],
      steps: [
        { id: 'a', tool: 't.absent', input: {}, optional: true },
        { id: 'b', tool: 't.echo', input: {}, dependsOn: ['a'] },
      ],
      expected: `
        started a
        ended a skipped: thing was not found on this machine.
        started b
        ended b succeeded: {}
        run-ended succeeded`,
    }));

  test('an optional step that fails otherwise fails', () =>
    check({
      tools: [testTool('t.bad', broken)],
      steps: [{ id: 'a', tool: 't.bad', input: {}, optional: true }],
      expected: `
        started a
        ended a failed: thing was not found on this machine.
        run-ended failed missing a: thing was not found on this machine.`,
    }));

  test('a tool that throws is a fault of ours, said as one; the run ends', () =>
    check({
      tools: [
        testTool('t.throws', {
          run: async () => {
            throw new Error('oh');
          },
        }),
      ],
      steps: [{ id: 'a', tool: 't.throws', input: {} }],
      expected: `
        started a
        ended a failed: t.throws broke: oh. This is a fault in Nimbus.
        run-ended failed missing a: t.throws broke: oh. This is a fault in Nimbus.`,
    }));
});

test('independent steps run side by side, four at a time', async () => {
  let running = 0;
  let most = 0;
  const gate = Promise.withResolvers<void>();
  const slow = testTool('t.slow', {
    run: async () => {
      most = Math.max(most, ++running);
      if (running === 4) gate.resolve();
      await gate.promise;
      running--;
      return { ok: true, output: {}, summary: 'Done.', undo: 'nothing-changed' };
    },
  });
  const events = await all(
    start(
      testHouse([slow]),
      Array.from({ length: 10 }, (_, i) => ({ id: `s${i}`, tool: 't.slow', input: {} })),
    ),
  );
  expect(events.at(-1)?.event).toMatchObject({ outcome: 'succeeded' });
  expect(most).toBe(4);
});

test.each([
  ['terraform', 1],
  ['git', 1],
  ['helm', 2],
  ['files', 4],
])('of %s, so many at a time: %i', async (toolset, expected) => {
  let running = 0;
  let most = 0;
  const slow = testTool(`${toolset}.slow`, {
    run: async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return { ok: true, output: {}, summary: 'Done.', undo: 'nothing-changed' };
    },
  });
  const steps = Array.from({ length: 6 }, (_, i) => ({ id: `s${i}`, tool: `${toolset}.slow`, input: {} }));
  expect((await all(start(testHouse([slow]), steps))).at(-1)?.event).toMatchObject({ outcome: 'succeeded' });
  expect(most).toBe(expected);
});

test('what could not be checked is listed at the end, and is not said to be as it should', async () => {
  const events = await all(
    start(testHouse([testTool('t.unchecked', { ...gives({}), effect: 'write' }), testTool('t.absent', absent), testTool('t.looks', gives({}))]), [
      { id: 'a', tool: 't.unchecked', input: {} },
      { id: 'b', tool: 't.absent', input: {}, optional: true },
      { id: 'c', tool: 't.looks', input: {} },
    ]),
  );
  expect(events.at(-1)?.event).toMatchObject({
    outcome: 'succeeded',
    missing: [],
    unverified: ['a: done, not verified', 'b: thing was not found on this machine.'],
  });
});

test('cancelling ends what runs and starts nothing more; every step has its end', async () => {
  const hangs = testTool('t.hangs', {
    run: (_input, at) => new Promise((_resolve, reject) => at.signal.addEventListener('abort', () => reject(at.signal.reason))),
  });
  const handle = start(testHouse([hangs]), [
    { id: 'a', tool: 't.hangs', input: {} },
    { id: 'b', tool: 't.hangs', input: {}, dependsOn: ['a'] },
  ]);
  const events = [];
  for await (const event of handle.events) {
    events.push(event);
    if (event.event.type === 'step-started') handle.cancel();
  }
  expect(transcript(events.slice(-3))).toBe(
    'step-ended b cancelled: Not started: the run was cancelled.\nstep-ended a cancelled: Stopped: the run was cancelled.\nrun-ended cancelled',
  );
});

test.each([
  [{ steps: [{ tool: 'files.restore', input: {} }] }, 'rolling the run back takes that back'],
  [{ impossible: 'nobody keeps what was there' }, 'it can’t be taken back: nobody keeps what was there'],
] as const)('of a change that was cancelled in the middle it is said what may have been done: %j', async (undo, says) => {
  const hangs = testTool('t.hangs', {
    effect: 'change',
    preview: async () => ok({ digest: 'd', summary: 'Hang', files: [], undo, warnings: [] }),
    run: (_input, at) => new Promise((_resolve, reject) => at.signal.addEventListener('abort', () => reject(at.signal.reason))),
  });
  const handle = start(testHouse([hangs]), [{ id: 'a', tool: 't.hangs', input: {} }], { consent: saysYes });
  const events = [];
  for await (const event of handle.events) {
    events.push(event);
    if (event.event.type === 'step-started') handle.cancel();
  }
  expect(transcript(events.slice(-2))).toBe(
    `step-ended a cancelled: Stopped: the run was cancelled. Part of it may have been done; ${says}.\nrun-ended cancelled`,
  );
});

test('a step over its time is stopped', async () => {
  const hangs = testTool('t.hangs', {
    timeoutMs: 20,
    run: (_input, at) => new Promise((_resolve, reject) => at.signal.addEventListener('abort', () => reject(at.signal.reason))),
  });
  const events = await all(start(testHouse([hangs]), [{ id: 'a', tool: 't.hangs', input: {} }]));
  expect(transcript(events.slice(-2))).toContain('step-ended a failed: Step a was not done after 20 ms and was stopped.');
});

test('what was approved and then changed under us is not run', async () => {
  let world = 'one';
  const writes = testTool('t.write', {
    effect: 'write',
    preview: async () => ({ ok: true, value: { digest: world, summary: 'Write', files: [], undo: 'nothing-changed', warnings: [] } }),
    run: async () => {
      throw new Error('it ran');
    },
  });
  const events = await all(
    start(testHouse([writes]), [{ id: 'a', tool: 't.write', input: {} }], {
      consent: async ({ plan }) => {
        world = 'two';
        return { ok: true, value: { hash: plan.hash, by: 'test' } };
      },
    }),
  );
  expect(events.find((e) => e.event.type === 'step-ended')?.event).toMatchObject({ status: 'failed', failure: { code: 'plan/changed-since-approval' } });
});

test('what a step beside it changed is seen again and asked about, not run on the old yes and not blamed on somebody', async () => {
  let stage = 0;
  const ran: string[] = [];
  const acts = testTool('git.act', {
    effect: 'write',
    preview: async () => ok({ digest: `index ${stage}`, summary: `Act on index ${stage}`, files: [], undo: 'nothing-changed', warnings: [] }),
    run: async () => {
      ran.push(`on index ${stage}`);
      stage += 1;
      return { ok: true, output: {}, summary: 'Acted.', undo: { impossible: 'it is a test' } };
    },
  });
  const steps = ['a', 'b', 'c'].map((id) => ({ id, tool: 'git.act', input: {} }));
  const asked: string[] = [];
  const consent: RunRequest['consent'] = async ({ plan, previews }) => {
    asked.push([...previews].map(([id, { summary }]) => `${id}: ${summary}`).join(', '));
    return ok({ hash: plan.hash, by: 'test' });
  };
  const events = await all(start(testHouse([acts]), steps, { consent }));
  expect(transcript(events.slice(-1))).toBe('run-ended succeeded');
  expect(asked).toEqual(['a: Act on index 0, b: Act on index 0, c: Act on index 0', 'b: Act on index 1, c: Act on index 1', 'c: Act on index 2']);
  expect(ran).toEqual(['on index 0', 'on index 1', 'on index 2']);
});

describe('an approval is for one place', () => {
  const target: Target = { system: 'aws', label: 'account 123456789012', facts: { account: '123456789012', region: 'eu-west-1' } };
  /** A tool whose digest knows nothing of places; the place is another one between the yes and the run. */
  const check = async (before: Target | undefined, now: Target | undefined, expected: string) => {
    let place = before;
    let ran = false;
    const acts = testTool('t.act', {
      effect: 'change',
      preview: async () =>
        ok({ digest: 'd', summary: 'Act', files: [], undo: 'nothing-changed', warnings: [], ...(place === undefined ? {} : { target: place }) }),
      run: async () => {
        ran = true;
        return { ok: true, output: {}, summary: 'Acted.', undo: 'nothing-changed' };
      },
    });
    const events = await all(
      start(testHouse([acts]), [{ id: 'a', tool: 't.act', input: {} }], {
        consent: async ({ plan }) => {
          place = now;
          return ok({ hash: plan.hash, by: 'test' });
        },
      }),
    );
    const end = events.flatMap(({ event }) => (event.type === 'step-ended' ? [event] : []))[0];
    expect(`${ran ? 'ran' : 'did not run'}: ${end?.failure?.code ?? end?.status}: ${end?.summary}`).toBe(expected);
  };
  const refused = (why: string) =>
    `did not run: plan/changed-since-approval: Step a would act on another place than the one that was approved, so it was not run: ${why}.`;

  test('the same place', () => check(target, { ...target, facts: { region: 'eu-west-1', account: '123456789012' } }, 'ran: succeeded: Acted.'));
  test('another account', () =>
    check(target, { ...target, facts: { ...target.facts, account: '210987654321' } }, refused('account was 123456789012 and is 210987654321')));
  test('a fact more, a fact less', () =>
    check(
      target,
      { ...target, facts: { account: '123456789012', profile: 'ops' } },
      refused('profile was not known and is ops and region was eu-west-1 and is not known'),
    ));
  test('a place that has another name', () =>
    check(target, { ...target, label: 'account 123456789012 as ada' }, refused('it was account 123456789012 and is account 123456789012 as ada')));
  test('no place any more', () => check(target, undefined, refused('it was account 123456789012, and nobody tells which it is now')));
  test('a place where there was none', () => check(undefined, target, refused('it was to stay in the workspace, and would act on account 123456789012')));
});

test('a plan that was seen in one place has another hash in another', async () => {
  const hashIn = async (facts: Target['facts']) => {
    const acts = testTool('t.act', {
      ...gives({}),
      effect: 'change',
      preview: async () =>
        ok({ digest: 'd', summary: 'Act', files: [], undo: 'nothing-changed', warnings: [], target: { system: 'git', label: 'origin', facts } }),
    });
    const events = await all(start(testHouse([acts]), [{ id: 'a', tool: 't.act', input: {} }]));
    return events.flatMap(({ event }) => (event.type === 'consent-asked' ? [event.hash] : []))[0];
  };
  expect(await hashIn({ remote: 'a' })).toBe(await hashIn({ remote: 'a' }));
  expect(await hashIn({ remote: 'a' })).not.toBe(await hashIn({ remote: 'b' }));
});

test.each([
  ['does not find it', async () => ({ met: false as const, missing: ['there is no such thing'] }), 'run-ended failed missing a: there is no such thing'],
  [
    'breaks',
    async () => {
      throw new Error('no net');
    },
    'run-ended failed missing a: the check itself broke: no net',
  ],
] as const)('a tool that says it is done is not believed where its check %s', async (_what, verify, expected) => {
  const lies = testTool('t.lies', { ...gives({}), effect: 'write', verify });
  expect(transcript((await all(start(testHouse([lies]), [{ id: 'a', tool: 't.lies', input: {} }]))).slice(-1))).toBe(expected);
});

test('the executor takes nothing that safety did not make', async () => {
  const house = testHouse([echo]);
  const ports = {
    tools: house.tools,
    workplace: () => house.workplace(house.folder, new AbortController().signal, () => {}),
    verify: async () => undefined,
    now: () => 0,
    wait: async () => {},
  };
  const forged = { step: { id: 'a', tool: 't.echo', input: {}, dependsOn: [] } } as unknown as ApprovedStep;
  await expect(Array.fromAsync(execute([forged], ApprovedStep.open, ports, new AbortController().signal))).rejects.toThrow('not an approved step');
});

test('nothing is done before its beginning has been dealt with by who keeps the events', async () => {
  const order: string[] = [];
  const acts = testTool('t.acts', {
    run: async () => {
      order.push('acts');
      return { ok: true, output: {}, summary: 'Done.', undo: 'nothing-changed' };
    },
  });
  const house = testHouse([acts]);
  const { append } = house.journal;
  const journal = {
    ...house.journal,
    append: (runId: string, event: Parameters<typeof append>[1]) => {
      const kept = append(runId, event);
      order.push(event.type);
      return kept;
    },
  };
  await all(start({ ...house, journal }, [{ id: 'a', tool: 't.acts', input: {} }]));
  expect(order.filter((what) => what === 'acts' || what.startsWith('step-'))).toEqual(['step-decided', 'step-started', 'acts', 'step-ended']);
});
