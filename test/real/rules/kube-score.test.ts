import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureGoProgram } from '../../../scripts/setup/go-programs.mjs';
import { exec } from '../../../src/machine/exec.ts';
import { allRules } from '../../../src/rules/all.ts';
import { look } from '../../../src/rules/engine/look.ts';
import { exampleFiles } from '../../../src/rules/rule.ts';
import { options, sourcesOf } from '../../rules/support.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';
import { plain } from './checkov/beside.ts';

/** Where the two differ, and who is right; a new difference fails the test until somebody has decided. docs/rules/agreement.md lists them, too. */
const knownDifferences: Readonly<Record<string, string>> = {
  'kube-score pod-networkpolicy': 'We are right: policies are kept elsewhere, or the network has none, where there is not one in the files.',
  'kube-score deployment-has-host-podantiaffinity': 'We are right: one pod cannot be spread, and where no number is written there is one.',
  'kube-score deployment-has-poddisruptionbudget': 'We are right: a budget for one pod would keep its node from being drained.',
  'kube-score statefulset-has-host-podantiaffinity': 'The same of a StatefulSet.',
  'kube-score statefulset-has-poddisruptionbudget': 'The same of a StatefulSet.',
  'kube-score service-targets-pod': 'We are right: pods that are not in the files are unknown, and unknown is not a finding.',
  'kube-score ingress-targets-service': 'The same of a service.',
  'kube-score statefulset-has-servicename': 'The same of a headless service.',
  'kube-score container-image-pull-policy': 'We are right: an image by its digest is the same wherever it comes from.',
  'ours deployment-replicas': 'We are right: workers fail as well, and the service may be elsewhere.',
  'ours pod-probes': 'We are right: the same.',
  'ours container-seccomp-profile': 'We are right: Unconfined is no profile, an init container runs as well, and Kubernetes reads no annotation since 1.27.',
  'ours container-image-tag': 'We are right: a ReplicaSet of one’s own makes pods as well.',
  'ours container-resources': 'The same.',
  'ours container-security-context-readonlyrootfilesystem': 'The same.',
};

/** What neither manifests nor examples hold. */
const more = `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  replicas: 2
  serviceName: db
  selector:
    matchLabels: { app: db }
  template:
    metadata:
      labels: { app: database }
    spec:
      containers:
        - name: db
          image: example.com/db@sha256:${'0a'.repeat(32)}
`;

interface Scored {
  readonly object_name: string;
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name?: string };
  readonly checks: readonly { readonly check: { readonly id: string }; readonly grade: number; readonly skipped: boolean }[];
}

/** Its grade for what is as it should be; 7 is nearly so, 5 a warning, 1 a mistake. */
const almostRight = 7;

test('on our manifests and examples we and kube-score find the same, but for what is decided', { timeout: 300_000 }, async () => {
  const manifests = join(import.meta.dirname, 'manifests');
  const rules = allRules.filter((rule) => rule.language === 'kubernetes');
  const ids = (await told(['list'], tempFolder())).split('\n').map((line) => line.split(',')[0] ?? '');
  const mapped = new Set(rules.flatMap(({ also }) => also).filter((id) => ids.includes(id)));
  const sets = [
    { name: 'more', files: { 'objects.yaml': more } },
    ...readdirSync(manifests).map((name) => ({ name, files: { 'objects.yaml': readFileSync(join(manifests, name, 'objects.yaml'), 'utf8') } })),
    ...rules
      .filter(({ also }) => also.some((id) => mapped.has(id)))
      .flatMap((rule) => (['fails', 'passes'] as const).map((side) => ({ name: `${rule.id}.${side}`, files: exampleFiles(rule, rule[side]) }))),
  ];
  const [ours, theirs] = [new Set<string>(), new Set<string>()];
  for (const { name, files } of sets) {
    for (const { finding } of (await look(sourcesOf(files), options)).hits)
      for (const id of finding.also) if (mapped.has(id) && isOf(id, finding.resource)) ours.add(`${name} ${id} ${plain(finding.resource)}`);
    const folder = tempFolder();
    plant(folder, files);
    const scored: readonly Scored[] =
      JSON.parse(await told(['score', '-o', 'json', '--all-default-optional', '--kubernetes-version', 'v1.34', ...Object.keys(files)], folder)) ?? [];
    for (const { type_meta, object_meta, checks } of scored)
      for (const { check, grade, skipped } of checks)
        if (!skipped && grade < almostRight && mapped.has(check.id)) theirs.add(`${name} ${check.id} ${type_meta.kind}/${object_meta.name ?? ''}`);
  }
  const idOf = (one: string): string => one.split(' ')[1] ?? '';
  const differences = [
    ...[...ours].filter((one) => !theirs.has(one)).map((one) => `ours ${idOf(one)}`),
    ...[...theirs].filter((one) => !ours.has(one)).map((one) => `kube-score ${idOf(one)}`),
  ];
  expect([...new Set(differences)].sort()).toEqual(Object.keys(knownDifferences).sort());
  const agreed = [...ours].filter((one) => theirs.has(one));
  expect(agreed.length).toBeGreaterThan(220);
  expect([...mapped].filter((id) => !agreed.some((one) => idOf(one) === id))).toEqual([]);
});

/** It has ids of their own for two kinds. */
const isOf = (id: string, resource: string): boolean => {
  const kind = /^(deployment|statefulset)-/.exec(id)?.[1];
  return kind === undefined || resource.toLowerCase().startsWith(`${kind}/`);
};

/** What it prints; it ends with 1 where something is wrong with what it was given. */
async function told(args: readonly string[], cwd: string): Promise<string> {
  const program = await ensureGoProgram('kube-score');
  const ran = await exec(program, args, { cwd }, new AbortController().signal, process.env);
  if (!ran.ok) throw new Error(ran.failure.message);
  return ran.value.stdout;
}
