import { expect, test } from 'vitest';
import type { Finding } from '../../src/domain/finding.ts';
import { ChartPlaces, placedInCharts } from '../../src/rules/kubernetes/chart-places.ts';
import type { RenderedChart } from '../../src/rules/kubernetes/render.ts';

const found = (file: string, line: number): Finding => ({
  rule: 'k8s-privileged',
  severity: 'high',
  file,
  line,
  column: 3,
  endLine: line,
  endColumn: 9,
  resource: 'Pod/default/web',
  message: 'It is privileged.',
  fixable: true,
  also: ['KSV017'],
  fix: [{ file, line, column: 1, endLine: line, endColumn: 2, text: '' }],
});

interface Case {
  readonly what: string;
  /** The one line of the template that makes `made`. */
  readonly template: string;
  readonly made: string;
  readonly values: string;
  /** Where it is told: in `values.yaml` with the template as its other place, or in the template. */
  readonly at: string;
}

const inValues = (line: number, column: number) => `values.yaml:${line}:${column}, taken by pod.yaml:4`;
const inTemplate = 'pod.yaml:4:1';
const cases: readonly Case[] = [
  { what: 'a value', template: 'privileged: {{ .Values.privileged }}', made: 'privileged: true', values: 'a: 1\nprivileged: true\n', at: inValues(2, 1) },
  {
    what: 'one in a map',
    template: 'privileged: {{- .Values.web.on -}}',
    made: 'privileged: true',
    values: 'web:\n  # Why.\n  on: true\n',
    at: inValues(3, 3),
  },
  {
    what: 'a flow map',
    template: 'privileged: {{ .Values.web.on }}',
    made: 'privileged: true',
    values: 'web: { off: false, on: true }\n',
    at: inValues(1, 20),
  },
  { what: 'from the root, in a range', template: 'privileged: {{ $.Values.on }}', made: 'privileged: true', values: 'on: true\n', at: inValues(1, 1) },
  { what: 'quoted by a pipe', template: 'image: {{ .Values.image | quote }}', made: 'image: "web:1"', values: 'image: web:1\n', at: inValues(1, 1) },
  { what: 'quoted by a function', template: 'image: {{ quote .Values.image }}', made: 'image: "web:1"', values: 'image: web:1\n', at: inValues(1, 1) },
  { what: 'in quotes of the template', template: 'image: "{{ .Values.image }}"', made: 'image: "web:1"', values: "image: 'web:1'\n", at: inValues(1, 1) },
  { what: 'a default beside a key', template: 'on: {{ .Values.on | default false | toYaml }}', made: 'on: true', values: 'on: true\n', at: inValues(1, 1) },
  { what: 'a default as a function', template: 'on: {{ default "x y" .Values.on }}', made: 'on: true', values: 'on: true\n', at: inValues(1, 1) },
  { what: 'the first of a list', template: '- name: {{ .Values.name }} # Mine.', made: '- name: web # Mine.', values: 'name: web\n', at: inValues(1, 1) },
  { what: 'a default without a key', template: 'on: {{ .Values.on | default true }}', made: 'on: true', values: 'off: true\n', at: inTemplate },
  { what: 'a default in place of what is empty', template: 'on: {{ .Values.on | default true }}', made: 'on: true', values: 'on: false\n', at: inTemplate },
  {
    what: 'two values',
    template: 'image: {{ .Values.image }}:{{ .Values.tag }}',
    made: 'image: web:latest',
    values: 'image: web\ntag: latest\n',
    at: inTemplate,
  },
  { what: 'a value and more', template: 'image: web:{{ .Values.tag }}', made: 'image: web:latest', values: 'tag: latest\n', at: inTemplate },
  { what: 'another function', template: 'name: {{ .Values.name | upper }}', made: 'name: web', values: 'name: web\n', at: inTemplate },
  { what: 'a choice', template: 'on: {{ if .Values.on }}true{{ end }}', made: 'on: true', values: 'on: true\n', at: inTemplate },
  { what: 'what is no value', template: 'name: {{ .Release.Name }}', made: 'name: release', values: 'Name: release\n', at: inTemplate },
  { what: 'an alias', template: 'on: {{ .Values.on }}', made: 'on: true', values: 'a: &a true\non: *a\n', at: inTemplate },
  { what: 'values that are no YAML', template: 'on: {{ .Values.on }}', made: 'on: true', values: 'on: true\n  b: [\n', at: inTemplate },
];

/** `path:line:column`, and what takes it there. */
const told = ({ file, line, column, template }: Finding): string =>
  `${file}:${line}:${column}${template ? `, taken by ${template.file.replace('templates/', '')}:${template.line}` : ''}`.replace('templates/', '');

test.each(cases)('$what is told at $at', ({ template, made, values, at }) => {
  const text = (line: string) => `apiVersion: v1\nkind: Pod\nspec:\n  ${line}\n`;
  const chart: RenderedChart = {
    folder: '',
    templates: [{ path: 'templates/pod.yaml', text: text(template), made: `# Source: web/templates/pod.yaml\n${text(made)}` }],
    values: [{ path: 'values.yaml', text: values }],
  };
  const placed = new ChartPlaces([chart]).place(found('templates/pod.yaml', 5));
  expect(told(placed)).toBe(at);
  expect(placed.fixable).toBe(false);
  expect(placed).not.toHaveProperty('fix');
});

