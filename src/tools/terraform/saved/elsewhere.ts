import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../../base/hash.ts';
import { yamlValue } from '../../../base/yaml.ts';
import { isFields, items, text } from '../../../domain/terraform/read.ts';
import type { Workplace } from '../../../domain/workplace.ts';

/** A provider that finds out where it acts from files and variables outside the configuration, each time anew: also when a saved plan is applied. */
export const providerSettings = z.object({
  /** As the configuration calls it: `kubernetes`, `module.a:helm.east`. */
  name: z.string(),
  kind: z.enum(['kubernetes', 'kubectl', 'google', 'azure']),
  /** Its settings that are constants. */
  constants: z.record(z.string(), z.array(z.string())),
  /** Its settings that are worked out while it runs. */
  open: z.array(z.string()),
});
export type ProviderSettings = z.output<typeof providerSettings>;

const kinds: ReadonlyMap<string, ProviderSettings['kind']> = new Map([
  ['kubernetes', 'kubernetes'],
  ['helm', 'kubernetes'],
  ['kubectl', 'kubectl'],
  ['google', 'google'],
  ['google-beta', 'google'],
  ['azurerm', 'azure'],
  ['azapi', 'azure'],
]);
const kindOf = (fullName: string): ProviderSettings['kind'] | undefined => kinds.get(fullName.split('/').at(-1) ?? '');

/** The providers of a plan that act where something outside the configuration says. `showJson`: the plan as JSON. */
export function providersIn(showJson: string): readonly ProviderSettings[] {
  // A plan can be hundreds of megabytes: it is read once more only where it names one of these.
  if (!/"(full_name|provider_name)":\s*"[^"]*\/(kubernetes|helm|kubectl|google|google-beta|azurerm|azapi)"/.test(showJson)) return [];
  const plan: unknown = JSON.parse(showJson);
  if (!isFields(plan)) return [];
  const configuration = isFields(plan.configuration) ? plan.configuration : {};
  const found: { readonly fullName: string; readonly isWritten: boolean; readonly settings: ProviderSettings }[] = [];
  for (const [key, entry] of Object.entries(isFields(configuration.provider_config) ? configuration.provider_config : {})) {
    if (!isFields(entry)) continue;
    const fullName = text(entry.full_name) ?? '';
    const kind = kindOf(fullName);
    if (kind !== undefined) found.push({ fullName, isWritten: isFields(entry.expressions), settings: { name: key, kind, ...settingsIn(entry.expressions) } });
  }
  // One without a block of its own takes everything from its surroundings.
  for (const change of items(plan.resource_changes)) {
    const fullName = isFields(change) ? (text(change.provider_name) ?? '') : '';
    const kind = kindOf(fullName);
    if (kind === undefined || found.some((one) => one.fullName === fullName)) continue;
    found.push({ fullName, isWritten: false, settings: { name: fullName.split('/').at(-1) ?? '', kind, constants: {}, open: [] } });
  }
  // What is only named among the required ones stands for nothing where a block configures it.
  const written = new Set(found.filter((one) => one.isWritten).map((one) => one.fullName));
  return found.filter((one) => one.isWritten || !written.has(one.fullName)).map((one) => one.settings);
}

const telling = new Set([
  ...['host', 'config_path', 'config_paths', 'config_context', 'config_context_cluster', 'load_config_file'],
  ...['credentials', 'access_token', 'subscription_id'],
]);

/** The settings that tell where it acts. Helm's are within `kubernetes`: a block, or an object. */
function settingsIn(expressions: unknown): Pick<ProviderSettings, 'constants' | 'open'> {
  const constants: Record<string, string[]> = {};
  const open: string[] = [];
  const add = (name: string, value: unknown): void => {
    const all = (Array.isArray(value) ? value : [value]).filter((one) => ['string', 'boolean'].includes(typeof one)).map(String);
    // Credentials that are written out are secret, and part of the configuration as they are.
    if (telling.has(name) && all.length > 0 && all[0] !== '') constants[name] = name === 'credentials' || name === 'access_token' ? [''] : all;
  };
  const read = (fields: unknown): void => {
    if (!isFields(fields)) return;
    for (const [name, expression] of Object.entries(fields)) {
      if (name === 'kubernetes' && Array.isArray(expression)) for (const block of expression) read(block);
      else if (!isFields(expression)) continue;
      else if (name === 'kubernetes' && isFields(expression.constant_value))
        for (const [key, value] of Object.entries(expression.constant_value)) add(key, value);
      else if ('constant_value' in expression) add(name, expression.constant_value);
      else if (telling.has(name)) open.push(name);
      else if (name === 'kubernetes') open.push('host');
    }
  };
  read(expressions);
  return { constants, open };
}

