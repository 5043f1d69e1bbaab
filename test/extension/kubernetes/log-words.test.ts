import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logDocument, pinned } from '../../../src/extension/kubernetes/log-words.ts';
import type { Place } from '../../../src/extension/kubernetes/place.ts';
import { type Kubeconfig, readKubeconfig } from '../../../src/tools/kubernetes/client/kubeconfig.ts';
import { tempFolder } from '../../support/temp.ts';

/** Two clusters, of which `current` is the one in use. */
async function kubeconfig(current: string): Promise<Kubeconfig> {
  const path = join(tempFolder(), 'kubeconfig');
  writeFileSync(
    path,
    `apiVersion: v1
kind: Config
current-context: ${current}
clusters:
  - { name: eu-1, cluster: { server: "https://eu.example.com" } }
  - { name: us-1, cluster: { server: "https://us.example.com" } }
contexts:
  - { name: staging, context: { cluster: eu-1, user: ops, namespace: shop } }
  - { name: prod, context: { cluster: us-1, user: ops } }
users:
  - { name: ops, user: {} }
`,
  );
  const read = await readKubeconfig({ KUBECONFIG: path });
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

const web: Place = { kind: 'deployment', name: 'web' };

test.each([
  ['nothing', web, 'staging', { ...web, context: 'staging', namespace: 'shop' }],
  ['a context that says no namespace', web, 'prod', { ...web, context: 'prod', namespace: 'default' }],
  ['its namespace', { ...web, namespace: 'api' }, 'staging', { ...web, context: 'staging', namespace: 'api' }],
  ['both, another than the current one', { ...web, namespace: 'api', context: 'prod' }, 'staging', { ...web, context: 'prod', namespace: 'api' }],
  ['a context that is gone', { ...web, context: 'old' }, 'staging', { ...web, context: 'old' }],
])('a log that names %s is pinned to what holds when it is asked for', async (_, of, current, expected) =>
  expect(pinned(of, await kubeconfig(current))).toEqual(expected),
);
test('after a switch of contexts it is still the one it was', async () => {
  const asked = pinned(web, await kubeconfig('staging'));
  expect(pinned(asked, await kubeconfig('prod'))).toEqual(asked);
});
test('without a kubeconfig it is as it was', () => expect(pinned(web, undefined)).toEqual(web));

const answer = { lines: ['started'], unread: [], truncated: false, context: 'staging', namespace: 'shop' };
test.each([
  ['all that is known', answer, 'eu-1', '── web · namespace shop · context staging · cluster eu-1 ──\nstarted\n'],
  ['no cluster', answer, undefined, '── web · namespace shop · context staging ──\nstarted\n'],
  [
    'what is missing of it',
    { ...answer, lines: [], truncated: true, unread: [{ pod: 'web-1', why: 'gone' }] },
    'eu-1',
    '── web · namespace shop · context staging · cluster eu-1 ──\n── older lines are left out ──\n── web-1: gone ──\n',
  ],
  ['nothing', { ...answer, lines: [] }, undefined, '── web · namespace shop · context staging ──\n── it has no line yet ──\n'],
])('the first line says where it is from: %s', (_, given, cluster, text) => expect(logDocument('web', given, cluster)).toBe(text));
