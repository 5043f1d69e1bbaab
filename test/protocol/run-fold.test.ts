import { describe, expect, test } from 'vitest';
import type { RecordedEvent, RunEvent, RunOutcome } from '../../src/domain/event.ts';
import type { Failure } from '../../src/domain/failure/failure.ts';
import type { Verdict } from '../../src/domain/tool.ts';
import { emptyRun, type Folded, foldRun, outputLinesMax, type RunView } from '../../src/protocol/run-fold.ts';
import {
  approvalLabel,
  costOfAll,
  costWords,
  effectMark,
  openEndsOf,
  outcomeSentence,
  outcomeWords,
  planRisk,
  progress,
  proofWords,
  stepTitle,
  terraformReason,
  thingsToChange,
  undoable,
} from '../../src/protocol/run-words.ts';
import { plan, recordedEvents } from './events.ts';

/** A view as a person reads it. */
function read(view: RunView): string {
  const steps = view.steps.map((s) =>
    [
      `  ${effectMark[s.step.effect]} ${stepTitle(s)}: ${s.status}`,
      s.attempts > 1 && `attempt ${s.attempts}`,
      s.durationMs !== undefined && `${s.durationMs} ms`,
      s.fraction !== undefined && `${s.fraction * 100} %`,
      s.output.length > 0 && `"${s.output.at(-1)}"`,
      s.summary,
      s.findings.length > 0 && `${s.findings.length} finding`,
      s.failure && `because ${s.failure.message}`,
    ]
      .filter(Boolean)
      .join(' · '),
  );
  return [`${view.phase}${view.asked ? '' : ' (never asked)'}`, ...steps, outcomeSentence(view)].filter(Boolean).join('\n');
}

const check = (events: readonly RecordedEvent[], expected: string): void => expect(read(foldRun(emptyRun, events).view)).toBe(trim(expected));
const trim = (text: string): string =>
  text
    .replace(/^\n/, '')
    .replace(/\n\s*$/, '')
    .replace(/^ {6}/gm, '');
const all = recordedEvents();
const until = (type: RunEvent['type'], nth = 1): readonly RecordedEvent[] => {
  const found = all.filter((e) => e.event.type === type)[nth - 1];
  return all.filter((e) => found !== undefined && e.seq <= found.seq);
};
const then = (events: readonly RecordedEvent[], ...more: readonly RunEvent[]): readonly RecordedEvent[] => [
  ...events,
  ...more.map((event, i) => ({ runId: 'r1', seq: events.length + i + 1, at: 2_000_000 + i * 1000, event })),
];

const untrusted: Failure = {
  code: 'safety/untrusted',
  category: 'user',
  severity: 'medium',
  recoverable: true,
  message: 'The folder is not trusted',
  fix: 'Trust it.',
};

