import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { z } from 'zod';
import { nearest } from '../../../base/nearest.ts';
import { yamlDocument } from '../../../base/yaml.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { contextUnknown, kubeconfigUnreadable, noKubeconfig } from '../../../domain/failure/kubernetes.ts';

/** What a person chooses a cluster by. Nothing in it is secret. */
export interface KubeContext {
  readonly name: string;
  readonly cluster: string;
  readonly server: string;
  readonly user: string;
  /** The namespace it stands in: `default` where it says nothing. */
  readonly namespace: string;
  /** The program that signs in for it: code of the kubeconfig that runs on this machine. */
  readonly runs?: string;
}

export const execSettings = z.looseObject({
  apiVersion: z.string().optional(),
  command: z.string().min(1),
  args: z.array(z.coerce.string()).nullish(),
  env: z.array(z.looseObject({ name: z.string(), value: z.string() })).nullish(),
  provideClusterInfo: z.boolean().nullish(),
  installHint: z.string().nullish(),
});
const clusterFields = z.looseObject({
  server: z.string().min(1),
  'certificate-authority': z.string().optional(),
  'certificate-authority-data': z.string().optional(),
  'insecure-skip-tls-verify': z.boolean().optional(),
  'tls-server-name': z.string().optional(),
  'proxy-url': z.string().optional(),
});
const userFields = z.looseObject({
  token: z.string().optional(),
  tokenFile: z.string().optional(),
  'client-certificate': z.string().optional(),
  'client-key': z.string().optional(),
  exec: execSettings.nullish(),
  'auth-provider': z.looseObject({ name: z.string() }).nullish(),
});
const contextFields = z.looseObject({ cluster: z.string(), user: z.string().default(''), namespace: z.string().optional() });
const name = z.coerce.string();
const shape = z.looseObject({
  'current-context': z.string().nullish(),
  clusters: z.array(z.looseObject({ name, cluster: clusterFields })).nullish(),
  users: z.array(z.looseObject({ name, user: userFields.nullish() })).nullish(),
  contexts: z.array(z.looseObject({ name, context: contextFields })).nullish(),
});

export type ClusterFields = z.output<typeof clusterFields>;
export type UserFields = z.output<typeof userFields>;

/** One context with all it needs: what a connection is made of. Holds secrets. */
export interface Selected {
  readonly context: KubeContext;
  readonly cluster: ClusterFields;
  readonly user: UserFields;
}

