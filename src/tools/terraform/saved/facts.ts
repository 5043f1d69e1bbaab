import { posix } from 'node:path';
import { sha256 } from '../../../base/hash.ts';
import { environmentsSaid } from '../../../domain/terraform/environment-said.ts';
import type { PlanJson } from '../../../domain/terraform/plan-json.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import type { Root } from '../root/open.ts';

/** Settings of a person's environment that decide which account or cluster a provider talks to. No secrets. */
const deciding = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_ROLE_ARN',
  'AWS_ENDPOINT_URL',
  'ARM_SUBSCRIPTION_ID',
  'ARM_TENANT_ID',
  'ARM_CLIENT_ID',
  'ARM_ENVIRONMENT',
  'ARM_METADATA_HOSTNAME',
  'ARM_USE_CLI',
  'ARM_USE_MSI',
  'ARM_USE_OIDC',
  'AZURE_CONFIG_DIR',
  'GOOGLE_PROJECT',
  'GOOGLE_CLOUD_PROJECT',
  'GCLOUD_PROJECT',
  'CLOUDSDK_CORE_PROJECT',
  'CLOUDSDK_CONFIG',
  'GOOGLE_REGION',
  'GOOGLE_ZONE',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'GOOGLE_IMPERSONATE_SERVICE_ACCOUNT',
  'KUBE_CTX',
  'KUBE_CTX_AUTH_INFO',
  'KUBE_CTX_CLUSTER',
  'KUBE_HOST',
  'KUBE_CONFIG',
  'KUBE_CONFIG_PATH',
  'KUBE_CONFIG_PATHS',
  'KUBECONFIG',
];

/** Those that may hold a key: kept as a digest. */
const secretDeciding = ['GOOGLE_CREDENTIALS', 'GOOGLE_CLOUD_KEYFILE_JSON', 'GCLOUD_KEYFILE_JSON'];

/** Where a plan would act, as far as it or the environment says: `account`, `region`, `profile`… */
export async function factsOf(showJson: string, root: Pick<Root, 'config'>, at: Workplace): Promise<Record<string, string>> {
  const usesAws = /"full_name":"registry\.[a-z.]+\/hashicorp\/aws"/.test(showJson);
  const region = usesAws ? (regionIn(showJson) ?? at.env.AWS_REGION ?? at.env.AWS_DEFAULT_REGION) : undefined;
  const profile = usesAws ? profileIn(root) : undefined;
  const account = usesAws ? await accountOf(profile, region, at) : undefined;
  return {
    ...environmentFacts(at.env),
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
    ...(account === undefined ? {} : { account }),
  };
}

/** Which environment a plan says that it is for: `environment` by its variables and tags, `varFiles` by the names of its files of variables. */
export function namesIn(plan: PlanJson, varFiles: readonly string[], { config }: Pick<Root, 'config'>): Record<string, string> {
  const environments = environmentsSaid(plan);
  const files = [...new Set([...varFiles, ...taken(config)])];
  return {
    ...(environments.length === 0 ? {} : { environment: environments.join(', ') }),
    ...(files.length === 0 ? {} : { varFiles: files.join(', ') }),
  };
}

/** Files of variables in the folder that Terraform takes without being told. */
const taken = ({ files, directory }: Root['config']): readonly string[] =>
  [...files.keys()].filter((path) => /\.auto\.tfvars(\.json)?$/.test(path) && isIn(directory, path)).map((path) => posix.basename(path));

const isIn = (directory: string, path: string): boolean => posix.dirname(path) === (directory === '' ? '.' : directory);

export const environmentFacts = (env: Workplace['env']): Record<string, string> =>
  Object.fromEntries([
    ...deciding.flatMap((name) => (env[name] ? [[`env.${name}`, env[name]]] : [])),
    ...secretDeciding.flatMap((name) => (env[name] ? [[`env.${name}`, `one with the digest ${sha256(env[name]).slice(0, 16)}`]] : [])),
  ]);

/** The region of the provider block, where it is a constant. */
const regionIn = (showJson: string): string | undefined => /"region":\{"constant_value":"([\w-]{4,30})"\}/.exec(showJson)?.[1];

/** The profile of the provider block, where it is written out. */
function profileIn({ config }: Pick<Root, 'config'>): string | undefined {
  for (const block of config.modules[0]?.blocks.get('provider') ?? []) {
    const value = block.labels[0] === 'aws' ? block.attributes.get('profile')?.value : undefined;
    if (value?.kind === 'literal' && typeof value.value === 'string') return value.value;
  }
  return undefined;
}

/** The account the credentials belong to; `undefined` when nobody tells in time. A role the provider takes on may lead to another. */
export async function accountOf(profile: string | undefined, region: string | undefined, at: Workplace): Promise<string | undefined> {
  const { whoAmI } = await import('./account.ts');
  return whoAmI(profile, region, at);
}
