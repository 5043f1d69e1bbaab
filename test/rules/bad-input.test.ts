import { expect, test } from 'vitest';
import { look } from '../../src/rules/engine/look.ts';
import { findings, options, sourcesOf } from './support.ts';

const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n    - name: web\n      image: example.com/web:latest\n';

test('an alias bomb is named and the documents beside it are checked', async () => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
    .map(
      (name, at) =>
        `${name}: &${name} [${Array(9)
          .fill(`*${String.fromCharCode(97 + at)}`)
          .join(',')}]`,
    )
    .join('\n')}\napiVersion: v1\nkind: Pod\n`;
  const looked = await look(sourcesOf({ 'bomb.yaml': `${bomb}---\n${pod}` }), options);
  expect(looked.notes).toEqual([expect.stringMatching(/^bomb\.yaml could not be unfolded/)]);
  expect(looked.hits.some((hit) => hit.finding.rule === 'k8s-image-tag')).toBe(true);
});

test('broken YAML is named and the documents beside it are checked', async () => {
  const looked = await look(sourcesOf({ 'a.yaml': `apiVersion: v1\nkind: [Pod\n---\n${pod}` }), options);
  expect(looked.notes).toHaveLength(1);
  expect(looked.notes[0]).toMatch(/^a\.yaml:\d+ is not valid YAML/);
});

// As text, keys in keys double in length with each level: a build of these would take minutes.
test('keys in keys in keys are named, and the documents beside them are checked', { timeout: 30_000 }, async () => {
  const keys = `apiVersion: v1\nkind: Pod\n${'? '.repeat(60)}a\n`;
  const looked = await look(
    sourcesOf({
      'pods.yaml': `${keys}---\n${pod}`,
      'over/kustomization.yaml': 'resources:\n  - ../pods.yaml\npatches:\n  - path: patch.yaml\n',
      'over/patch.yaml': keys,
      'under/kustomization.yaml': keys,
    }),
    options,
  );
  expect(looked.notes).toContain('pods.yaml:3 is not valid YAML: A key is no text. That document was passed over.');
  expect(looked.notes).toContain('under/kustomization.yaml:3 is not valid YAML: A key is no text. Nothing was built from it.');
  expect(looked.hits.some((hit) => hit.finding.rule === 'k8s-image-tag')).toBe(true);
});

test('more documents than are read are counted', async () => {
  const looked = await look(sourcesOf({ 'many.yaml': Array(12).fill(pod).join('---\n') }), {
    ...options,
    limits: { fileBytesMax: 1e6, filesMax: 10, documentsMax: 10, aliasesMax: 10 },
  });
  expect(looked.notes).toEqual(['many.yaml holds 12 documents: the first 10 were read.']);
});

test('templates of a chart and patches of kustomize are not taken for objects', async () => {
  expect(
    await findings(
      {
        'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
        'chart/templates/pod.yaml': pod.replace('latest', '{{ .Values.tag }}'),
        'base/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\npatches:\n  - path: ../patches/pod.yaml\n',
        'patches/pod.yaml': pod,
      },
      ['k8s-image-tag'],
    ),
  ).toEqual([]);
});