/** Lines of what is made that are told at these lines of the template. */
const lines = (template: string, made: string, values = ''): readonly number[] => {
  const chart: RenderedChart = { folder: '', templates: [{ path: 'templates/a.yaml', text: template, made }], values: [{ path: 'values.yaml', text: values }] };
  const places = new ChartPlaces([chart]);
  return made.split('\n').map((_, index) => places.place(found('templates/a.yaml', index + 1)).line);
};

test('a block made by toYaml is told where it is put in, though its value is one line', () => {
  const template = 'kind: Pod\nspec:\n  securityContext:\n    {{- toYaml .Values.context | nindent 4 }}\n  resources: {{ toYaml .Values.resources }}\n';
  const made = 'kind: Pod\nspec:\n  securityContext:\n    privileged: true\n  resources: cpu: 1';
  expect(lines(template, made, 'context:\n  privileged: true\nresources:\n  cpu: 1\n')).toEqual([1, 2, 3, 4, 5]);
});

test('lines that are alike are told apart by their order, in the document of their kind; where they can’t be, the kind is told', () => {
  const template =
    'kind: Deployment\na:\n  on: {{ .Values.a }}\nb:\n  on: {{ .Values.b }}\n---\nkind: Service\nname: {{ .Release.Name }}\n{{- range .Values.ports }}\n- port: {{ . }}\n  nodePort: {{ add 30000 . }}\n{{- end }}\n- port: {{ .Values.last }}\n';
  // Helm puts the service first.
  const made =
    'kind: Service\nname: web\n- port: 1\n  nodePort: 30001\n- port: 2\n  nodePort: 30002\n- port: 3\n---\nkind: Deployment\na:\n  on: true\nb:\n  on: true';
  expect(lines(template, made)).toEqual([7, 8, 7, 11, 7, 11, 7, 7, 1, 2, 3, 4, 5]);
});

test('a line is not taken for one that a block makes; in a loop it makes them all', () => {
  // The first stands at line 1 of the values.
  const template = (more: string) => `kind: Pod\na:\n  on: {{ .Values.on }}\n${more}`;
  const values = 'on: true\nb:\n  on: true\n';
  expect(lines(template('b:\n  {{- toYaml .Values.b | nindent 2 }}\n'), 'kind: Pod\na:\n  on: true\nb:\n  on: true', values)).toEqual([1, 2, 1, 4, 5]);
  expect(lines('kind: Pod\n{{- range .Values.all }}\n  on: {{ .on }}\n{{- end }}\n', 'kind: Pod\n  on: true\n  on: true')).toEqual([1, 3, 3]);
});

test('a line of very many values is read in no time', () => {
  const hostile = `a: ${'{{ .a }}x'.repeat(2_000)}`;
  expect(lines(`kind: Pod\n${hostile}y`, `kind: Pod\na: ${'x'.repeat(20_000)}`)).toEqual([1, 1]);
});

test('what a chart says of one in it counts for more; what holds for all is told where it stands', () => {
  const chart: RenderedChart = {
    folder: 'apps/shop',
    templates: ['own', 'given', 'all'].map((name) => ({
      path: `apps/shop/charts/db/templates/${name}.yaml`,
      text: `kind: Pod\non: {{ .Values.${name === 'all' ? 'global.all' : name} }}\n`,
      made: 'kind: Pod\non: true\n',
    })),
    values: [
      { path: 'apps/shop/values.yaml', text: 'db:\n  given: true\nglobal:\n  all: true\n' },
      { path: 'apps/shop/charts/db/values.yaml', text: 'given: false\nown: true\n' },
    ],
  };
  const places = new ChartPlaces([chart]);
  expect(chart.templates.map(({ path }) => places.place(found(path, 2))).map(({ file, line }) => `${file}:${line}`)).toEqual([
    'apps/shop/charts/db/values.yaml:2',
    'apps/shop/values.yaml:2',
    'apps/shop/values.yaml:4',
  ]);
});

test('a comment in values.yaml keeps what is told there quiet, by another scanner’s id too, until its day', () => {
  const report = (values: string) => {
    const chart: RenderedChart = {
      folder: '',
      templates: [{ path: 'templates/a.yaml', text: 'kind: Pod\non: {{ .Values.on }}\n', made: 'kind: Pod\non: true\n' }],
      values: [{ path: 'values.yaml', text: values }],
    };
    const { findings, suppressed } = placedInCharts(
      { files: 1, findings: [found('templates/a.yaml', 2)], fixed: 0, suppressed: [], notes: [], elapsedMs: 0 },
      [chart],
      '2026-01-15',
    );
    return [...findings.map(told), ...suppressed.map((one) => `quiet: ${one.reason}`)];
  };
  expect(report('# nimbus:ignore k8s-privileged it looks at disks\non: true\n')).toEqual(['quiet: it looks at disks']);
  expect(report('on: true # trivy:ignore:KSV017\n')).toEqual(['quiet: ']);
  expect(report('# nimbus:ignore k8s-host-pid another\non: true\n')).toEqual(['values.yaml:2:1, taken by a.yaml:2']);
  expect(report('# nimbus:ignore k8s-privileged late until=2026-01-14\non: true\n')).toEqual(['values.yaml:2:1, taken by a.yaml:2']);
});
