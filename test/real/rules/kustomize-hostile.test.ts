import { expect, test } from 'vitest';
import { look } from '../../../src/rules/engine/look.ts';
import { linesOf, options, sourcesOf } from '../../rules/support.ts';
import { overlays } from './kustomize-cases.ts';

const head = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';
const web =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 1\n  template:\n    spec:\n      containers:\n        - name: web\n          image: example.com/web:1.4.2\n';
const base = { 'base/kustomization.yaml': `${head}resources:\n  - web.yaml\n`, 'base/web.yaml': web };
const over = (name: string, text: string): Readonly<Record<string, string>> => ({ [`${name}/kustomization.yaml`]: `${head}resources:\n  - ../base\n${text}` });
const ruled = { ...options, rules: options.rules.filter((rule) => rule.id === 'k8s-default-namespace' || rule.id.startsWith('kustomize-')) };

test('5,000 resources of one kustomization are built, and each is judged once', { timeout: 60_000 }, async () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `r${index}`);
  const files = {
    'kustomization.yaml': `${head}resources:\n${names.map((name) => `  - ${name}.yaml\n`).join('')}namespace: default\npatches:\n  - target: {kind: Service}\n    patch: |-\n      - {op: add, path: /spec/type, value: ClusterIP}\n`,
    ...Object.fromEntries(names.map((name) => [`${name}.yaml`, `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\nspec:\n  selector: {}\n`])),
  };
  const looked = await look(sourcesOf(files), ruled);
  expect(looked.notes).toEqual([]);
  // All of them are in that namespace by one line: it is told once.
  expect(linesOf(looked)).toEqual(['kustomization.yaml:5004 Service/default/r0 k8s-default-namespace']);
});

test('a tree that doubles with every level ends, and says so', { timeout: 60_000 }, async () => {
  const level = (n: number): Readonly<Record<string, string>> => ({
    [`l${n}a/kustomization.yaml`]: `${head}resources: [../l${n + 1}a, ../l${n + 1}b]\nnamePrefix: a-\n`,
    [`l${n}b/kustomization.yaml`]: `${head}resources: [../l${n + 1}a, ../l${n + 1}b]\nnamePrefix: b-\n`,
  });
  const files = {
    ...Object.assign({}, ...Array.from({ length: 30 }, (_, n) => level(n))),
    'l30a/kustomization.yaml': `${head}resources: [web.yaml]\n`,
    'l30a/web.yaml': web,
    'l30b/kustomization.yaml': `${head}namespace: shop\n`,
  };
  const { notes } = await look(sourcesOf(files), ruled);
  expect(notes).toContain('l0a/kustomization.yaml builds on more than 1000 kustomizations: it was built in part.');
});

test('an alias bomb in a kustomization and one in a patch are said', async () => {
  const bomb = (first: string): string =>
    `${first}a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
      .map(
        (name, at) =>
          `${name}: &${name} [${Array(9)
            .fill(`*${String.fromCharCode(97 + at)}`)
            .join(',')}]`,
      )
      .join('\n')}\n`;
  const looked = await look(
    sourcesOf({ 'a/kustomization.yaml': bomb(head), ...base, ...over('dev', 'patches:\n  - path: bomb.yaml\n'), 'dev/bomb.yaml': bomb('kind: Deployment\n') }),
    ruled,
  );
  expect(looked.notes).toEqual([
    expect.stringMatching(/^a\/kustomization\.yaml could not be unfolded: .*Nothing was built from it\.$/),
    expect.stringMatching(/^A patch in dev\/bomb\.yaml could not be unfolded: .*It was not used\.$/),
  ]);
});

test('a patch that copies its own copies, and a large one for many objects, end', { timeout: 60_000 }, async () => {
  const copies = Array.from({ length: 60 }, (_, n) => `      - {op: copy, from: /spec, path: /spec/c${n}}\n`).join('');
  const large = Array.from({ length: 30_000 }, (_, n) => `        k${n}: v\n`).join('');
  const many = Array.from({ length: 200 }, (_, n) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c${n}\n`).join('---\n');
  const { notes } = await look(
    sourcesOf({
      ...base,
      ...over('copies', `patches:\n  - target: {kind: Deployment}\n    patch: |-\n${copies}`),
      'large/kustomization.yaml': `${head}resources: [many.yaml]\npatches:\n  - target: {kind: ConfigMap}\n    patch: |-\n      kind: ConfigMap\n      data:\n${large}`,
      'large/many.yaml': many,
    }),
    ruled,
  );
  expect(notes).toEqual([
    expect.stringMatching(/^copies\/kustomization\.yaml: patches\[0\] can't be applied to Deployment\/web: it becomes too large\.$/),
    'large/kustomization.yaml: patches[0] is too large for 200 objects: it was not used.',
  ]);
});

/** A generator of numbers that is the same on every machine. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

test('mutated overlays: none breaks a build or a rule', { timeout: 300_000 }, async () => {
  // More of them: NIMBUS_MUTATIONS=10000; other ones: NIMBUS_SEED.
  const rounds = Number(process.env.NIMBUS_MUTATIONS ?? 600);
  const next = random(Number(process.env.NIMBUS_SEED ?? 11));
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    ': ',
    '- ',
    '\n',
    '  ',
    'null',
    '&a ',
    '*a',
    '---\n',
    '|-\n',
    '"',
    '#',
    '~1',
    '/',
    '..',
    '$patch: delete',
    '<<: ',
    '0',
    '\u0000',
    'é',
  ];
  for (let round = 0; round < rounds; round++) {
    const overlay = overlays[next(overlays.length)];
    const files = { ...overlay?.files };
    for (const path of Object.keys(files)) {
      if (next(2) === 0) continue;
      const text = files[path] ?? '';
      const at = next(text.length + 1);
      const piece = pieces[next(pieces.length)] ?? '';
      files[path] =
        [text.slice(0, at) + piece + text.slice(at), text.slice(0, at) + text.slice(at + next(20)), text.slice(0, at) + text.slice(next(text.length + 1))][
          next(3)
        ] ?? '';
    }
    const { notes } = await look(sourcesOf(files), options);
    expect(
      notes.filter((note) => /could not be built|^Rule .* failed/.test(note)),
      JSON.stringify(files),
    ).toEqual([]);
  }
});