/** Where providers would act now. */
export interface Elsewhere {
  /** `context`, `server`, `googleLogin`, `azureSubscription`; several of one kind with `, ` between them. */
  readonly facts: Readonly<Record<string, string>>;
  /** What can't be told before they run, a sentence each. */
  readonly open: readonly string[];
}

/** What each fact is to a person. */
export const elsewhereWords: ReadonlyMap<string, string> = new Map([
  ['context', 'the context of the kubeconfig'],
  ['server', 'the server of the cluster'],
  ['googleLogin', 'the sign-in to Google Cloud'],
  ['azureSubscription', 'the Azure subscription'],
]);

/** Looks up what these providers would read: kubeconfigs, sign-ins. `folder`: of the root module, absolute. Never fails: what can't be read is not known. */
export async function elsewhereOf(providers: readonly ProviderSettings[], folder: string, env: Workplace['env']): Promise<Elsewhere> {
  const facts = new Map<string, Set<string>>();
  const open: string[] = [];
  for (const provider of providers) {
    const found = await lookUp[provider.kind](provider, folder, env);
    for (const [fact, value] of Object.entries(found ?? {})) facts.set(fact, (facts.get(fact) ?? new Set()).add(value));
    if (found === undefined) open.push(`where the provider ${provider.name} acts is not known before it runs, and not part of what is approved`);
  }
  return { facts: Object.fromEntries([...facts].map(([fact, values]) => [fact, [...values].join(', ')])), open };
}

type Found = Readonly<Record<string, string>> | undefined;

const lookUp: Readonly<Record<ProviderSettings['kind'], (provider: ProviderSettings, folder: string, env: Workplace['env']) => Promise<Found>>> = {
  kubernetes: clusterOf,
  kubectl: clusterOf,
  google: googleOf,
  azure: azureOf,
};

/** The order in which the providers read them: registry.terraform.io/providers/hashicorp/kubernetes/latest/docs. */
async function clusterOf({ kind, constants, open }: ProviderSettings, folder: string, env: Workplace['env']): Promise<Found> {
  if (open.length > 0) return undefined;
  const host = constants.host?.[0] ?? (env.KUBE_HOST || undefined);
  const listed = (value: string | undefined) => (value ? value.split(delimiter).filter((path) => path !== '') : undefined);
  const isRead = constants.load_config_file?.[0] !== 'false';
  const paths = isRead
    ? (constants.config_path ?? constants.config_paths ?? (env.KUBE_CONFIG_PATH ? [env.KUBE_CONFIG_PATH] : undefined) ?? listed(env.KUBE_CONFIG_PATHS))
    : undefined;
  const usual = kind === 'kubectl' && isRead ? (listed(env.KUBE_CONFIG) ?? listed(env.KUBECONFIG) ?? ['~/.kube/config']) : undefined;
  const found = await contextIn(
    (paths ?? usual ?? []).map((path) => pathIn(path, folder, env)),
    {
      context: constants.config_context?.[0] ?? env.KUBE_CTX,
      cluster: constants.config_context_cluster?.[0] ?? env.KUBE_CTX_CLUSTER,
    },
  );
  const server = host ?? found.server;
  if (server === undefined) return undefined;
  return { ...(found.context === undefined ? {} : { context: found.context }), server: withoutSignIn(server) };
}

