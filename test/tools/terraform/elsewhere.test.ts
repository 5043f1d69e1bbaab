import { expect, test } from 'vitest';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';
import { type Env, planned } from './saved-plan.ts';

const kubeconfig = (current: string, servers: Readonly<Record<string, string>> = { dev: 'https://dev.example', prod: 'https://prod.example' }) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': current,
    contexts: Object.keys(servers).map((name) => ({ name, context: { cluster: `${name}-cluster`, user: 'ada' } })),
    clusters: Object.entries(servers).map(([name, server]) => ({ name: `${name}-cluster`, cluster: { server } })),
  });
const azureProfile = (chosen: string) =>
  `\uFEFF${JSON.stringify({ subscriptions: ['sub-dev', 'sub-prod'].map((id) => ({ id, name: id, isDefault: id === chosen })) })}`;

interface Move {
  readonly what: string;
  /** Expressions of its provider, as Terraform shows them. */
  readonly provider: readonly [name: string, expressions?: unknown];
  readonly env?: Env;
  /** What the home folder holds; its variables are set. */
  readonly files: Readonly<Record<string, string>>;
  /** What is planted over it once the plan is made. */
  readonly later?: Readonly<Record<string, string>>;
  readonly sets?: Env;
  /** Of the failure. Absent: it still fits. */
  readonly says?: string;
  /** In the label of the place, or among the warnings. */
  readonly shows: string;
}

const constant = (value: unknown) => ({ constant_value: value });
const path = { config_path: constant('~/.kube/config') };
const fromPath = { '.kube/config': kubeconfig('dev') };
const byPath = 'context dev (https://dev.example) · workspace default';
const switched = 'the context of the kubeconfig was dev and is prod and the server of the cluster was https://dev.example and is https://prod.example';
const notKnown = (name: string) => `where the provider ${name} acts is not known before it runs, and not part of what is approved`;
const adc = '.config/gcloud/application_default_credentials.json';

const elsewhere: readonly Move[] = [
  { what: 'nothing changes', provider: ['kubernetes', path], files: fromPath, shows: byPath },
  {
    what: 'kubectl config use-context',
    provider: ['kubernetes', path],
    files: fromPath,
    later: { '.kube/config': kubeconfig('prod') },
    says: switched,
    shows: byPath,
  },
  {
    what: 'use-context, where the context is written out,',
    provider: ['kubernetes', { ...path, config_context: constant('dev') }],
    files: fromPath,
    later: { '.kube/config': kubeconfig('prod') },
    shows: byPath,
  },
  {
    what: 'another server under the name that is written out',
    provider: ['kubernetes', { ...path, config_context: constant('dev') }],
    files: fromPath,
    later: { '.kube/config': kubeconfig('dev', { dev: 'https://other.example' }) },
    says: 'the server of the cluster was https://dev.example and is https://other.example',
    shows: byPath,
  },
  {
    what: 'use-context, for Helm with a block,',
    provider: ['helm', { kubernetes: [path] }],
    files: fromPath,
    later: { '.kube/config': kubeconfig('prod') },
    says: switched,
    shows: byPath,
  },
  {
    what: 'use-context, for Helm with an object,',
    provider: ['helm', { kubernetes: constant({ config_path: '~/.kube/config' }) }],
    files: fromPath,
    later: { '.kube/config': kubeconfig('prod') },
    says: switched,
    shows: byPath,
  },
  {
    what: 'use-context, for kubectl, which reads the usual file,',
    provider: ['kubectl'],
    files: fromPath,
    later: { '.kube/config': kubeconfig('prod') },
    says: switched,
    shows: byPath,
  },
  {
    what: 'use-context, with KUBE_CONFIG_PATH,',
    provider: ['kubernetes'],
    env: { KUBE_CONFIG_PATH: '~/.kube/config' },
    files: fromPath,
    later: { '.kube/config': kubeconfig('prod') },
    says: switched,
    shows: byPath,
  },
  {
    what: 'use-context, with several files,',
    provider: ['kubernetes', { config_paths: constant(['~/none', '~/.kube/config']) }],
    files: fromPath,
    later: { none: kubeconfig('prod') },
    says: switched,
    shows: byPath,
  },
  {
    what: 'KUBE_CTX',
    provider: ['kubernetes', path],
    files: fromPath,
    sets: { KUBE_CTX: 'prod' },
    says: `KUBE_CTX was not set and is prod, ${switched}`,
    shows: byPath,
  },
  {
    what: 'a kubeconfig that is gone',
    provider: ['kubernetes', path],
    files: fromPath,
    later: { '.kube/config': 'now: { it is broken' },
    says: 'the context of the kubeconfig was dev and is not known any more and the server of the cluster was https://dev.example and is not known any more',
    shows: byPath,
  },
  {
    what: 'nothing, of an address with a password,',
    provider: ['kubernetes', { host: constant('https://ada:geheim@dev.example:6443/') }],
    files: {},
    shows: 'cluster https://dev.example:6443/ · workspace default',
  },
  {
    what: 'nothing, of a cluster that is made in the same plan,',
    provider: ['kubernetes', { host: { references: ['aws_eks_cluster.main.endpoint'] }, token: {} }],
    files: fromPath,
    later: { '.kube/config': kubeconfig('prod') },
    shows: notKnown('kubernetes'),
  },
  { what: 'nothing, of a cluster nobody names,', provider: ['kubernetes'], files: fromPath, shows: notKnown('kubernetes') },
  {
    what: 'another sign-in to Google',
    provider: ['google'],
    files: { [adc]: '{"client_id":"one"}' },
    later: { [adc]: '{"client_id":"two"}' },
    says: 'the sign-in to Google Cloud was adcf1b64e7288425 and is 34431eed03c2aff5',
    shows: 'workspace default',
  },
  {
    what: 'another key file for Google',
    provider: ['google-beta'],
    env: { GOOGLE_APPLICATION_CREDENTIALS: '~/key.json' },
    files: { 'key.json': '{"client_id":"one"}' },
    sets: { GOOGLE_APPLICATION_CREDENTIALS: '~/other.json' },
    later: { 'other.json': '{"client_id":"one"}' },
    says: 'GOOGLE_APPLICATION_CREDENTIALS was ~/key.json and is ~/other.json',
    shows: 'workspace default',
  },
  {
    what: 'another key for Google in the environment',
    provider: ['google'],
    env: { GOOGLE_CREDENTIALS: '{"private_key":"geheim"}' },
    files: {},
    sets: { GOOGLE_CREDENTIALS: '{"private_key":"auch geheim"}' },
    says: 'GOOGLE_CREDENTIALS was one with the digest',
    shows: 'workspace default',
  },
  { what: 'nothing, of a Google nobody signed in to,', provider: ['google'], files: {}, shows: notKnown('google') },
  {
    what: 'az account set',
    provider: ['azurerm'],
    files: { '.azure/azureProfile.json': azureProfile('sub-dev') },
    later: { '.azure/azureProfile.json': azureProfile('sub-prod') },
    says: 'the Azure subscription was sub-dev and is sub-prod',
    shows: 'Azure subscription sub-dev · workspace default',
  },
  {
    what: 'az account set, where the subscription is written out,',
    provider: ['azurerm', { subscription_id: constant('sub-dev') }],
    files: { '.azure/azureProfile.json': azureProfile('sub-dev') },
    later: { '.azure/azureProfile.json': azureProfile('sub-prod') },
    shows: 'workspace default',
  },
  { what: 'nothing, of an Azure nobody signed in to,', provider: ['azurerm'], files: {}, shows: notKnown('azurerm') },
];