export interface Kubeconfig {
  /** In the order of the files. */
  readonly contexts: readonly KubeContext[];
  readonly current: string | undefined;
  select(name: string | undefined): Outcome<Selected>;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Where a kubeconfig lies: the files that `KUBECONFIG` lists, else the one in the home folder. */
export function kubeconfigPaths(env: Env): readonly string[] {
  const listed = (env.KUBECONFIG ?? '').split(delimiter).filter((path) => path !== '');
  return listed.length > 0 ? listed : [join(env.HOME ?? env.USERPROFILE ?? homedir(), '.kube', 'config')];
}

/**
 * The kubeconfig as kubectl reads it: the files in `KUBECONFIG`, or `~/.kube/config`; of two entries of one name the first
 * counts, and files that are not there are passed over. Source: kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig.
 */
export async function readKubeconfig(env: Env): Promise<Outcome<Kubeconfig>> {
  const paths = kubeconfigPaths(env);
  const clusters = new Map<string, ClusterFields>();
  const users = new Map<string, UserFields>();
  const found: { readonly name: string; readonly fields: z.output<typeof contextFields> }[] = [];
  let current: string | undefined;
  let files = 0;
  for (const path of paths) {
    const read = await readOne(path);
    if (!read.ok) return read;
    if (read.value === undefined) continue;
    files++;
    const folder = dirname(resolve(path));
    current ??= read.value['current-context'] || undefined;
    for (const { name, cluster } of read.value.clusters ?? []) if (!clusters.has(name)) clusters.set(name, clusterIn(folder, cluster));
    for (const { name, user } of read.value.users ?? []) if (!users.has(name)) users.set(name, userIn(folder, user ?? {}));
    for (const { name, context } of read.value.contexts ?? []) if (!found.some((c) => c.name === name)) found.push({ name, fields: context });
  }
  if (files === 0) return failed(noKubeconfig(paths));

  const contexts = found.map(({ name, fields }): KubeContext => {
    const command = users.get(fields.user)?.exec?.command;
    const server = clusters.get(fields.cluster)?.server ?? '';
    const runs = command === undefined ? {} : { runs: command };
    return { name, cluster: fields.cluster, server: shownServer(server), user: fields.user, namespace: fields.namespace || 'default', ...runs };
  });
  return ok({
    contexts,
    current,
    select(name) {
      const wanted = name ?? current;
      const names = contexts.map((c) => c.name);
      const context = contexts.find((c) => c.name === wanted);
      if (context === undefined) return failed(contextUnknown(wanted, names, wanted === undefined ? undefined : nearest(wanted, names)));
      const cluster = clusters.get(context.cluster);
      if (cluster === undefined)
        return failed(kubeconfigUnreadable(paths.join(delimiter), `context ${context.name} names the cluster ${context.cluster}, which is not in it`));
      if (!URL.canParse(cluster.server) || !/^https?:$/.test(new URL(cluster.server).protocol))
        return failed(kubeconfigUnreadable(paths.join(delimiter), `the server of cluster ${context.cluster} is not an https:// address`));
      return ok({ context, cluster, user: users.get(context.user) ?? {} });
    },
  });
}

async function readOne(path: string): Promise<Outcome<z.output<typeof shape> | undefined>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code === 'ENOENT' ? ok(undefined) : failed(kubeconfigUnreadable(path, code === 'EISDIR' ? 'it is a folder' : `it can’t be read (${code})`));
  }
  let value: unknown;
  try {
    const document = yamlDocument(text, { logLevel: 'silent' });
    const [mistake] = document.errors;
    if (mistake !== undefined) return failed(kubeconfigUnreadable(path, `it is not valid YAML (line ${mistake.linePos?.[0].line ?? 1})`));
    value = document.toJS({ maxAliasCount: 100 });
  } catch {
    // What the parser says quotes the text, and a token may be in it.
    return failed(kubeconfigUnreadable(path, 'it is not valid YAML'));
  }
  const checked = shape.safeParse(value ?? {});
  if (!checked.success) {
    const [issue] = checked.error.issues;
    return failed(kubeconfigUnreadable(path, `${issue?.path.join('.') || 'the whole'} is not as it should be`));
  }
  return ok(checked.data);
}

/** Without what may be secret in an address. */
function shownServer(server: string): string {
  if (!URL.canParse(server)) return server.replace(/\/\/[^/@]*@/, '//');
  const url = new URL(server);
  return `${url.origin}${url.pathname === '/' ? '' : url.pathname}`;
}

const beside = (folder: string, path: string | undefined): string | undefined =>
  path === undefined || path === '' || isAbsolute(path) ? path : resolve(folder, path);

const clusterIn = (folder: string, cluster: ClusterFields): ClusterFields =>
  withoutUndefined({ ...cluster, 'certificate-authority': beside(folder, cluster['certificate-authority']) });

function userIn(folder: string, user: UserFields): UserFields {
  // A bare name is looked up on the PATH; one with a slash lies beside the kubeconfig.
  const exec = user.exec && /[/\\]/.test(user.exec.command) ? { ...user.exec, command: beside(folder, user.exec.command) ?? '' } : user.exec;
  return withoutUndefined({
    ...user,
    exec,
    tokenFile: beside(folder, user.tokenFile),
    'client-certificate': beside(folder, user['client-certificate']),
    'client-key': beside(folder, user['client-key']),
  });
}

const withoutUndefined = <T extends object>(fields: T): T => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
