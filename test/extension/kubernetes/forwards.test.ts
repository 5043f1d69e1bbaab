import { expect, test } from 'vitest';
import { ageOf, forwards } from '../../../src/extension/infrastructure/forwards.ts';
import type { Forward } from '../../../src/tools/kubernetes/forward/forwards.ts';

const forward = (n: number, { connections = 0, problem }: { connections?: number; problem?: string } = {}): Forward => ({
  id: `forward-${n}`,
  name: 'Service/shop/web',
  namespace: 'shop',
  context: 'kind-dev',
  localPort: 8_000 + n,
  url: `http://127.0.0.1:${8_000 + n}`,
  since: 1_000_000,
  asked: { kind: 'service', name: 'web', namespace: 'shop', remotePort: 80 },
  pod: () => 'web-1',
  remotePort: () => 8080,
  connections: () => connections,
  problem: () => problem,
});

test('a line for each, with what is wrong and what can be done', async () => {
  let open: readonly Forward[] = [];
  const section = forwards(
    'f',
    () => open,
    () => 1_000_000 + 5 * 60_000,
  );
  expect([section.description, await section.children?.(async () => undefined), Object.keys(section.actions ?? {})]).toEqual(['none', [], []]);

  open = [forward(1, { connections: 2 }), forward(2, { problem: 'There is no Pod/shop/web-1.' })];
  expect([section.description, Object.keys(section.actions ?? {})]).toEqual(['2', ['nimbus.kubernetes.stopForwards']]);
  const lines = (await section.children?.(async () => undefined)) ?? [];
  expect(lines.map(({ icon, label, description }) => `${icon} ${label} ${description}`)).toEqual([
    'plug 127.0.0.1:8001 Service/shop/web:80 · 2 connections · 5 min',
    'warning 127.0.0.1:8002 broken: There is no Pod/shop/web-1. · Service/shop/web:80 · 5 min',
  ]);
  const can = lines.map(({ actions }) => Object.keys(actions ?? {}).map((one) => one.replace('nimbus.kubernetes.', '')));
  expect(can).toEqual([
    ['openForward', 'copyForward', 'stopForward'],
    ['openForward', 'copyForward', 'forwardAgain', 'stopForward'],
  ]);
  expect(lines[0]?.actions?.['nimbus.kubernetes.openForward']).toEqual({ link: 'http://127.0.0.1:8001' });
  expect(new Set(lines.map(({ id }) => id)).size).toBe(2);
});

test.each([
  [0, 'just now'],
  [59_999, 'just now'],
  [60_000, '1 min'],
  [59 * 60_000, '59 min'],
  [3_600_000, '1 h'],
  [50 * 3_600_000, '50 h'],
])('%s ms are %s', (ms, text) => expect(ageOf(ms)).toBe(text));