test.each(elsewhere)(
  'a saved plan and where its provider acts: $what',
  async ({ provider: [name, expressions], env: given, files, later, sets, says, shows }) => {
    const home = tempFolder();
    plant(home, files);
    const env: Env = { PATH: process.env.PATH, HOME: home, ...given };
    const fullName = `registry.terraform.io/hashicorp/${name}`;
    const { look } = await planned(
      {
        format_version: '1.2',
        resource_changes: [],
        configuration: { provider_config: { [name]: { name, full_name: fullName, ...(expressions === undefined ? {} : { expressions }) } } },
      },
      env,
    );
    const first = await look();
    if (!first?.ok) throw new Error(first?.failure.message);
    expect([first.value.target?.label, ...first.value.warnings].join('\n')).toContain(shows);
    expect(JSON.stringify(first)).not.toContain('geheim');
    plant(home, later ?? {});
    Object.assign(env, sets);
    const seen = await look();
    const said = seen?.ok ? undefined : seen?.failure.message;
    if (says === undefined) expect(said).toBeUndefined();
    else expect(said).toContain(says);
    expect(said ?? '').not.toContain('geheim');
  },
);

test('a provider without a block of its own takes its cluster from the environment, and one that is only required stands for nothing', async () => {
  const home = tempFolder();
  plant(home, { config: kubeconfig('dev') });
  const change = {
    address: 'kubernetes_namespace.a',
    mode: 'managed',
    type: 'kubernetes_namespace',
    name: 'a',
    provider_name: 'registry.terraform.io/hashicorp/kubernetes',
    change: { actions: ['create'], before: null, after: {} },
  };
  const bare = await planned(
    { format_version: '1.2', resource_changes: [change], configuration: {} },
    { PATH: process.env.PATH, HOME: home, KUBE_CONFIG_PATH: '~/config' },
  );
  expect(await bare.look()).toMatchObject({ ok: true, value: { target: { facts: { context: 'dev', server: 'https://dev.example' } } } });
  const full_name = change.provider_name;
  const both = await planned(
    {
      format_version: '1.2',
      resource_changes: [change],
      configuration: {
        provider_config: {
          kubernetes: { name: 'kubernetes', full_name },
          'kubernetes.east': { name: 'kubernetes', full_name, alias: 'east', expressions: { config_path: constant('~/config') } },
        },
      },
    },
    { PATH: process.env.PATH, HOME: home },
  );
  const seen = await both.look();
  expect(seen).toMatchObject({ ok: true, value: { target: { facts: { context: 'dev' } } } });
  expect(seen?.ok && seen.value.warnings.filter((warning) => warning.includes('where the provider'))).toEqual([]);
});

test.each([
  [2_000, []],
  [2_001, ['1 sensitive value more than can be known: one that a program prints is not taken out by its value']],
  [2_003, ['3 sensitive values more than can be known: one that a program prints is not taken out by its value']],
])('of a plan with %d sensitive values those that are not known by their value are told of, each once', async (many, warnings) => {
  const values = [...Array.from({ length: many }, (_, n) => `sensitive-${n}`), 'sensitive-0'];
  const { look } = await planned(
    {
      format_version: '1.2',
      resource_changes: [],
      configuration: {},
      output_changes: { all: { actions: ['create'], before: null, after: values, before_sensitive: false, after_sensitive: true } },
    },
    { PATH: process.env.PATH },
  );
  const seen = await look();
  expect(seen?.ok && seen.value.warnings.filter((warning) => warning.includes('sensitive'))).toEqual(warnings);
});