describe('a view tells what has happened so far', () => {
  test('nothing yet', () => check([], 'planning (never asked)'));
  test('waiting for a yes', () =>
    check(
      until('consent-asked'),
      `
      asking
        ✎ Write 2 files in infra/: waiting
        ○ Terraform validate: waiting
        ○ Rules scan: waiting
        ◇ Terraform plan: waiting`,
    ));
  test('in the middle', () =>
    check(
      until('step-progressed'),
      `
      running
        ✎ Write 2 files in infra/: succeeded · 100 ms · 2 files written
        ○ Terraform validate: running · 50 % · "Reading 3 files"
        ○ Rules scan: waiting
        ◇ Terraform plan: waiting`,
    ));
  test('to its end, with what was skipped and why', () =>
    check(
      all,
      `
      ended
        ✎ Write 2 files in infra/: succeeded · 100 ms · 2 files written
        ○ Terraform validate: succeeded · 1900 ms · "Reading 3 files" · Valid
        ○ Rules scan: succeeded · 80 ms · 1 finding · 1 finding
        ◇ Terraform plan: skipped · 0 ms · terraform is not installed · because terraform was not found, so no plan was made.
      Done in 9.0 s, not all of it checked. 2 files written. Valid. 1 finding.`,
    ));
  test('refused before it was asked about', () =>
    check(
      then(until('plan-ready'), { type: 'run-ended', outcome: 'refused', missing: [], unverified: [], failure: untrusted }),
      `
      ended (never asked)
        ✎ Generate Terraform: waiting
        ○ Terraform validate: waiting
        ○ Rules scan: waiting
        ◇ Terraform plan: waiting
      Not run. The folder is not trusted. Nothing was changed.`,
    ));
  test('cancelled while something ran', () =>
    check(
      then(
        until('step-progressed'),
        { type: 'step-ended', id: 'check', status: 'cancelled', durationMs: 700, summary: '', undo: 'nothing-changed' },
        { type: 'run-ended', outcome: 'cancelled', missing: [], unverified: [] },
      ),
      `
      ended
        ✎ Write 2 files in infra/: succeeded · 100 ms · 2 files written
        ○ Terraform validate: cancelled · 700 ms · "Reading 3 files"
        ○ Rules scan: waiting
        ◇ Terraform plan: waiting
      Cancelled after 16 min 33 s. 2 files written.`,
    ));
  test('what is left open, by the titles of its steps, and nothing that a step says itself', () => {
    const failure: Failure = { ...untrusted, message: 'terraform is not installed' };
    const ended = { type: 'step-ended', durationMs: 7, summary: failure.message, undo: 'nothing-changed', failure } as const;
    const { view } = foldRun(
      emptyRun,
      then(
        until('step-progressed'),
        { ...ended, id: 'check', status: 'failed' },
        { ...ended, id: 'preview', status: 'skipped' },
        {
          type: 'run-ended',
          outcome: 'failed',
          missing: ['check: terraform is not installed', 'check: infra/ is not valid', 'practices never ran'],
          unverified: ['preview: terraform is not installed', 'files: done, not verified', 'files'],
        },
      ),
    );
    expect(openEndsOf(view, 'missing')).toEqual(['Terraform validate: infra/ is not valid', 'practices never ran']);
    expect(openEndsOf(view, 'unverified')).toEqual(['Terraform plan', 'Write 2 files in infra/: done, not verified', 'Write 2 files in infra/']);
  });
  test('cut off and resumed: what was done is done, what was cut off waits', () =>
    check(
      then(until('step-progressed'), { type: 'run-resumed', finished: ['files'] }),
      `
      reviewing
        ✎ Write 2 files in infra/: succeeded · 100 ms · 2 files written
        ○ Terraform validate: waiting · 50 % · "Reading 3 files"
        ○ Rules scan: waiting
        ◇ Terraform plan: waiting`,
    ));
  test('resumed and planned again: what was done is still told as done', () =>
    check(
      then(until('step-progressed'), { type: 'run-resumed', finished: ['files'] }, { type: 'plan-ready', plan }),
      `
      reviewing
        ✎ Write 2 files in infra/: succeeded · 100 ms · 2 files written
        ○ Terraform validate: waiting
        ○ Rules scan: waiting
        ◇ Terraform plan: waiting`,
    ));
  test('tried again after a failure', () =>
    check(
      then(until('step-progressed'), { type: 'step-started', id: 'check', attempt: 2, undo: 'nothing-changed' }),
      `
      running
        ✎ Write 2 files in infra/: succeeded · 100 ms · 2 files written
        ○ Terraform validate: running · attempt 2 · "Reading 3 files"
        ○ Rules scan: waiting
        ◇ Terraform plan: waiting`,
    ));
});

test.each<{ monthlyDelta?: number; says: string }>([
  { says: 'cost not known' },
  { monthlyDelta: 0, says: 'costs as much as before' },
  { monthlyDelta: 0.3, says: 'costs as much as before' },
  { monthlyDelta: 1234, says: 'about +1,234 US dollars a month' },
  { monthlyDelta: -3.6, says: 'about −4 US dollars a month' },
])('what it costs: $says', ({ says, ...cost }) => {
  expect(costWords({ ...cost, currency: 'USD', priced: 6, unpriced: 1, asOf: '2026-11-21' })).toBe(`${says}; 6 priced, 1 not (prices of 2026-11-21)`);
});

