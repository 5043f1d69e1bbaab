import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ensureKubectlAndHelm } from '../../../scripts/setup/kubectl-helm.mjs';
import { apply } from '../../../src/tools/kubernetes/apply.ts';
import { remove } from '../../../src/tools/kubernetes/delete.ts';
import { tempFolder } from '../../support/temp.ts';
import { cancelledIn, clusterForFile, configMap, does, hangingProgram, namespaceOn, placeOn, refuses, write } from './support.ts';

const kube = clusterForFile();
let kubectl = '';
beforeAll(async () => {
  ({ kubectl } = await ensureKubectlAndHelm());
}, 1_800_000);

const here = () => placeOn(kube.now.kubeconfig, { env: { NIMBUS_KUBECTL: kubectl } });

/** A base, and an overlay that gives it a prefix, another value and a map of its own. */
function overlay(at: { readonly folder: string }): void {
  write(at, 'k8s/base/settings.yaml', configMap('settings', { mode: 'slow', size: '1' }));
  write(at, 'k8s/base/kustomization.yaml', { resources: ['settings.yaml'] });
  write(at, 'k8s/overlays/dev/kustomization.yaml', {
    resources: ['../../base'],
    namePrefix: 'dev-',
    patches: [{ target: { kind: 'ConfigMap', name: 'settings' }, patch: '[{"op":"replace","path":"/data/mode","value":"fast"}]' }],
    configMapGenerator: [{ name: 'flags', literals: ['a=1'], options: { disableNameSuffixHash: true } }],
  });
}

const mapsIn = async (namespace: string): Promise<Record<string, unknown>> => {
  const { items } = await kube.now.call('GET', `/api/v1/namespaces/${namespace}/configmaps`);
  const own = (items as { metadata: { name: string }; data?: unknown }[]).filter((m) => m.metadata.name !== 'kube-root-ca.crt');
  return Object.fromEntries(own.map((m) => [m.metadata.name, m.data]));
};

test.each([
  ['a folder', 'k8s/overlays/dev'],
  ['its file', 'k8s/overlays/dev/kustomization.yaml'],
])('an overlay is applied as it is built, and deleted again: %s', async (_, path) => {
  const namespace = await namespaceOn(kube.now);
  const at = here();
  overlay(at);
  const { preview } = await does(apply, { path, namespace }, at);
  expect(preview?.summary).toBe('Apply 2 new objects in admin');
  expect(await mapsIn(namespace)).toEqual({ 'dev-settings': { mode: 'fast', size: '1' }, 'dev-flags': { a: '1' } });
  await does(remove, { path, namespace }, at);
  expect(await mapsIn(namespace)).toEqual({});
});

test('what is built is what was approved: another base makes another digest', async () => {
  const namespace = await namespaceOn(kube.now);
  const at = here();
  overlay(at);
  const digest = async () => {
    const seen = await apply.preview?.(apply.input.parse({ path: 'k8s/overlays/dev', namespace }), at);
    return seen?.ok === true ? seen.value.digest : seen?.failure.message;
  };
  const before = await digest();
  write(at, 'k8s/base/settings.yaml', configMap('settings', { mode: 'slow', size: '2' }));
  expect(await digest()).not.toBe(before);
});

test.each([
  [
    'prints something else',
    'echo Usage: kubectl does many things',
    'kubernetes/manifest-unreadable',
    /k8s\/overlays\/dev as \S+kubectl built it: it is no Kubernetes object/,
  ],
  ['is killed', 'kill -9 $$', 'program/killed', /kubectl/],
  ['prints more than can be read', 'yes "a: b" | head -c 17000000', 'kubernetes/kustomize-failed', /made more than 16 MB/],
  ['is too old to know how', 'echo "error: unknown command kustomize" >&2; exit 1', 'kubernetes/kustomize-failed', /unknown command kustomize/],
])('a kubectl that %s builds nothing, and nothing is applied', async (_how, script, code, message) => {
  const namespace = await namespaceOn(kube.now);
  const folder = tempFolder();
  const program = join(folder, 'kubectl');
  writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const at = placeOn(kube.now.kubeconfig, { env: { NIMBUS_KUBECTL: program } });
  overlay(at);
  expect(await refuses(apply, { path: 'k8s/overlays/dev', namespace }, at)).toMatchObject({ code, message: expect.stringMatching(message) });
  expect(await mapsIn(namespace)).toEqual({});
});

test('a kubectl that hangs is ended when what waits for it is cancelled, and nothing is applied', async () => {
  const namespace = await namespaceOn(kube.now);
  const kubectl = hangingProgram('kubectl');
  const stop = new AbortController();
  const at = placeOn(kube.now.kubeconfig, { signal: stop.signal, env: { NIMBUS_KUBECTL: kubectl.path } });
  overlay(at);
  expect(await cancelledIn(kubectl, stop, does(apply, { path: 'k8s/overlays/dev', namespace }, at))).toBe('AbortError');
  expect(await mapsIn(namespace)).toEqual({});
});

test('one that can’t be built, and no program to build it, are told; nothing is applied', async () => {
  const namespace = await namespaceOn(kube.now);
  const at = here();
  write(at, 'k8s/broken/kustomization.yaml', { resources: ['gone.yaml'] });
  const broken = await refuses(apply, { path: 'k8s/broken', namespace }, at);
  expect([broken.code, broken.message]).toEqual(['kubernetes/kustomize-failed', expect.stringContaining('gone.yaml')]);
  const bare = placeOn(kube.now.kubeconfig, { env: { NIMBUS_KUBECTL: 'kubectl-that-is-not-there', PATH: '' } });
  overlay(bare);
  const missing = await refuses(apply, { path: 'k8s/overlays/dev', namespace }, bare);
  expect([missing.code, missing.message]).toEqual([
    'kubernetes/kustomize-missing',
    'k8s/overlays/dev is a kustomization, and neither kubectl nor kustomize is there to build it.',
  ]);
  expect(await mapsIn(namespace)).toEqual({});
});
