import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { Document } from 'yaml';
import { ok } from '../../../src/domain/failure/failure.ts';
import { helmTools } from '../../../src/tools/helm/all.ts';
import { readChanges, readObjects, readText } from '../../../src/tools/helm/apart/ask.ts';
import { inCluster } from '../../../src/tools/kubernetes/in-cluster.ts';
import { type World, workplace } from '../../support/drive-tool.ts';
import { testHouse } from '../../support/house.ts';

// A chart may make thousands of objects: what is read of them, compared and written is not done by the process that asked.

afterEach(() => {
  vi.restoreAllMocks();
});

/** How many YAML documents this thread reads, and writes. */
function counted(): () => { readonly read: number; readonly written: number } {
  const [read, written] = [vi.spyOn(Document.prototype, 'toJS'), vi.spyOn(Document.prototype, 'toString')];
  return () => ({ read: read.mock.calls.length, written: written.mock.calls.length });
}

const map = (name: string, says: string) =>
  `---\n# Source: web/templates/${name}.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\ndata: {says: "${says}"}\n`;
const secret = (value: string) => `---\napiVersion: v1\nkind: Secret\nmetadata: {name: keys}\nstringData: {password: ${value}}\n`;
const deployment = (image: string) =>
  `---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: kube-system}\nspec: {template: {spec: {containers: [{name: web, image: "${image}", securityContext: {privileged: true}}]}}}\n`;
const lists = '---\napiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: Namespace, metadata: {name: shop}}\n  - {kind: of no version}\n---\n';
/** Makes a manifest large, and says nothing. */
const padding = `---\n# ${'x'.repeat(40_000)}\n`;
const going = new AbortController().signal;

test('a large manifest is told apart just as a small one is told in place', async () => {
  const before = map('kept', 'old') + secret('hunter2-old') + map('gone', 'bye');
  const next = map('kept', 'new') + secret('hunter2-new') + deployment('nginx:1.25') + lists;
  const live = {
    maps: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kept' }, data: { says: 'by hand' } }],
    secrets: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys' }, data: { password: Buffer.from('hunter2-old').toString('base64') } }],
  };
  const said = (manifest: string) => JSON.stringify({ manifest, info: { resources: live } });
  const calls = counted();
  const small = [await readChanges(said(before), next, 'shop', going), await readObjects([next, before], going), await readText(next, going)] as const;
  const inPlace = calls();
  const large = [
    await readChanges(said(before + padding), next, 'shop', going),
    await readObjects([next, before + padding], going),
    await readText(next + padding, going),
  ] as const;
  expect([inPlace.read > 10, inPlace.written > 5, calls()]).toEqual([true, true, inPlace]);
  expect(large.slice(0, 2)).toEqual(small.slice(0, 2));
  expect(large[2]).toEqual({ ...small[2], text: small[2].text + padding });

  expect(large[0].changes.map(({ operation, address, drift, marks }) => [operation, address, drift, marks.join()])).toEqual([
    ['update', 'ConfigMap/shop/kept', true, ''],
    ['update', 'Secret/shop/keys', false, ''],
    ['create', 'Deployment/kube-system/web', false, 'system-namespace,privileged'],
    ['create', 'Namespace/shop', false, 'cluster-scoped'],
    ['delete', 'ConfigMap/shop/gone', false, ''],
  ]);
  expect(large[0].objects.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['ConfigMap kept', 'Secret keys', 'Deployment web', 'Namespace shop']);
  expect(JSON.stringify(large)).not.toMatch(/hunter2|aHVudGVyMi/);
});

test('a manifest that unfolds without end is refused apart as it is in place', async () => {
  const bomb = `a: &a [x, x]\nb: [${'*a, '.repeat(200)}]\n`;
  for (const manifest of [bomb, bomb + padding]) await expect(readObjects([manifest], going)).rejects.toThrow('Excessive alias count');
});

test('one that is being read is left when the run is cancelled', async () => {
  const over = new AbortController();
  const reading = readObjects([Array.from({ length: 2_000 }, (_, n) => map(`map-${n}`, 'x')).join('')], over.signal);
  setImmediate(() => over.abort(new Error('enough')));
  await expect(reading).rejects.toThrow('enough');
});

/** A cluster nobody asks, and a helm that has a large release and a large chart. */
function worldOf(objects: number): World {
  const manifest = (says: string) => Array.from({ length: objects }, (_, n) => map(`map-${n}`, `${says} ${'x'.repeat(800)}`)).join('');
  const release = (version: number, says: string) =>
    JSON.stringify({ name: 'web', namespace: 'default', version, manifest: manifest(says), info: { status: 'deployed' }, hooks: [hook] });
  const hook = { name: 'hook', kind: 'ConfigMap', events: ['post-upgrade', 'post-delete', 'post-rollback'], manifest: map('hook', 'x'.repeat(objects * 800)) };
  const history = JSON.stringify([1, 2].map((revision) => ({ revision, status: 'superseded', chart: 'web-1.0.0', updated: '' })));
  const answers: Readonly<Record<string, string>> = {
    ...{ version: 'v4.1.0', history, status: release(2, 'then'), upgrade: release(3, 'now') },
    ...{ template: manifest('now'), get: manifest('first'), uninstall: '' },
  };
  const house = testHouse(helmTools(inCluster));
  mkdirSync(join(house.folder, 'web'));
  writeFileSync(join(house.folder, 'web', 'Chart.yaml'), 'apiVersion: v2\nname: web\nversion: 1.0.0\n');
  const config = { clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }], contexts: [{ name: 'admin', context: { cluster: 'c', user: 'u' } }] };
  writeFileSync(join(house.data, 'config'), JSON.stringify({ 'current-context': 'admin', ...config }));
  const env = { HOME: house.data, KUBECONFIG: join(house.data, 'config') };
  const exec = async (_: string, [verb = '']: readonly string[]) => ok({ code: 0, stdout: answers[verb] ?? '', stderr: '', truncated: false });
  return { ...house, workplace: (...given) => ({ ...house.workplace(...given), env, exec }) };
}

test.each([
  ['helm.template', { chart: 'web' }, 'web makes 60 objects: ConfigMap.'],
  ['helm.get', { release: 'web' }, 'web has 60 objects: ConfigMap map-0, '],
  ['helm.diff', { release: 'web', chart: 'web' }, 'Upgrading web: 60 objects: 60 created'],
  ['helm.rollback', { release: 'web', revision: 1 }, 'Roll web in default of admin back from revision 2 to 1 (60 objects: 60 created)'],
  ['helm.uninstall', { release: 'web' }, 'Uninstall web from default of admin (60 objects: 60 deleted)'],
])('%s of many objects reads and writes none of them itself', async (name, input, says) => {
  const world = worldOf(60);
  const tool = world.tools.get(name);
  const what = tool?.input.parse(input);
  const calls = counted();
  const seen = tool?.preview === undefined ? await tool?.run(what, workplace(world)) : await tool.preview(what, workplace(world));
  expect(JSON.stringify(seen)).toContain(says);
  // The kubeconfig, and what is as small.
  expect([calls().read < 5, calls().written]).toEqual([true, 0]);
});
