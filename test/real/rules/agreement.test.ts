import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { allRules } from '../../../src/rules/all.ts';
import { look } from '../../../src/rules/engine/look.ts';
import { exampleFiles } from '../../../src/rules/rule.ts';
import { options, sourcesOf } from '../../rules/support.ts';
import { tempFolder } from '../../support/temp.ts';
import { failedChecks, mapped } from './checkov/beside.ts';

/** Where the two differ on our own examples, and why; a new difference fails the test until somebody has decided who is right. */
const knownDifferences: Readonly<Record<string, string>> = {
  'CKV_K8S_10 only ours': 'A container with a memory limit alone has no CPU request; checkov takes any limit for both requests.',
  'CKV_K8S_12 only ours': 'The same the other way round.',
  'CKV_AZURE_44 only checkov': 'The provider takes TLS 1.2 when the argument is left out, so leaving it out is right.',
  'CKV_AZURE_52 only checkov': 'The provider takes TLS 1.2 when the argument is left out, so leaving it out is right.',
  'CKV_DOCKER_4 only checkov': 'ADD with a checksum is the safe way to download, and COPY cannot do it.',
  'CKV_K8S_21 only checkov': 'Without a namespace in the file, kubectl, kustomize or helm say where it goes: unknown is not a finding.',
  'CKV_K8S_25 only checkov': 'NET_BIND_SERVICE is what a web server needs for its port, and reaches no further.',
  'CKV2_AWS_69 only checkov': 'From PostgreSQL 15 on rds.force_ssl is 1 when nobody says anything.',
  'CKV_AWS_312 only checkov': 'SystemType switches enhanced health on; checkov asks for HealthStreamingEnabled in a namespace that has no such option.',
  'CKV_TF_1 only checkov': 'A module of a registry is pinned by its version; a commit cannot be named there.',
};

test('on our own examples we and checkov find the same, but for what is decided', async () => {
  const folder = tempFolder();
  const ours = new Set<string>();
  for (const rule of allRules) {
    for (const side of ['fails', 'passes'] as const) {
      const files = exampleFiles(rule, rule[side]);
      const name = `${rule.id}.${side}`;
      for (const [path, text] of Object.entries(files)) {
        const file = join(folder, name, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      for (const { finding } of (await look(sourcesOf(files), options)).hits) for (const id of finding.also) if (mapped.has(id)) ours.add(`${name} ${id}`);
    }
  }
  const failed = await failedChecks(folder, ['terraform', 'kubernetes', 'dockerfile']);
  const theirs = new Set(failed.filter(({ id }) => mapped.has(id)).map(({ name, id }) => `${name} ${id}`));

  const differences = [
    ...[...ours].filter((one) => !theirs.has(one)).map((one) => `${one.split(' ')[1]} only ours`),
    ...[...theirs].filter((one) => !ours.has(one)).map((one) => `${one.split(' ')[1]} only checkov`),
  ];
  expect([...new Set(differences)].sort()).toEqual(Object.keys(knownDifferences).sort());
  expect([...ours].filter((one) => theirs.has(one)).length).toBeGreaterThan(1_500);
});
