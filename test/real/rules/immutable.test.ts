import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { fix } from '../../../src/rules/engine/fix.ts';
import { look } from '../../../src/rules/engine/look.ts';
import { exampleFiles, fixable, type KubernetesRule, type Rule } from '../../../src/rules/rule.ts';
import { options, sourcesOf } from '../../rules/support.ts';
import { type Cluster, hasCluster, startCluster } from '../../support/kube.ts';

/**
 * Whether a fix of a manifest can be applied to the object that is there is what an API server says: the example as it was is
 * applied, then the fixed one over it. A field that never changes makes it refuse: such an object has to be deleted and made
 * anew, and its fix is made one by one.
 */
const rules = options.rules.filter((rule) => rule.language === 'kubernetes' && fixable(rule)) as readonly KubernetesRule[];

/** Rules whose failing example no API server of the tests takes; what their fix makes of it is taken. */
const notTaken: Readonly<Record<string, string>> = {
  'k8s-deprecated-api': 'its versions are served by no cluster of today',
  'k8s-privileged': 'privileged pods are forbidden there',
};

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: { readonly template: { readonly spec: object } };
}

const manifestsOf = (text: string): readonly Manifest[] =>
  parseAllDocuments(text).flatMap((document) => {
    const object = document.toJS() as Manifest & { readonly items?: readonly Manifest[] };
    return object.kind === 'List' ? (object.items ?? []) : [object];
  });

/** The same pods, made by other kinds. */
function others(text: string): Readonly<Record<string, string>> {
  const { metadata, spec } = parse(text) as Manifest;
  const { template } = spec;
  const once = { ...template, spec: { ...template.spec, restartPolicy: 'Never' } };
  const made: readonly object[] = [
    { apiVersion: 'v1', kind: 'Pod', metadata, ...{ spec: template.spec } },
    { apiVersion: 'batch/v1', kind: 'Job', metadata, spec: { template: once } },
    { apiVersion: 'batch/v1', kind: 'CronJob', metadata, spec: { schedule: '0 3 * * *', jobTemplate: { spec: { template: once } } } },
    { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec },
    { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec },
  ];
  return Object.fromEntries(made.map((object) => [(object as Manifest).kind, stringify(object)]));
}

/** What an API server says of a field that stays as it was made. */
const neverChanges = /field is immutable|may not change fields other than/;

/** By name: a rule's own example and, where it asks all that make pods, what else makes those. */
const all = rules.flatMap((rule): readonly (readonly [string, KubernetesRule, string])[] => {
  const own = Object.values(exampleFiles(rule, rule.fails)).join('---\n');
  const alike = rule.targets.includes('Pod*') && manifestsOf(own).length === 1 && parse(own).kind === 'Deployment' ? others(own) : {};
  return [[rule.id, rule, own], ...Object.entries(alike).map(([kind, text]) => [`${rule.id} of a ${kind}`, rule, text] as const)];
});
const cases = all.filter(([, { id }]) => !(id in notTaken));

interface Served {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}
const served = new Map<string, readonly Served[]>();

/** Applies an object, or only asks whether it would be taken; what its kind does not know is refused. */
async function apply({ call }: Cluster, { apiVersion, kind, ...rest }: Manifest, namespace: string, isDry = false): Promise<void> {
  const root = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  if (!served.has(root)) served.set(root, (await call('GET', root)).resources);
  const resource = served.get(root)?.find((one) => one.kind === kind && !one.name.includes('/'));
  if (resource === undefined) throw new Error(`${apiVersion} has no ${kind}`);
  const own = resource.namespaced ? { namespace: rest.metadata.namespace ?? namespace } : {};
  const object = { apiVersion, kind, ...rest, metadata: { ...rest.metadata, ...own } };
  const place = resource.namespaced ? `/namespaces/${own.namespace}` : '';
  const path = `${root}${place}/${resource.name}/${rest.metadata.name}?fieldManager=test&force=true&fieldValidation=Strict${isDry ? '&dryRun=All' : ''}`;
  await call('PATCH', path, object, 'application/apply-patch+yaml');
}