test('what the steps of a plan cost together: what has no price adds nothing but its number', () => {
  const one = { currency: 'USD', priced: 1, unpriced: 2, asOf: '2026-11-21' } as const;
  expect(costOfAll([])).toBeUndefined();
  expect(costOfAll([one, one])).toEqual({ ...one, priced: 2, unpriced: 4 });
  expect(costOfAll([one, { ...one, monthlyDelta: 5 }, { ...one, monthlyDelta: -2 }])).toEqual({ ...one, monthlyDelta: 3, priced: 3, unpriced: 6 });
});

test.each([
  ['delete_because_each_key', 'its key is gone from for_each'],
  ['cannot_update', 'it can’t be changed in place'],
  ['requested', 'replacing it was asked for with -replace'],
  ['of_a_later_version', 'of a later version'],
])('why Terraform does it: %s', (reason, says) => expect(terraformReason(reason)).toBe(says));

test('that it was looked at again is said where all that was left was found right, and nowhere else', () => {
  const proof = (verdict: Verdict | undefined, outcome: RunOutcome = 'succeeded', isRollback = false, times = 1) => {
    const events = then(until('step-ended'), { type: 'run-ended', outcome, missing: [], unverified: [] }).map((recorded) =>
      recorded.event.type === 'step-ended' ? { ...recorded, event: { ...recorded.event, verdict } } : recorded,
    );
    const { view } = foldRun(emptyRun, events as readonly RecordedEvent[]);
    return proofWords({ ...view, steps: Array.from({ length: times }, () => view.steps).flat() }, { isRollback });
  };
  expect(proof({ met: true })).toBe('Looked at again: everything is as planned.');
  expect(proof({ met: true }, 'succeeded', false, 2)).toBe('Each step was looked at again after it ran: everything was as planned.');
  expect(proof({ met: true }, 'succeeded', true)).toBe('Looked at again: everything is as it was before.');
  expect(proof(undefined)).toBeUndefined();
  expect(proof({ met: false, missing: ['infra/main.tf is another one'] })).toBeUndefined();
  expect(proof({ met: true }, 'cancelled')).toBeUndefined();
});

test('of what nobody could look at again nothing says just done', () => {
  const head = (verdict: Verdict | undefined, unverified: readonly string[]) => {
    const events = then(until('step-ended'), { type: 'run-ended', outcome: 'succeeded', missing: [], unverified }).map((recorded) =>
      recorded.event.type === 'step-ended' ? { ...recorded, event: { ...recorded.event, verdict } } : recorded,
    );
    return outcomeWords(foldRun(emptyRun, events as readonly RecordedEvent[]).view).head.replace(/ in [^,]+/, '');
  };
  expect(head({ met: true }, [])).toBe('Done');
  expect(head(undefined, ['files: done, not verified'])).toBe('Done, not checked');
  expect(head({ met: true }, ['practices: checkov is not installed'])).toBe('Done, not all of it checked');
});

test('what a failure says of itself is said once', () => {
  const failure: Failure = { ...untrusted, message: 'The saved plan no longer fits. Nothing was changed.' };
  for (const outcome of ['failed', 'refused'] as const) {
    const { view } = foldRun(emptyRun, then(until('plan-ready'), { type: 'run-ended', outcome, missing: [], unverified: [], failure }));
    expect(outcomeSentence(view)).toBe(`${outcome === 'failed' ? 'Failed' : 'Not run'}. The saved plan no longer fits. Nothing was changed.`);
  }
});

