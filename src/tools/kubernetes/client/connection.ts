import http from 'node:http';
import https from 'node:https';
import { sha256 } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { kubeconfigUnreadable } from '../../../domain/failure/kubernetes.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { signedIn } from './credential.ts';
import { type KubeContext, readKubeconfig, type Selected } from './kubeconfig.ts';
import { loadLibrary } from './library.ts';
import type { KubeConfig } from './library-parts.ts';

/** How an API server is reached in one context. Holds secrets: never shown. */
export interface Connection {
  readonly context: KubeContext;
  readonly base: URL;
  /** With agent, authority, certificate and sign-in. */
  readonly options: https.RequestOptions;
  /** The same for WebSockets. */
  readonly config: KubeConfig;
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
  const text = JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': context.name,
    clusters: [{ name: context.cluster, cluster }],
    users: [{ name: context.user, user: user.value }],
    contexts: [{ name: context.name, context: { cluster: context.cluster, user: context.user, namespace: context.namespace } }],
  });
  const key = sha256(text);
  const known = kept.get(key);
  if (known !== undefined) return ok(known);

  const { newKubeConfig } = await loadLibrary();
  const config = newKubeConfig(text);
  const base = new URL(cluster.server);
  const options: https.RequestOptions = {};
  try {
    if (base.protocol === 'https:') await config.applyToHTTPSOptions(options as Parameters<KubeConfig['applyToHTTPSOptions']>[0]);
    else Object.assign(options, { headers: user.value.token === undefined ? {} : { Authorization: `Bearer ${user.value.token}` } });
  } catch (error) {
    // A certificate or key that is named and not there, or an identity provider that does not answer.
    return failed(kubeconfigUnreadable(`entry of context ${context.name}`, error instanceof Error ? error.message : String(error)));
  }
  const { ca, cert, key: clientKey, pfx, passphrase, rejectUnauthorized, servername } = options;
  const pool = { keepAlive: true, maxSockets: socketsMax, scheduling: 'lifo' as const };
  if (cluster['proxy-url'] === undefined) {
    options.agent =
      base.protocol === 'https:'
        ? new https.Agent({ ...pool, ca, cert, key: clientKey, pfx, passphrase, rejectUnauthorized, servername })
        : new http.Agent(pool);
  }
  const connection: Connection = { context, base, options, config, renew: () => renewed(connection, selected, at) };
  if (kept.size >= keptMax) forgetOldest();
  kept.set(key, connection);
  return ok(connection);
}

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
