import { expect, test } from 'vitest';
import { allRules } from '../../src/rules/all.ts';
import { readSettings } from '../../src/rules/engine/read-settings.ts';
import { findings } from './support.ts';

const config = (name: string, kind = 'ConfigMap') => `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n---\n`;
const pod = (spec: string) => `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  labels:\n    app: web\nspec:\n${spec}`;
const from = (reference: string) => pod(`  containers:\n    - name: web\n      image: example.com/web:1\n      ${reference}\n`);
const volume = (source: string) => pod(`  containers: []\n  volumes:\n    - name: v\n      ${source}\n`);
const external = 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata:\n  name: made\nspec:\n  target:\n    name: gone\n---\n';

test.each([
  ['envFrom', config('there') + from('envFrom: [{ configMapRef: { name: gone } }]'), 1],
  ['envFrom, a Secret', config('there', 'Secret') + from('envFrom: [{ secretRef: { name: gone } }]'), 1],
  ['a variable', config('there') + from('env: [{ name: A, valueFrom: { configMapKeyRef: { name: gone, key: a } } }]'), 1],
  ['a variable, a Secret', config('there', 'Secret') + from('env: [{ name: A, valueFrom: { secretKeyRef: { name: gone, key: a } } }]'), 1],
  ['a volume', config('there') + volume('configMap: { name: gone }'), 1],
  ['a volume, a Secret', config('there', 'Secret') + volume('secret: { secretName: gone }'), 1],
  ['a projected volume', config('there') + volume('projected: { sources: [{ configMap: { name: gone } }] }'), 1],
  ['one that is there', config('gone') + volume('configMap: { name: gone }'), 0],
  ['one that need not be there', config('there') + volume('configMap: { name: gone, optional: true }'), 0],
  ['where none of that kind is kept', config('there') + volume('secret: { secretName: gone }'), 0],
  ['one that every namespace has', config('there') + volume('configMap: { name: kube-root-ca.crt }'), 0],
  ['one that is filled in by something else', config('there') + volume(`configMap: { name: '$(NAME)' }`), 0],
  ['one that something else makes', config('there', 'Secret') + external + volume('secret: { secretName: gone }'), 0],
])('a pod’s ConfigMap or Secret is missed only where it would be: %s', async (_what, text, count) => {
  expect(await findings({ 'web.yaml': text }, ['k8s-pod-finds-config'])).toHaveLength(count);
});

test('what is kept in another folder is found there, and is no reason to expect more beside', async () => {
  const rules = ['k8s-pod-finds-config'];
  expect(await findings({ 'a/config.yaml': config('there'), 'b/web.yaml': volume('configMap: { name: gone }') }, rules)).toEqual([]);
  expect(await findings({ 'a/config.yaml': config('gone'), 'b/web.yaml': config('there') + volume('configMap: { name: gone }') }, rules)).toEqual([]);
});

const budget = (selector: string) => `apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata:\n  name: web\nspec:\n  minAvailable: 1\n  ${selector}\n---\n`;

test.each([
  ['labels no pod has', budget('selector: { matchLabels: { app: wbe } }') + volume('emptyDir: {}'), 1],
  ['an expression no pod meets', budget('selector: { matchExpressions: [{ key: app, operator: NotIn, values: [web] }] }') + volume('emptyDir: {}'), 1],
  ['labels a pod has', budget('selector: { matchLabels: { app: web } }') + volume('emptyDir: {}'), 0],
  ['everything', budget('selector: {}') + volume('emptyDir: {}'), 0],
  ['nothing, where no pod stands', budget('selector: { matchLabels: { app: wbe } }'), 0],
])('a disruption budget that chooses %s', async (_what, text, count) => {
  expect(await findings({ 'web.yaml': text }, ['k8s-budget-finds-pods'])).toHaveLength(count);
});