describe('the order in which events arrive makes no difference', () => {
  const whole = foldRun(emptyRun, all);
  const same = (batches: readonly (readonly RecordedEvent[])[]): void => {
    const got = batches.reduce<Folded>(foldRun, emptyRun);
    expect(got).toEqual(whole);
  };
  test('one at a time', () => same(all.map((e) => [e])));
  test('backwards', () => same(all.toReversed().map((e) => [e])));
  test('each one twice', () => same(all.flatMap((e) => [[e], [e]])));
  test('a snapshot in the middle of the stream', () => same([all.slice(4, 9), all.slice(0, 12), all.slice(6)]));
  test('shuffled, a hundred ways', () => {
    let seed = 42;
    const random = (): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return seed / 2 ** 31;
    };
    for (let i = 0; i < 100; i++)
      same([
        all
          .map((e) => ({ e, key: random() }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ e }) => e),
      ]);
  });
  test('a journal keeps no progress, so its numbers have gaps', () => {
    const kept = all.filter((e) => e.event.type !== 'step-progressed');
    check(
      kept.filter((e) => e.seq <= 15),
      `
      running
        ✎ Write 2 files in infra/: succeeded · 100 ms · 2 files written
        ○ Terraform validate: succeeded · 1900 ms · Valid
        ○ Rules scan: running
        ◇ Terraform plan: waiting`,
    );
  });
  test("another run's events are left out", () => {
    const other = all.map((e) => ({ ...e, runId: 'r2' }));
    expect(foldRun(whole, other)).toEqual(whole);
    expect(foldRun(emptyRun, [...all.slice(0, 2), ...other]).events.length).toBe(2);
  });
});

test('a step that never stops talking keeps its last lines and counts the others', () => {
  const lines = Array.from({ length: outputLinesMax + 50 }, (_, i): RunEvent => ({ type: 'step-progressed', id: 'check', line: `line ${i}` }));
  const step = foldRun(emptyRun, then(until('plan-ready'), ...lines)).view.steps[1];
  expect([step?.output.length, step?.output.at(-1), step?.dropped]).toEqual([outputLinesMax, `line ${outputLinesMax + 49}`, 50]);
});

test('what a plan comes to', () => {
  const view = foldRun(emptyRun, until('consent-asked')).view;
  expect({
    button: approvalLabel(view),
    risk: planRisk(view),
    things: thingsToChange(view),
    undo: undoable(view),
    progress: progress(view).of,
    hash: view.asked,
  }).toEqual({
    button: 'Write 2 files in infra/',
    risk: 'low',
    things: ['2 files'],
    undo: { any: true, not: [] },
    progress: 4,
    hash: plan.hash,
  });
});

test('objects of a cluster are no files', () => {
  const { view } = foldRun(emptyRun, until('consent-asked'));
  const target = { system: 'kubernetes' as const, label: 'context admin, namespace shop', facts: {} };
  const steps = view.steps.map((s, i) => (i === 0 && s.preview !== undefined ? { ...s, preview: { ...s.preview, target } } : s));
  expect(thingsToChange({ ...view, steps })).toEqual(['2 objects']);
});

test('findings are told where the workspace folder has them, gravest first', () => {
  const scan = foldRun(emptyRun, all).view.steps[2];
  expect(scan?.findings.map((f) => `${f.severity} ${f.file}:${f.line} ${f.message}`)).toEqual(['medium infra/main.tf:12 Old versions are not kept.']);
});

test('a plan of what applying would do is known by its shape', () => {
  const output = { directory: 'infra', counts: { add: 39, change: 2, remove: 1, import: 0 }, changes: [{ address: 'aws_vpc.main', action: 'create' }] };
  const ended: RunEvent = { type: 'step-ended', id: 'preview', status: 'succeeded', durationMs: 1, summary: '', undo: 'nothing-changed', output };
  expect(foldRun(emptyRun, then(until('plan-ready'), ended)).view.steps[3]?.changes?.counts.add).toBe(39);
});

test('two steps that ask share a button that says so', () => {
  const view = foldRun(emptyRun, then(until('consent-asked'), { type: 'step-decided', id: 'preview', decision: { kind: 'confirm', reasons: [] } })).view;
  expect(approvalLabel(view)).toBe('Write 2 files in infra/, and 1 more step');
});
