import { expect, test } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { fix } from '../../../src/rules/engine/fix.ts';
import { look } from '../../../src/rules/engine/look.ts';
import { exampleFiles, fixable, type KubernetesRule } from '../../../src/rules/rule.ts';
import { options, sourcesOf } from '../../rules/support.ts';
import { type Cluster, hasCluster, startCluster } from '../../support/kube.ts';

/**
 * Whether a fix of a manifest can be applied to the object that is there is what an API server says: the example as it was is
 * applied, then the fixed one over it. A field that never changes makes it refuse: such an object has to be deleted and made
 * anew, and its fix is made one by one.
 */
const rules = options.rules.filter((rule) => rule.language === 'kubernetes' && fixable(rule)) as readonly KubernetesRule[];

/** Rules whose failing example no API server of the tests takes. */
const notTaken: Readonly<Record<string, string>> = {
  'k8s-deprecated-api': 'its versions are served by no cluster of today',
  'k8s-privileged': 'privileged pods are forbidden there',
};

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly template: { readonly spec: object } };
}

const manifestsOf = (text: string): readonly Manifest[] => parseAllDocuments(text).map((document) => document.toJS() as Manifest);

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

/** By name: a rule's own example and, where it asks all that make pods, what else makes those. */
const cases = rules
  .filter(({ id }) => !(id in notTaken))
  .flatMap((rule): readonly (readonly [string, KubernetesRule, string])[] => {
    const own = Object.values(exampleFiles(rule, rule.fails)).join('---\n');
    const alike = rule.targets.includes('Pod*') && manifestsOf(own).length === 1 && parse(own).kind === 'Deployment' ? others(own) : {};
    return [[rule.id, rule, own], ...Object.entries(alike).map(([kind, text]) => [`${rule.id} of a ${kind}`, rule, text] as const)];
  });

async function apply({ call }: Cluster, { apiVersion, kind, ...rest }: Manifest, namespace: string): Promise<void> {
  const root = apiVersion === 'v1' ? '/api/v1' : `/apis/${apiVersion}`;
  const object = { apiVersion, kind, ...rest, metadata: { ...rest.metadata, namespace } };
  const path = `${root}/namespaces/${namespace}/${kind.toLowerCase()}s/${rest.metadata.name}?fieldManager=test&force=true`;
  await call('PATCH', path, object, 'application/apply-patch+yaml');
}

test.skipIf(!hasCluster())('a fix that a cluster refuses for what is there is made one by one, and no other is', async () => {
  const cluster = await startCluster({ controllers: false });
  try {
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
      const declared = hits.some((hit) => hit.edits !== undefined && hit.replaces);
      if (declared !== (refused !== undefined))
        wrong.push(`${name}: ${declared ? 'declared, but the cluster takes it' : `not declared: ${refused?.slice(0, 300)}`}`);
    }
    expect(wrong).toEqual([]);
    expect(refusals, 'there are such fixes').toBeGreaterThan(10);
  } finally {
    await cluster.stop();
  }
});
