import { expect, test } from 'vitest';
import { Paint, tame } from '../../../src/tools/kubernetes/terminal/paint.ts';
import { endIn } from '../../../src/tools/kubernetes/terminal/stream-end.ts';
import { stateOf } from '../../../src/tools/kubernetes/workload/log-end.ts';
import type { Pod } from '../../../src/tools/kubernetes/workload/why.ts';

const esc = '\u001b';

test.each([
  ['colours and tabs', `${esc}[1;31mred${esc}[0m\tplain`, `${esc}[1;31mred${esc}[0m\tplain`],
  ['not the cursor', `a${esc}[2J${esc}[10;5Hb${esc}[?25l`, 'ab'],
  ['no title and no clipboard', `a${esc}]0;title\u0007${esc}]52;c;aGk=\u0007b`, 'ab'],
  ['no return, no bell, no line of its own', 'a\rb\u0007\u0008\u2028c\n', 'abc'],
  ['no half sequence', `a${esc}`, 'a'],
])('of a log a terminal is given %s', (_what, text, expected) => expect(tame(text)).toBe(expected));

test('pods have colours of their own, by the order they come in; one alone has no name', () => {
  const line = (pod: string) => ({ pod, container: 'web', time: '2026-01-01T00:00:00Z', text: 'hello' });
  const many = new Paint(true, false, (text) => text);
  expect(['a', 'b', 'a'].map((pod) => many.line(line(pod)))).toEqual(
    [36, 32, 36].map((colour, i) => `${esc}[${colour}m${['a', 'b', 'a'][i]}${esc}[39m hello${esc}[0m\r\n`),
  );
  const one = new Paint(false, true, (text) => text.replace('hello', '<secret:known>'));
  expect(one.line(line('a'))).toBe(`${esc}[2m2026-01-01T00:00:00Z${esc}[22m <secret:known>${esc}[0m\r\n`);
});

const withStatus = (status: Pod['status']): Pod => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web-0' }, status }) as Pod;
const container = (state: object, more: object = {}) => ({ containerStatuses: [{ name: 'web', restartCount: 1, state, ...more }] });

test.each([
  ['runs', { phase: 'Running', ...container({ running: {} }) }, { type: 'again', restarts: 1 }],
  ['says nothing', {}, { type: 'again', restarts: 0 }],
  ['ended well', container({ terminated: { exitCode: 0, reason: 'Completed' } }), { type: 'ended', how: 'container web ended well' }],
  ['failed', container({ terminated: { exitCode: 3, reason: 'Error' } }), { type: 'ended', how: 'container web ended with exit code 3' }],
  [
    'had too little memory',
    container({ terminated: { exitCode: 137, reason: 'OOMKilled' } }),
    { type: 'ended', how: 'container web ended for want of memory' },
  ],
  [
    'crashes again and again',
    container({ waiting: { reason: 'CrashLoopBackOff' } }, { lastState: { terminated: { exitCode: 1 } } }),
    { type: 'ended', how: 'container web ended with exit code 1 and waits to be started again: CrashLoopBackOff' },
  ],
  ['is being made', { phase: 'Pending', ...container({ waiting: { reason: 'ContainerCreating' } }) }, { type: 'waiting', why: 'ContainerCreating' }],
  [
    'finds no node',
    { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', message: 'no node has room' }] },
    { type: 'waiting', why: 'no node has room' },
  ],
])('after the end of its log, a container that %s', (_what, status, expected) =>
  expect(stateOf(withStatus(status as Pod['status']), 'web', 0)).toEqual(expected),
);

test.each([
  ['{"status":"Success"}', { ok: true, code: 0 }],
  ['{"status":"Failure","message":"m","details":{"causes":[{"reason":"ExitCode","message":"7"}]}}', { ok: true, code: 7 }],
  ['{"status":"Failure","message":"no such container"}', { ok: false, why: 'no such container' }],
  ['', { ok: false, why: 'it broke off before the command had ended' }],
  ['404 page not found', { ok: false, why: '404 page not found' }],
])('a stream that ends with %j', (text, expected) => expect(endIn(text)).toEqual(expected));
