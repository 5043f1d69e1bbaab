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

const found = ['shop/templates/pod.yaml:8 k8s-image-tag', 'shop/templates/pod.yaml:11 k8s-privileged'];
/** Values alone on their lines, in maps, quoted, with a default; one a block; a chart in it, and a template that makes nothing. */
const byValues = {
  'charts/shop/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\n',
  'charts/shop/values.yaml':
    '# Of the shop.\nimage:\n  name: "example.com/web:latest"\nprivileged: true\nsecond:\n  privileged: true\ndb:\n  image: example.com/db:latest\ningress: false\n',
  'charts/shop/templates/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  containers:\n    - name: web\n      image: {{ .Values.image.name | quote }}\n      securityContext:\n        privileged: {{ .Values.privileged | default false }}\n    - name: second\n      image: example.com/second:1.4.2\n      securityContext:\n        {{- toYaml .Values.second | nindent 8 }}\n',
  'charts/shop/templates/ingress.yaml': '{{- if .Values.ingress }}\napiVersion: networking.k8s.io/v1\nkind: Ingress\n{{- end }}\n',
  'charts/shop/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 0.1.0\n',
  'charts/shop/charts/db/values.yaml': 'image: example.com/db:1.4.2\nprivileged: true\n',
  'charts/shop/charts/db/templates/pod.yaml':
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: db\nspec:\n  containers:\n    - name: db\n      image: {{ .Values.image }}\n      securityContext:\n        privileged: {{ .Values.privileged }}\n',
};
const foundByValues = [
  'charts/shop/values.yaml:3 k8s-image-tag',
  'charts/shop/values.yaml:4 k8s-privileged',
  'charts/shop/templates/pod.yaml:14 k8s-privileged',
  'charts/shop/values.yaml:8 k8s-image-tag',
  'charts/shop/charts/db/values.yaml:2 k8s-privileged',
];
const cases: readonly Case[] = [
  { what: 'a chart is looked at as it would be installed, and told at the template’s lines (Helm 4)', files: chart, helm: 'helm4', says: found },
  { what: 'the same with Helm 3', files: chart, helm: 'helm3', says: found },
  { what: 'what is a value alone is told where it stands in values.yaml (Helm 4)', files: byValues, helm: 'helm4', says: foundByValues },
  { what: 'the same with Helm 3', files: byValues, helm: 'helm3', says: foundByValues },
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
