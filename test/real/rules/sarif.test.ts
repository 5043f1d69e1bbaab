import { readFile } from 'node:fs/promises';
import { delimiter, dirname } from 'node:path';
import { Ajv } from 'ajv';
import addFormatsModule from 'ajv-formats';
import { expect, test } from 'vitest';
import { ensureKubectlAndHelm } from '../../../scripts/setup/kubectl-helm.mjs';
import { ensureSarifSchema } from '../../../scripts/setup/sarif-schema.mjs';
import type { ScanReport } from '../../../src/domain/finding.ts';
import { exec } from '../../../src/machine/exec.ts';
import { workspaceFiles } from '../../../src/machine/files.ts';
import { allRules } from '../../../src/rules/all.ts';
import { baselineText } from '../../../src/rules/engine/baseline.ts';
import { scanFolder } from '../../../src/rules/engine/scan-folder.ts';
import { reportAs } from '../../../src/rules/report/formats.ts';
import { exampleFiles } from '../../../src/rules/rule.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';

const addFormats = addFormatsModule as unknown as (ajv: Ajv) => Ajv;

/** What is wrong with a text by the whole schema of SARIF 2.1.0. It is written in draft 4, of which it uses nothing that means otherwise in ajv's draft but `id`. */
async function wrongWith(text: string): Promise<unknown> {
  const { $schema: _, id: _id, ...schema } = JSON.parse(await readFile(await ensureSarifSchema(), 'utf8'));
  const valid = addFormats(new Ajv({ allErrors: true, strict: false, unicodeRegExp: false })).compile(schema);
  return valid(JSON.parse(text)) ? [] : valid.errors;
}

const everything = Object.assign(
  {},
  ...allRules.map((rule) => Object.fromEntries(Object.entries(exampleFiles(rule, rule.fails)).map(([path, text]) => [`${rule.id}/${path}`, text]))),
) as Readonly<Record<string, string>>;

const overlay = {
  'base/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - web.yaml\n',
  'base/web.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: example.com/web:1.4.2\n',
  'my overlay/kustomization.yaml':
    'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n  - ../base\n  - ../../out\npatches:\n  - path: pätch.yaml\n',
  'my overlay/pätch.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      # nimbus:ignore k8s-host-pid it looks at processes\n      hostPID: true\n      containers:\n        - name: web\n          securityContext:\n            privileged: true\n',
};
const chart = {
  'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
  'shop/templates/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  containers:\n    - name: web\n      image: example.com/web:{{ .Values.tag | default "latest" }}\n',
};

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly fixes?: boolean;
  readonly render?: boolean;
  /** All but so many findings are in the baseline. */
  readonly known?: boolean;
  /** What must be in it, so that the case is what it says. */
  readonly holds: (run: Sarif) => boolean;
}
interface Sarif {
  readonly results: readonly {
    readonly ruleId: string;
    readonly fixes?: readonly unknown[];
    readonly suppressions?: readonly { readonly justification?: string }[];
    readonly locations: readonly { readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }[];
  }[];
  readonly invocations: readonly { readonly toolExecutionNotifications: readonly unknown[] }[];
}

const cases: readonly Case[] = [
  { what: 'nothing found', files: {}, holds: ({ results }) => results.length === 0 },
  { what: 'the failing example of every rule', files: everything, holds: ({ results }) => new Set(results.map(({ ruleId }) => ruleId)).size > 200 },
  { what: 'the same with fixes', files: everything, fixes: true, holds: ({ results }) => results.filter(({ fixes }) => fixes).length > 500 },
  {
    what: 'all of it known in a baseline',
    files: everything,
    known: true,
    holds: ({ results }) => results.every(({ suppressions }) => suppressions?.length === 1),
  },
  {
    what: 'an overlay, with a finding in its patch, one kept quiet there, and notes',
    files: overlay,
    fixes: true,
    holds: ({ results, invocations }) =>
      results.some(
        ({ ruleId, fixes, locations }) =>
          ruleId === 'k8s-privileged' && fixes && locations[0]?.physicalLocation.artifactLocation.uri === 'my%20overlay/p%C3%A4tch.yaml',
      ) &&
      results.some(({ ruleId, suppressions }) => ruleId === 'k8s-host-pid' && suppressions?.[0]?.justification === 'it looks at processes') &&
      invocations[0]?.toolExecutionNotifications.length === 1,
  },
  {
    what: 'a Helm chart as it would be installed',
    files: chart,
    fixes: true,
    render: true,
    holds: ({ results }) =>
      results.some(({ ruleId, locations }) => ruleId === 'k8s-image-tag' && locations[0]?.physicalLocation.artifactLocation.uri === 'shop/templates/pod.yaml'),
  },
];

test.each(cases)('SARIF is valid by the whole schema: $what', { timeout: 180_000 }, async ({ files, fixes = false, render = false, known = false, holds }) => {
  const root = tempFolder();
  plant(root, files);
  const workspace = workspaceFiles(root);
  const { signal } = new AbortController();
  const scan = async (baseline?: string): Promise<ScanReport> => {
    const { helm4 } = await ensureKubectlAndHelm();
    const home = tempFolder();
    const env = { ...process.env, PATH: [dirname(helm4), process.env.PATH].join(delimiter) };
    const renderer = {
      exec: (program: string, args: readonly string[], options: object = {}) => exec(program, args, { cwd: root, ...options }, signal, env),
      locate: workspace.locate,
      scratch: async () => home,
    };
    const report = await scanFolder(workspace, {
      path: '.',
      now: () => 0,
      signal,
      replacements: fixes,
      ...(render ? { renderer } : {}),
      ...(baseline === undefined ? {} : { baseline }),
    });
    if (!report.ok) throw new Error(report.failure.message);
    return report.value;
  };
  let report = await scan();
  if (known) {
    plant(root, { 'known.json': baselineText(report.findings) });
    report = await scan('known.json');
  }
  const text = await reportAs('sarif', report, allRules, '1.2.3');
  expect(await wrongWith(text)).toEqual([]);
  expect(holds(JSON.parse(text).runs[0])).toBe(true);
});

test('the schema notices what is not SARIF', async () => {
  const text = await reportAs('sarif', { files: 0, findings: [], suppressed: [], fixed: 0, notes: [], elapsedMs: 0 }, allRules, '1.2.3');
  const document = JSON.parse(text);
  document.runs[0].made = 'up';
  document.runs[0].columnKind = 'bytes';
  expect(await wrongWith(JSON.stringify(document))).toHaveLength(2);
});
