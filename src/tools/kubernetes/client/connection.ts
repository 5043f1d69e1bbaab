import { readFile } from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { sha256 } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { kubeconfigUnreadable } from '../../../domain/failure/kubernetes.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { signedIn } from './credential.ts';
import { type ClusterFields, type KubeContext, readKubeconfig, type Selected, type UserFields } from './kubeconfig.ts';
import { loadLibrary } from './library.ts';
import type { KubeConfig } from './library-parts.ts';

/** How an API server is reached in one context. Holds secrets: never shown. */
export interface Connection {
  readonly context: KubeContext;
  readonly base: URL;
  /** With agent, authority, certificate and sign-in. */
  readonly options: https.RequestOptions;
  /** The same for WebSockets; loads the client library. */
  config(): Promise<KubeConfig>;
  /** Signs in anew where a program gives the credential; `undefined` where there is nothing to renew. */
  renew(): Promise<Outcome<Connection> | undefined>;
}

/** Sockets to one cluster at once. */
const socketsMax = 24;
const keptMax = 16;
const kept = new Map<string, Connection>();

/** The connection of a context, `undefined` for the current one. Sends nothing; sockets are kept between calls. */
export async function connect(name: string | undefined, at: Pick<Workplace, 'exec' | 'env'>): Promise<Outcome<Connection>> {
  const read = await readKubeconfig(at.env);
  if (!read.ok) return read;
  const selected = read.value.select(name);
  return selected.ok ? connectTo(selected.value, at) : selected;
}

async function connectTo(selected: Selected, at: Pick<Workplace, 'exec' | 'env'>, fresh = false): Promise<Outcome<Connection>> {
  const user = await signedIn(selected, at, fresh);
  if (!user.ok) return user;
  const { context, cluster } = selected;
  const written = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context.name,
    clusters: [{ name: context.cluster, cluster }],
    users: [{ name: context.user, user: user.value }],
    contexts: [{ name: context.name, context: { cluster: context.cluster, user: context.user, namespace: context.namespace } }],
  });
  const key = sha256(written);
  const known = kept.get(key);
  if (known !== undefined) return ok(known);

  const base = new URL(cluster.server);
  const config = async () => (await loadLibrary()).newKubeConfig(written);
  const made = await optionsFor(context, cluster, user.value, config);
  if (!made.ok) return made;
  const options = made.value;
  const connection: Connection = { context, base, options, config, renew: () => renewed(connection, selected, at) };
  if (kept.size >= keptMax) forgetOldest();
  kept.set(key, connection);
  return ok(connection);
}

/**
 * What each request carries. A proxy of its own and an identity provider are the client library's affair; certificates and
 * tokens are Node's own options, so that a look at a cluster does not wait for a library.
 */
async function optionsFor(
  context: KubeContext,
  cluster: ClusterFields,
  user: UserFields,
  config: () => Promise<KubeConfig>,
): Promise<Outcome<https.RequestOptions>> {
  try {
    const needsLibrary = cluster['proxy-url'] !== undefined || user['auth-provider'] != null;
    if (needsLibrary) {
      const options: https.RequestOptions = {};
      await (await config()).applyToHTTPSOptions(options as Parameters<KubeConfig['applyToHTTPSOptions']>[0]);
      return ok(options);
    }
    const [ca, cert, key] = await Promise.all([
      content(cluster['certificate-authority-data'], cluster['certificate-authority']),
      content(text(user['client-certificate-data']), user['client-certificate']),
      content(text(user['client-key-data']), user['client-key']),
    ]);
    const [name, password, as] = [text(user.username), text(user.password), text(user.as)];
    const basic = name === undefined ? undefined : `Basic ${Buffer.from(`${name}:${password ?? ''}`).toString('base64')}`;
    const authorization = user.token ? `Bearer ${user.token}` : basic;
    const headers = { ...(authorization === undefined ? {} : { Authorization: authorization }), ...(as === undefined ? {} : { 'Impersonate-User': as }) };
    const pool = { keepAlive: true, maxSockets: socketsMax, scheduling: 'lifo' as const };
    if (cluster.server.startsWith('http:')) return ok({ headers, agent: new http.Agent(pool) });
    const identity = { ca, cert, key, servername: cluster['tls-server-name'], ...(cluster['insecure-skip-tls-verify'] ? { rejectUnauthorized: false } : {}) };
    return ok({ headers, agent: new https.Agent({ ...pool, ...identity }) });
  } catch (error) {
    // A certificate or key that is named and not there, or an identity provider that does not answer.
    return failed(kubeconfigUnreadable(`entry of context ${context.name}`, error instanceof Error ? error.message : String(error)));
  }
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** In the kubeconfig itself, or in a file beside it. */
const content = async (data: string | undefined, path: string | undefined): Promise<Buffer | undefined> =>
  data ? Buffer.from(data, 'base64') : path ? readFile(path) : undefined;

const renewing = new Map<Connection, Promise<Outcome<Connection>>>();

/** Several calls may be refused at once: the program is asked one time for all of them. */
async function renewed(refused: Connection, selected: Selected, at: Pick<Workplace, 'exec' | 'env'>): Promise<Outcome<Connection> | undefined> {
  if (!selected.user.exec) return undefined;
  const now = await connectTo(selected, at);
  if (!now.ok || now.value !== refused) return now;
  const running = renewing.get(refused) ?? connectTo(selected, at, true).finally(() => renewing.delete(refused));
  renewing.set(refused, running);
  return running;
}

function forgetOldest(): void {
  const [oldest] = kept;
  if (oldest === undefined) return;
  kept.delete(oldest[0]);
}