/** Of kubeconfigs that are read as one, the first that names something counts. */
async function contextIn(
  paths: readonly string[],
  wanted: { readonly context: string | undefined; readonly cluster: string | undefined },
): Promise<{ readonly context?: string; readonly server?: string }> {
  let current = wanted.context || undefined;
  const contexts = new Map<string, string>();
  const servers = new Map<string, string>();
  for (const path of paths) {
    const config = await valueIn(path, yamlValue);
    if (!isFields(config)) continue;
    current ??= text(config['current-context']) || undefined;
    for (const { name, fields } of named(config.contexts, 'context')) if (!contexts.has(name)) contexts.set(name, text(fields.cluster) ?? '');
    for (const { name, fields } of named(config.clusters, 'cluster')) if (!servers.has(name)) servers.set(name, text(fields.server) ?? '');
  }
  const cluster = wanted.cluster || (current === undefined ? undefined : contexts.get(current));
  const server = cluster === undefined ? undefined : servers.get(cluster);
  return { ...(current === undefined ? {} : { context: current }), ...(server ? { server } : {}) };
}

const named = (value: unknown, what: string) =>
  items(value).flatMap((entry) => {
    const name = isFields(entry) ? text(entry.name) : undefined;
    const fields = isFields(entry) ? entry[what] : undefined;
    return name !== undefined && isFields(fields) ? [{ name, fields }] : [];
  });

/** An address without a name and a password in it. */
function withoutSignIn(server: string): string {
  if (!URL.canParse(server)) return server;
  const url = new URL(server);
  return url.username === '' && url.password === '' ? server : `${url.protocol}//${url.host}${url.pathname}`;
}

/** Which sign-in it is, as a digest: whose it is only Google tells. Keys written out are part of the configuration, those of the environment of what is watched there. */
async function googleOf({ constants, open }: ProviderSettings, folder: string, env: Workplace['env']): Promise<Found> {
  if (open.includes('credentials') || open.includes('access_token') || env.GOOGLE_OAUTH_ACCESS_TOKEN) return undefined;
  if (constants.credentials !== undefined || constants.access_token !== undefined) return {};
  const given = env.GOOGLE_CREDENTIALS || env.GOOGLE_CLOUD_KEYFILE_JSON || env.GCLOUD_KEYFILE_JSON;
  if (given?.trimStart().startsWith('{')) return {};
  const settings = env.CLOUDSDK_CONFIG || (env.APPDATA ? join(env.APPDATA, 'gcloud') : join(homeOf(env), '.config', 'gcloud'));
  const file = given || env.GOOGLE_APPLICATION_CREDENTIALS || join(settings, 'application_default_credentials.json');
  const login = await contentOf(pathIn(file, folder, env));
  return login === undefined ? undefined : { googleLogin: sha256(login).slice(0, 16) };
}

/** The subscription: written out, of the environment, or the one chosen by `az account set`. */
async function azureOf({ constants, open }: ProviderSettings, _folder: string, env: Workplace['env']): Promise<Found> {
  if (open.includes('subscription_id')) return undefined;
  if (constants.subscription_id !== undefined || env.ARM_SUBSCRIPTION_ID) return {};
  const settings = env.AZURE_CONFIG_DIR || join(homeOf(env), '.azure');
  const profile = await valueIn(join(settings, 'azureProfile.json'), (content) => JSON.parse(content.replace(/^\uFEFF/, '')));
  const chosen = items(isFields(profile) ? profile.subscriptions : undefined).find((one) => isFields(one) && one.isDefault === true);
  const id = isFields(chosen) ? text(chosen.id) : undefined;
  return id === undefined ? undefined : { azureSubscription: id };
}

const homeOf = (env: Workplace['env']): string => env.HOME || env.USERPROFILE || homedir();
const pathIn = (path: string, folder: string, env: Workplace['env']): string =>
  resolve(
    folder,
    path.replace(/^~(?=$|[/\\])/, () => homeOf(env)),
  );

/** More is neither a kubeconfig nor a sign-in. */
const bytesMax = 4 * 1024 * 1024;

/** `undefined` for what is no file, too large, or can't be read: a configuration may name anything. */
async function contentOf(path: string): Promise<string | undefined> {
  const about = await stat(path).catch(() => undefined);
  return about?.isFile() && about.size <= bytesMax ? readFile(path, 'utf8').catch(() => undefined) : undefined;
}

async function valueIn(path: string, parse: (content: string) => unknown): Promise<unknown> {
  const content = await contentOf(path);
  try {
    return content === undefined ? undefined : parse(content);
  } catch {
    return undefined;
  }
}
