import { expect, test } from 'vitest';
import { firstBlock, objectsIn } from '../../src/extension/lenses/read.ts';

test('objects of a manifest, by their lines', () => {
  const text = `# A shop
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  labels:
    name: not-this
spec: {}
---
apiVersion: v1
kind: Service # in front of it
metadata:
  labels: { a: b }
  name: "web"
---
just: values
---
kind: Half
`;
  expect(objectsIn(text)).toEqual([
    { kind: 'Deployment', name: 'web', namespace: 'shop', line: 0 },
    { kind: 'Service', name: 'web', namespace: undefined, line: 10 },
  ]);
  expect(objectsIn('apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n')).toEqual([]);
  expect(objectsIn('')).toEqual([]);
});

test.each([
  ['terraform {\n}\n', false, 0],
  ['# A comment\n\nprovider "aws" {\n}\n', false, 2],
  ['resource "a" "b" {\n}\n', false, undefined],
  ['\nresource "a" "b" {\n}\n', true, 1],
  ['x = 1\n', true, undefined],
])('%j (main: %s) is known by line %s', (text, isMain, line) => expect(firstBlock(text, isMain)).toBe(line));
