import { expect, test } from 'vitest';
import { sourceName } from '../../../src/extension/rules/source-name.ts';
import { kindOf } from '../../../src/rules/engine/source.ts';

const names = [
  'main.tf',
  'main.tofu',
  'a.tfvars',
  'a.tf.json',
  'MAIN.TF',
  'a.yaml',
  'a.YML',
  'a.yamlx',
  'Kustomization',
  'kustomization',
  'MyKustomization',
].concat([
  'kustomization.yaml',
  'Dockerfile',
  'Dockerfile.dev',
  'dockerfile',
  'web.Dockerfile',
  'Containerfile',
  'Containerfile.a.b',
  'MyDockerfile',
  'readme.md',
]);

test.each(names.flatMap((name) => [name, `a/b/${name}`]))('%s is followed in the editor when a rule looks at it', (path) => {
  expect(sourceName.test(path)).toBe(kindOf(path) !== undefined);
  expect(sourceName.test(`C:\\shop\\${path.replaceAll('/', '\\')}`)).toBe(kindOf(path) !== undefined);
});
