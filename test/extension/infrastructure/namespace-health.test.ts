import { expect, test } from 'vitest';
import { forbidden } from '../../../src/domain/failure/kubernetes.ts';
import { type Ask, AskFailed } from '../../../src/extension/infrastructure/branch.ts';
import { clusters } from '../../../src/extension/infrastructure/kubernetes.ts';
import { standings } from '../../../src/extension/infrastructure/namespace-health.ts';

const row = (namespace: string, ...cells: readonly string[]) => ({ name: cells[0] ?? '', namespace, cells });
const said: Readonly<Record<string, object>> = {
  deployment: {
    columns: ['Name', 'Ready', 'Age'],
    objects: [row('shop', 'web', '1/3', '2d'), row('shop', 'api', '2/2', '2d'), row('calm', 'web', '2/2', '2d'), row('idle', 'off', '0/0', '2d')],
  },
  statefulset: { columns: ['Name', 'Ready'], objects: [row('shop', 'db', '0/1')] },
  daemonset: { columns: ['Name', 'Desired', 'Current', 'Ready'], objects: [row('calm', 'agent', '3', '3', '3'), row('system', 'proxy', '3', '3', '2')] },
};
const answer: Ask = async (_tool, { kind }) => ({ truncated: false, ...said[String(kind)] });

test('workloads of every kind are counted, those that lack pods apart', async () => {
  expect(Object.fromEntries(await standings('dev', answer))).toEqual({
    shop: { all: 3, short: 2 },
    calm: { all: 2, short: 0 },
    idle: { all: 1, short: 0 },
    system: { all: 1, short: 1 },
  });
});

test.each<readonly [string, Ask]>([
  [
    'one kind may not be seen',
    async (tool, input) => {
      if (input.kind === 'statefulset') throw new AskFailed(forbidden('statefulsets is forbidden'));
      return answer(tool, input);
    },
  ],
  ['there are more than were told', async (tool, input) => ({ ...((await answer(tool, input)) as object), truncated: input.kind === 'deployment' })],
])('nothing is said where %s', async (_why, ask) => expect([...(await standings('dev', ask))]).toEqual([]));

test('a namespace says how it stands, and is listed all the same when that is not known', async () => {
  const namespaces = { columns: ['Name', 'Status'], objects: ['shop', 'calm', 'empty'].map((name) => ({ name, status: 'Active', cells: [name, 'Active'] })) };
  const lines = async (health: Ask) => {
    const [cluster] = (await clusters('k', [{ name: 'dev', isCurrent: true }])?.children?.(health)) ?? [];
    const ask: Ask = async (tool, input) => (input.kind === 'namespace' ? { truncated: false, ...namespaces } : health(tool, input));
    return ((await cluster?.children?.(ask)) ?? []).map(({ label, description, icon }) => [label, description, icon].filter(Boolean).join(' · '));
  };
  expect(await lines(answer)).toEqual([
    'Nodes · server-process',
    'shop · 2 of 3 workloads not ready · warning',
    'calm · 2 workloads ready · symbol-namespace',
    'empty · symbol-namespace',
  ]);
  const late: Ask = async () => {
    throw new AskFailed({ ...forbidden('no answer'), code: 'kubernetes/unreachable' });
  };
  expect(await lines(late)).toEqual(['Nodes · server-process', 'shop · symbol-namespace', 'calm · symbol-namespace', 'empty · symbol-namespace']);
});
