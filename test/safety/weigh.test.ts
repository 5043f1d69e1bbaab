import { expect, test } from 'vitest';
import type { Impact, Mark, Operation } from '../../src/domain/impact.ts';
import { weigh } from '../../src/safety/weigh.ts';

const environments = ['dev', 'staging', 'unknown', 'prod'] as const;

const row = (operation: Operation, address: string, type: string, ...marks: readonly Mark[]): string => {
  const impact: Impact = { address, type, operation, marks };
  return [
    `${operation} ${address}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`,
    ...environments.map((environment) => weigh(impact, environment).risk),
  ].join(' | ');
};

test('how grave what is done outside Terraform is', () => {
  expect(
    [
      `what | ${environments.join(' | ')}`,
      row('read', 'Namespace/kube-system', 'Namespace'),
      row('update', 'Deployment/web/api', 'Deployment'),
      row('update', 'Deployment/web/api', 'Deployment', 'scales-to-zero'),
      row('update', 'Deployment/web/api', 'Deployment', 'restarts'),
      row('create', 'Pod/web/debug', 'Pod', 'privileged'),
      row('delete', 'Deployment/web/api', 'Deployment'),
      row('delete', 'PersistentVolumeClaim/web/data', 'PersistentVolumeClaim'),
      row('delete', 'Namespace/web', 'Namespace'),
      row('delete', 'CustomResourceDefinition/kafkas.kafka.strimzi.io', 'CustomResourceDefinition'),
      row('update', 'ClusterRole/admin', 'ClusterRole'),
      row('update', 'ConfigMap/kube-system/coredns', 'ConfigMap'),
      row('delete', 'ConfigMap/kube-system/coredns', 'ConfigMap'),
      row('update', 'refs/heads/feature', 'branch'),
      row('update', 'refs/heads/feature', 'branch', 'force-push', 'rewrites-history'),
      row('update', 'refs/heads/main', 'branch', 'protected-branch'),
      row('update', 'refs/heads/main', 'branch', 'force-push', 'protected-branch'),
      row('delete', 'refs/heads/main', 'branch', 'protected-branch'),
      row('update', 'refs/heads/feature', 'branch', 'secret-in-content'),
      row('delete', 's3://logs/a.txt', 's3-object', 'deletes-data'),
      row('update', 'sg-1', 'security-group', 'exposes-publicly'),
      row('update', 'db-1', 'rds-instance', 'stateful', 'exposes-publicly'),
      row('update', 'role/app', 'iam-role', 'widens-access'),
      row('delete', 'key-1', 'kms-key', 'deletes-key'),
      row('update', 'i-1', 'ec2-instance', 'restarts'),
      row('update', 'x', 'x', 'unknown'),
      row('delete', 'x', 'x', 'unknown'),
    ].join('\n'),
  ).toBe(
    `
what | dev | staging | unknown | prod
read Namespace/kube-system | low | low | low | low
update Deployment/web/api | low | medium | medium | medium
update Deployment/web/api (scales-to-zero) | medium | high | high | critical
update Deployment/web/api (restarts) | low | medium | medium | high
create Pod/web/debug (privileged) | high | high | high | high
delete Deployment/web/api | medium | high | high | high
delete PersistentVolumeClaim/web/data | critical | critical | critical | critical
delete Namespace/web | critical | critical | critical | critical
delete CustomResourceDefinition/kafkas.kafka.strimzi.io | critical | critical | critical | critical
update ClusterRole/admin | medium | high | high | high
update ConfigMap/kube-system/coredns | high | high | high | critical
delete ConfigMap/kube-system/coredns | critical | critical | critical | critical
update refs/heads/feature | low | medium | medium | medium
update refs/heads/feature (force-push, rewrites-history) | high | high | high | critical
update refs/heads/main (protected-branch) | medium | medium | medium | high
update refs/heads/main (force-push, protected-branch) | critical | critical | critical | critical
delete refs/heads/main (protected-branch) | critical | critical | critical | critical
update refs/heads/feature (secret-in-content) | critical | critical | critical | critical
delete s3://logs/a.txt (deletes-data) | critical | critical | critical | critical
update sg-1 (exposes-publicly) | medium | high | high | high
update db-1 (stateful, exposes-publicly) | high | critical | critical | critical
update role/app (widens-access) | medium | high | high | high
delete key-1 (deletes-key) | critical | critical | critical | critical
update i-1 (restarts) | low | medium | medium | high
update x (unknown) | medium | medium | medium | high
delete x (unknown) | high | high | high | critical`.trim(),
  );
});

test('says why, the gravest first, and each once', () => {
  const impact: Impact = { address: 'Namespace/kube-system', type: 'Namespace', operation: 'delete', marks: ['cascades'] };
  expect(weigh(impact, 'staging').reasons).toEqual([
    'it holds data',
    'data is deleted',
    'more goes with it than is named',
    'it acts on the whole cluster',
    'it acts on a namespace of the cluster itself',
  ]);
});

test('production is never milder than staging, nor staging than dev, whatever the marks', () => {
  const operations: readonly Operation[] = ['read', 'create', 'update', 'replace', 'delete', 'forget', 'import'];
  const marks: readonly Mark[] = [
    'stateful',
    'deletes-data',
    'protection-off',
    'widens-access',
    'exposes-publicly',
    'runs-code',
    'cascades',
    'drift',
    'moved',
    'unknown',
  ];
  const rank = ['low', 'medium', 'high', 'critical'];
  for (const operation of operations)
    for (const first of marks)
      for (const second of marks) {
        const [dev, staging, , prod] = environments.map((environment) =>
          rank.indexOf(weigh({ address: 'a', type: 't', operation, marks: [first, second] }, environment).risk),
        );
        expect([dev, staging, prod]).toEqual([dev, staging, prod].toSorted());
      }
});
