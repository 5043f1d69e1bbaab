import { delimiter, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { ensureKubectlAndHelm } from '../../../scripts/setup/kubectl-helm.mjs';
import { exec } from '../../../src/machine/exec.ts';
import { workspaceFiles } from '../../../src/machine/files.ts';
import { scanFolder } from '../../../src/rules/engine/scan-folder.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';

const chart = {
  'shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
  'shop/values.yaml': 'tag: latest\nprivileged: true\n',
  'shop/templates/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  containers:\n    - name: web\n      image: example.com/web:{{ .Values.tag }}\n      securityContext:\n        {{- if .Values.privileged }}\n        privileged: true\n        {{- end }}\n',
};
const asked = ['k8s-image-tag', 'k8s-privileged'];

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  /** Where the program is looked for; `none`: nowhere. */
  readonly helm: 'helm3' | 'helm4' | 'none';
  /** `file:line rule`, and notes. */
  readonly says: readonly string[];
}

const found = ['shop/templates/pod.yaml:2 k8s-image-tag', 'shop/templates/pod.yaml:11 k8s-privileged'];
const cases: readonly Case[] = [
  { what: 'a chart is looked at as it would be installed, and told at the template’s lines (Helm 4)', files: chart, helm: 'helm4', says: found },
  { what: 'the same with Helm 3', files: chart, helm: 'helm3', says: found },
  {
    what: 'without Helm its templates are passed over, and that is said',
    files: chart,
    helm: 'none',
    says: ['Helm charts were not rendered:', 'shop is a Helm chart: its 1 templates are no YAML until they are rendered'],
  },
  {
    what: 'a chart that can’t be rendered is said, and another one is still looked at',
    files: { ...chart, 'broken/Chart.yaml': 'apiVersion: v2\nname: broken\nversion: 0.1.0\n', 'broken/templates/a.yaml': '{{ fail "no value given" }}\n' },
    helm: 'helm4',
    says: [...found, 'broken could not be rendered:', 'broken is a Helm chart: its 1 templates'],
  },
];

test.each(cases)('$what', async ({ files, helm, says }) => {
  const programs = await ensureKubectlAndHelm();
  const root = tempFolder();
  plant(root, files);
  const home = tempFolder();
  const path = helm === 'none' ? home : [dirname(programs[helm]), process.env.PATH].join(delimiter);
  const { signal } = new AbortController();
  const workspace = workspaceFiles(root);
  const report = await scanFolder(workspace, {
    path: '.',
    only: asked,
    now: () => 0,
    signal,
    renderer: {
      exec: (program, args, options) => exec(program, args, { cwd: root, ...options }, signal, { ...process.env, PATH: path }),
      locate: workspace.locate,
      scratch: async () => home,
    },
  });
  if (!report.ok) throw new Error(report.failure.message);
  const said = [...report.value.findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`), ...report.value.notes];
  expect(said).toHaveLength(says.length);
  for (const one of says)
    expect(
      said.some((text) => text.startsWith(one)),
      `${one} in\n${said.join('\n')}`,
    ).toBe(true);
});
