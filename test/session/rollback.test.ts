import { expect, test } from 'vitest';
import type { RecordedEvent, RunEvent } from '../../src/domain/event.ts';
import { registry } from '../../src/domain/registry.ts';
import type { Undo } from '../../src/domain/tool.ts';
import { rollbackPlan, undosOf } from '../../src/session/rollback.ts';

const recorded = (events: readonly RunEvent[]): readonly RecordedEvent[] => events.map((event, i) => ({ runId: 'r', seq: i + 1, at: i, event }));
const restore = (...files: [string, string | null, string | null][]): Undo => ({
  steps: [{ tool: 'files.restore', input: { files: files.map(([path, to, expect]) => ({ path, to, expect })), folders: ['infra'] } }],
});
const started = (undo: Undo): RunEvent => ({ type: 'step-started', id: 's', attempt: 1, undo });
const ended = (undo: Undo): RunEvent => ({ type: 'step-ended', id: 's', status: 'succeeded', durationMs: 1, summary: '', undo });

const check = (events: readonly RunEvent[], expected: Undo | undefined) => expect(undosOf(recorded(events)).get('s')).toEqual(expected);

test('a step that ended is taken back as it said in the end', () =>
  check([started({ impossible: 'not known yet' }), ended(restore(['a', 'old', 'new']))], restore(['a', 'old', 'new'])));

test('a step that was cut off is taken back as it said when it began', () => check([started(restore(['a', 'old', 'new']))], restore(['a', 'old', 'new'])));

test('a step taken up again goes back to before the first attempt', () =>
  check(
    [
      started(restore(['a', 'old', 'new'], ['b', null, 'new b'])),
      started(restore(['b', null, 'other b'], ['c', 'old c', 'new c'])),
      ended(restore(['b', null, 'other b'], ['c', 'old c', 'new c'])),
    ],
    restore(['a', 'old', 'new'], ['b', null, 'other b'], ['c', 'old c', 'new c']),
  ));

test('what had nothing left to do when it was taken up keeps the first attempt’s undo', () =>
  check([started(restore(['a', 'old', 'new'])), started('nothing-changed'), ended('nothing-changed')], restore(['a', 'old', 'new'])));

test('other undos are taken one by one, the last first; an impossible one is said', () => {
  const tag = (n: number): Undo => ({ steps: [{ tool: 'git.restoreRef', input: { n } }] });
  check([started(tag(1)), started(tag(2))], {
    steps: [
      { tool: 'git.restoreRef', input: { n: 2 } },
      { tool: 'git.restoreRef', input: { n: 1 } },
    ],
  });
  check([started(tag(1)), started({ impossible: 'it is gone' })], { impossible: 'it is gone' });
});

test('a run that did what can’t be undone is not said to have left nothing', () => {
  const back = (undo: Undo) => {
    const plan = rollbackPlan('run-1', 'g', recorded([started(undo), ended(undo)]), registry([]));
    return plan.ok ? 'a plan' : [plan.failure.code, plan.failure.message, plan.failure.fix];
  };
  expect(back({ impossible: 'nobody keeps it' })).toEqual([
    'run/cannot-roll-back',
    'What run run-1 did can’t be taken back: s can’t be undone: nobody keeps it.',
    'It stays as it is. Look at it yourself, and undo by hand what you do not want: nimbus runs show run-1 names what was done.',
  ]);
  expect(back('nothing-changed')).toEqual([
    'run/nothing-to-roll-back',
    'Run run-1 left nothing to take back: it changed nothing.',
    'Nothing needs to be done.',
  ]);
});

test('a step that never began has nothing to take back', () => check([ended('nothing-changed')], undefined));
