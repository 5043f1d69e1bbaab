import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { sha256 } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { authProviderGone, credentialPluginFailed, kubeconfigUnreadable } from '../../../domain/failure/kubernetes.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import type { ClusterFields, Selected, UserFields } from './kubeconfig.ts';

const pluginMsMax = 60_000;
/** A credential is asked for anew this long before it ends, so that it does not end on the way. */
const marginMs = 30_000;

const answer = z.looseObject({
  status: z.looseObject({
    token: z.string().optional(),
    clientCertificateData: z.string().optional(),
    clientKeyData: z.string().optional(),
    expirationTimestamp: z.string().optional(),
  }),
});

interface Credential {
  readonly fields: Readonly<Record<string, string>>;
  readonly goodUntil: number;
}
const kept = new Map<string, Credential>();
const keptMax = 50;

/**
 * The user of a context with what it signs in with: a token that lies in a file is read, and an exec plugin is run, with
 * a time limit and within this call like every other program. What it gives is kept until it ends. Fresh: asked again in any case.
 */
export async function signedIn({ context, cluster, user }: Selected, at: Pick<Workplace, 'exec' | 'env'>, fresh = false): Promise<Outcome<UserFields>> {
  const provider = user['auth-provider']?.name;
  if (provider !== undefined && provider !== 'oidc') return failed(authProviderGone(context.name, provider));
  if (user.exec) {
    const credential = await fromPlugin(user.exec, cluster, at, fresh);
    if (!credential.ok) return credential;
    const { exec: _, ...others } = user;
    return ok({ ...others, ...credential.value });
  }
  if (user.tokenFile === undefined || user.token) return ok(user);
  try {
    return ok({ ...user, token: (await readFile(user.tokenFile, 'utf8')).trim() });
  } catch (error) {
    return failed(kubeconfigUnreadable(user.tokenFile, `its token can’t be read (${(error as NodeJS.ErrnoException).code})`));
  }
}

/** Source: kubernetes.io/docs/reference/config-api/client-authentication.v1. */
async function fromPlugin(
  plugin: NonNullable<UserFields['exec']>,
  cluster: ClusterFields,
  { exec, env }: Pick<Workplace, 'exec' | 'env'>,
  fresh: boolean,
): Promise<Outcome<Readonly<Record<string, string>>>> {
  const key = sha256(JSON.stringify([plugin, cluster.server, env.HOME, env.PATH, env.AWS_PROFILE]));
  const known = kept.get(key);
  if (known !== undefined && !fresh && known.goodUntil > Date.now() + marginMs) return ok(known.fields);

  const apiVersion = plugin.apiVersion ?? 'client.authentication.k8s.io/v1';
  const about = {
    server: cluster.server,
    'certificate-authority-data': cluster['certificate-authority-data'],
    'tls-server-name': cluster['tls-server-name'],
    'insecure-skip-tls-verify': cluster['insecure-skip-tls-verify'],
  };
  const info = { apiVersion, kind: 'ExecCredential', spec: { interactive: false, ...(plugin.provideClusterInfo ? { cluster: about } : {}) } };
  const added = Object.fromEntries((plugin.env ?? []).map(({ name, value }) => [name, value]));
  const done = await exec(plugin.command, plugin.args ?? [], { timeoutMs: pluginMsMax, env: { ...added, KUBERNETES_EXEC_INFO: JSON.stringify(info) } });
  if (!done.ok) return failed(credentialPluginFailed(plugin.command, done.failure.message, plugin.installHint ?? undefined));
  const { code, stdout, stderr } = done.value;
  if (code !== 0)
    return failed(credentialPluginFailed(plugin.command, `it ended with ${code}: ${stderr.trim().split('\n').at(-1) ?? ''}`, stderr.slice(-2_000)));
  const read = answer.safeParse(jsonOf(stdout));
  if (!read.success) return failed(credentialPluginFailed(plugin.command, 'what it printed is not a credential'));
  const { token, clientCertificateData, clientKeyData, expirationTimestamp } = read.data.status;
  const fields = {
    ...(token === undefined ? {} : { token }),
    ...(clientCertificateData === undefined ? {} : { 'client-certificate-data': Buffer.from(clientCertificateData).toString('base64') }),
    ...(clientKeyData === undefined ? {} : { 'client-key-data': Buffer.from(clientKeyData).toString('base64') }),
  };
  if (Object.keys(fields).length === 0) return failed(credentialPluginFailed(plugin.command, 'its answer holds neither a token nor a certificate'));
  if (kept.size >= keptMax) kept.clear();
  kept.set(key, { fields, goodUntil: expirationTimestamp === undefined ? Number.POSITIVE_INFINITY : Date.parse(expirationTimestamp) });
  return ok(fields);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
