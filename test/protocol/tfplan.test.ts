import { expect, test } from 'vitest';
import { readFromTfplan, readToTfplan } from '../../src/protocol/tfplan.ts';
import { detailsOf, planShown } from '../webview/tfplan/plan.ts';

/** Through JSON, as `postMessage` does it, and then the reader. */
function check({ read, sent, problem }: { read: typeof readToTfplan | typeof readFromTfplan; sent: unknown; problem?: RegExp }): void {
  const wire: unknown = JSON.parse(JSON.stringify(sent));
  const got = read(wire);
  if (problem === undefined) expect(got).toEqual({ ok: true, message: wire });
  else expect(got).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
}

const shown = planShown([['replace module.a.aws_vpc.b critical', ['tags']]]);
const details = detailsOf(0, {
  why: ['Why.'],
  attributes: [{ path: 'a', before: '1', after: '(sensitive)', forces: true }],
  dependents: [{ address: 'x', row: 0, direct: true }],
  cost: '$1.00 a month',
});

test.each<[string, Parameters<typeof check>[0]]>([
  ['a plan', { read: readToTfplan, sent: { ...shown, madeAt: 1, cost: { monthlyDelta: -2, priced: 1, unpriced: 2, asOf: '2026-11-01' } } }],
  ['a plan without prices', { read: readToTfplan, sent: { ...shown, cost: { priced: 0, unpriced: 2, asOf: '2026-11-01' } } }],
  ['details', { read: readToTfplan, sent: { type: 'details', details } }],
  ['a problem', { read: readToTfplan, sent: { type: 'problem', protocol: 1, title: 'a', message: 'b', fix: 'c' } }],
  ['a row to go to', { read: readToTfplan, sent: { type: 'reveal', row: 3 } }],
  ['what a row expands to is asked for', { read: readFromTfplan, sent: { type: 'readDetails', row: 3 } }],
  ['the block of a row', { read: readFromTfplan, sent: { type: 'openBlock', row: 3 } }],
  ['a copy', { read: readFromTfplan, sent: { type: 'copyAddress', row: 3 } }],
  ['how far it is', { read: readToTfplan, sent: { type: 'reading', protocol: 1, title: 'plan.json', says: 'Reading the file', step: 1, of: 3 } }],
  ['no further', { read: readFromTfplan, sent: { type: 'stop' } }],
  ['the plan that is shown to be applied', { read: readFromTfplan, sent: { type: 'apply' } }],
  ['its root module to be planned again', { read: readFromTfplan, sent: { type: 'plan' } }],
  ['a plan that is left to be applied', { read: readToTfplan, sent: { ...shown, next: 'apply' } }],
  ['once more', { read: readFromTfplan, sent: { type: 'again' } }],
  ['an action nobody knows', { read: readToTfplan, sent: { ...shown, rows: [{ ...shown.rows[0], action: 'explode' }] }, problem: /rows\[0\]\.action/ }],
  [
    'a row without its module',
    { read: readToTfplan, sent: { ...shown, rows: [{ name: 'a', type: 0, action: 'create', risk: 'low' }] }, problem: /rows\[0\]\.module/ },
  ],
  [
    'a value that is no text',
    { read: readToTfplan, sent: { type: 'details', details: { ...details, attributes: [{ path: 'a', after: 1 }] } }, problem: /attributes\[0\]\.after/ },
  ],
  ['a path in the place of a row', { read: readFromTfplan, sent: { type: 'openBlock', row: '/etc/passwd' }, problem: /row: expected number/ }],
  ['something else to run', { read: readFromTfplan, sent: { type: 'run', tool: 'shell.run' }, problem: /type/ }],
])('%s', (_, row) => check(row));

test('a page can’t name another plan to apply than the one it shows', () =>
  expect(readFromTfplan({ type: 'apply', plan: 'tfplan-2' })).toEqual({ ok: true, message: { type: 'apply' } }));
