import { expect, test } from 'vitest';
import { allRules } from '../../src/rules/all.ts';
import { fix } from '../../src/rules/engine/fix.ts';
import { look } from '../../src/rules/engine/look.ts';
import { exampleFiles } from '../../src/rules/rule.ts';
import { cases } from '../support/cases.ts';
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

/** A generator of numbers that is the same on every machine. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

const pieces = [
  '{',
  '}',
  '"',
  '${',
  '<<EOT\n',
  '\n',
  '[',
  ']',
  '=',
  '#',
  '/*',
  ':',
  '- ',
  '  ',
  '&a',
  '*a',
  '---\n',
  '\\',
  '\u0000',
  '\uFEFF',
  'é',
  '%{ if x }',
  'FROM ',
  '\t',
  '\r',
];

test('mutated files: no crash, no hang, and a fix loses no text but what it replaces', { timeout: 300_000 }, async () => {
  // More of them: NIMBUS_MUTATIONS=10000; other ones: NIMBUS_SEED.
  const rounds = cases(Number(process.env.NIMBUS_MUTATIONS ?? 1_200));
  const next = random(Number(process.env.NIMBUS_SEED ?? 7));
  const examples = allRules.map((rule) => exampleFiles(rule, rule.fails));
  for (let round = 0; round < rounds; round++) {
    const files = { ...examples[next(examples.length)] };
    for (const [path, text] of Object.entries(files)) {
      let mutated = text;
      for (let edit = 0; edit <= next(3); edit++) {
        const at = next(mutated.length + 1);
        const kind = next(3);
        const piece = pieces[next(pieces.length)] ?? '';
        mutated =
          kind === 0
            ? mutated.slice(0, at) + piece + mutated.slice(at)
            : kind === 1
              ? mutated.slice(0, at) + mutated.slice(at + next(12))
              : mutated.slice(0, at) + mutated.slice(next(mutated.length + 1));
      }
      files[path] = mutated;
    }
    const started = performance.now();
    const fixed = await fix(sourcesOf(files), { ...options, replacing: true });
    expect(performance.now() - started, JSON.stringify(files)).toBeLessThan(10_000);
    for (const [path, text] of fixed.files) {
      const comments = (source: string): number => source.split('\n').filter((line) => line.trimStart().startsWith('#')).length;
      expect(comments(text), JSON.stringify({ before: files[path], after: text })).toBeGreaterThanOrEqual(comments(files[path] ?? '') - 1);
    }
    expect(
      fixed.after.notes.filter((note) => /^Rule .* failed/.test(note)),
      JSON.stringify(files),
    ).toEqual([]);
  }
});