let cluster: Cluster;
beforeAll(async () => {
  if (hasCluster()) cluster = await startCluster({ controllers: false });
});
afterAll(() => cluster?.stop());

test.skipIf(!hasCluster())('a fix that a cluster refuses for what is there is made one by one, and no other is', async () => {
  const wrong: string[] = [];
  let refusals = 0;
  for (const [at, [name, rule, text]] of cases.entries()) {
    const sources = sourcesOf({ 'objects.yaml': text });
    const only = { ...options, rules: [rule] };
    const { hits } = await look(sources, { ...only, edits: true });
    const fixed = (await fix(sources, { ...only, replacing: true })).files.get('objects.yaml');
    // A kind may be right as it is where another is not.
    if (name !== rule.id && fixed === undefined) continue;
    expect(fixed, name).toBeDefined();
    const namespace = `of-${at}`;
    await cluster.call('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
    for (const object of manifestsOf(text)) await apply(cluster, object, namespace);
    let refused: string | undefined;
    for (const object of manifestsOf(fixed ?? '')) await apply(cluster, object, namespace).catch((error: unknown) => (refused = String(error)));
    if (refused !== undefined) refusals += 1;
    if (refused !== undefined && !neverChanges.test(refused)) wrong.push(`${name}: refused for another reason: ${refused.slice(0, 300)}`);
    const declared = hits.some((hit) => hit.edits !== undefined && hit.replaces);
    if (declared !== (refused !== undefined))
      wrong.push(`${name}: ${declared ? 'declared, but the cluster takes it' : `not declared: ${refused?.slice(0, 300)}`}`);
  }
  expect(wrong).toEqual([]);
  expect(refusals, 'there are such fixes').toBeGreaterThan(10);
});

/** A namespace for objects that name one. */
async function ensureNamespace(name: string): Promise<void> {
  await cluster.call('POST', '/api/v1/namespaces', { metadata: { name } }).catch((error: unknown) => {
    if (!String(error).includes('AlreadyExists')) throw error;
  });
}

test.skipIf(!hasCluster())('what fixes make, what rules call right, and the manifests of the tests are objects a cluster takes', async () => {
  const texts = new Map<string, string>();
  const fixed = async (text: string, rules: readonly Rule[]): Promise<string> =>
    (await fix(sourcesOf({ 'objects.yaml': text }), { ...options, rules, replacing: true })).files.get('objects.yaml') ?? text;
  for (const [name, rule, text] of all.filter(([, { id }]) => id in notTaken)) texts.set(`${name}, fixed`, await fixed(text, [rule]));
  for (const rule of options.rules.filter(({ language }) => language === 'kubernetes'))
    for (const [path, text] of Object.entries(exampleFiles(rule, rule.passes))) texts.set(`${rule.id} ${path}`, text);
  const folder = join(import.meta.dirname, 'manifests');
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name, 'objects.yaml'), 'utf8');
    // Privileged pods are forbidden there.
    texts.set(name, text.replaceAll('privileged: true', 'privileged: false'));
    texts.set(`${name}, fixed`, await fixed(text, options.rules));
  }

  const wrong: string[] = [];
  let taken = 0;
  for (const [name, text] of texts) {
    for (const object of manifestsOf(text)) {
      if (object.metadata.namespace !== undefined) await ensureNamespace(object.metadata.namespace);
      await apply(cluster, object, 'default', true).then(
        () => (taken += 1),
        (error: unknown) => wrong.push(`${name}: ${object.kind} ${object.metadata.name}: ${String(error).slice(0, 500)}`),
      );
    }
  }
  expect(wrong).toEqual([]);
  expect(taken).toBeGreaterThan(100);
});
