import { expect, test } from 'vitest';
import { clusterTarget } from '../../src/domain/cluster-target.ts';

const many = Array.from({ length: 9 }, (_, n) => `team-${n}`);

test.each([
  ['one namespace', ['shop', 'shop'], 'namespace shop', 'shop', ['shop']],
  ['the cluster alone', [undefined], 'the whole cluster', undefined, ['*']],
  ['several, in any order', ['web', 'kube-system', 'web'], 'namespaces kube-system and web', 'kube-system, web', ['kube-system', 'web']],
  ['a namespace and what stands in none', [undefined, 'shop'], 'namespace shop and the whole cluster', 'shop', ['shop', '*']],
  ['so many that a label can’t name them', many, 'namespaces team-0, team-1, team-2, team-3, team-4, team-5 and 3 more', many.join(', '), many],
] as const)('a change that touches %s', (_what, touched, label, namespace, keys) => {
  const server = 'https://10.0.0.1';
  const target = clusterTarget({ system: 'kubernetes', context: 'dev', server, facts: { cluster: 'c' } }, touched);
  expect(target).toEqual({
    system: 'kubernetes',
    label: `context dev, ${label}`,
    facts: { context: 'dev', cluster: 'c', server, ...(namespace === undefined ? {} : { namespace }) },
    exclusive: keys.map((key) => `kubernetes:${server}/${key}`),
  });
});