test.each([
  ['', 'nginx', 1],
  ['', 'shop/web:1', 1],
  ['', 'docker.io/library/nginx', 0],
  ['', 'localhost:5000/web', 0],
  ['', '$(IMAGE)', 0],
  ['registry.example.com', 'registry.example.com/shop/web:1', 0],
  ['registry.example.com', 'registry.example.com.evil.example/web:1', 1],
  ['registry.example.com/shop', 'registry.example.com/other/web:1', 1],
  ['docker.io/library', 'nginx:1', 0],
  ['docker.io/library', 'index.docker.io/shop/nginx:1', 1],
])('images from %s: %s', async (registry, image, count) => {
  const rule = allRules.filter(({ id }) => id === 'k8s-image-registry');
  const { settings } = readSettings(`rules:\n  k8s-image-registry: { enabled: true, parameters: { registries: [${registry}] } }\n`, rule);
  const text = pod(`  containers:\n    - name: web\n      image: ${image}\n`);
  expect(await findings({ 'web.yaml': text }, ['k8s-image-registry'], { settings })).toHaveLength(count);
  expect(await findings({ 'web.yaml': text }, ['k8s-image-registry'])).toEqual([]);
});

test.each([
  ['', 'FROM nginx:1', 1],
  ['', 'FROM registry.example.com/nginx:1', 0],
  ['', 'FROM scratch', 0],
  ['', 'ARG BASE\nFROM $BASE', 0],
  ['', 'ARG BASE=nginx:1\nFROM $BASE', 1],
  ['registry.example.com', 'FROM registry.example.com/go:1 AS build\nFROM build\nCOPY --from=build a b\nCOPY --from=0 a b', 0],
  ['registry.example.com', 'FROM registry.example.com/go:1 AS build\nCOPY --from=busybox:1 a b', 1],
  ['registry.example.com', 'FROM registry.example.com.evil.example/go:1', 1],
  ['docker.io/library', 'FROM --platform=linux/amd64 nginx:1', 0],
  ['docker.io/library', 'FROM shop/nginx:1', 1],
])('a Dockerfile with images from %s: %s', async (registry, text, count) => {
  const rule = allRules.filter(({ id }) => id === 'docker-image-registry');
  const { settings } = readSettings(`rules:\n  docker-image-registry: { enabled: true, parameters: { registries: [${registry}] } }\n`, rule);
  expect(await findings({ Dockerfile: `${text}\n` }, ['docker-image-registry'], { settings })).toHaveLength(count);
  expect(await findings({ Dockerfile: `${text}\n` }, ['docker-image-registry'])).toEqual([]);
});

test.each([
  ['a pod without an account', '  containers: []\n', 1],
  ['the default one by name', '  serviceAccountName: default\n  containers: []\n', 1],
  ['one of its own', '  serviceAccountName: web\n  containers: []\n', 0],
  ['one of its own, as it was written once', '  serviceAccount: web\n  containers: []\n', 0],
  ['no token', '  automountServiceAccountToken: false\n  containers: []\n', 0],
])('the default account: %s', async (_what, spec, count) => {
  expect(await findings({ 'web.yaml': pod(spec) }, ['k8s-default-service-account'])).toHaveLength(count);
});

const statement = (more: string) =>
  `data "aws_iam_policy_document" "d" {\n  statement {\n    actions   = ["s3:*", "sqs:SendMessage"]\n    resources = ["*"]\n${more}  }\n}\n`;

test.each([
  ['everywhere', statement(''), 1],
  [
    'where a condition holds',
    statement('    condition {\n      test     = "Bool"\n      variable = "aws:SecureTransport"\n      values   = ["true"]\n    }\n'),
    0,
  ],
  [
    'to a principal, in the policy of one thing',
    statement('    principals {\n      type        = "AWS"\n      identifiers = ["arn:aws:iam::123456789012:root"]\n    }\n'),
    0,
  ],
  ['as a denial', statement('    effect = "Deny"\n'), 0],
  ['on what is not known', statement('').replace('["*"]', 'var.unknown'), 0],
  ['all of IAM, which has a rule of its own', statement('').replace('s3:*', 'iam:*'), 0],
])('all of a service is allowed %s', async (_what, text, count) => {
  expect(await findings({ 'main.tf': text }, ['aws-iam-service-wildcard'])).toHaveLength(count);
});
