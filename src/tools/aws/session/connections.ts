import { readFileSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { rootCertificates } from 'node:tls';
import { digestOf } from '../../../base/hash.ts';
import { configUnreadable } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import type { CredentialSource } from './credentials.ts';

const socketsMax = 64;
const sourcesMax = 16;

/** Kept between calls of one environment: connections, and what credentials were had, until they expire. */
export interface Connections {
  readonly requestHandler: {
    readonly httpAgent: HttpAgent;
    readonly httpsAgent: HttpsAgent;
    readonly connectionTimeout: number;
    readonly requestTimeout: number;
  };
  /** `key` says all that they come from; what failed is not kept. */
  credentials(key: string, make: () => CredentialSource): CredentialSource;
}

const environmentsMax = 8;
const known = new Map<string, Connections>();

/** Two environments that say the same of AWS and of the network share theirs; the last used few are kept. */
export function connectionsOf(env: Workplace['env']): Connections {
  const key = digestOf(Object.entries(env).filter(([name, value]) => value !== undefined && /^(AWS_|HOME$|USERPROFILE$)|_PROXY$/i.test(name)));
  const connections = known.get(key) ?? connect(env);
  known.delete(key);
  known.set(key, connections);
  if (known.size > environmentsMax) known.delete(known.keys().next().value ?? '');
  return connections;
}

function connect(env: Workplace['env']): Connections {
  const proxies = Object.fromEntries(['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'].map((name) => [name, env[name]]));
  // In the editor its own proxy support comes first; Node's own, where it has it, is for the command line.
  const options = { keepAlive: true, maxSockets: socketsMax, ...(Object.values(proxies).some((value) => value) ? { proxyEnv: proxies } : {}) };
  const extra = env.AWS_CA_BUNDLE ? { ca: [...rootCertificates, bundleAt(env.AWS_CA_BUNDLE)] } : {};
  const sources = new Map<string, CredentialSource>();
  return {
    requestHandler: {
      httpAgent: new HttpAgent(options),
      httpsAgent: new HttpsAgent({ ...options, ...extra }),
      connectionTimeout: 5_000,
      requestTimeout: 120_000,
    },
    credentials(key, make) {
      const source = sources.get(key) ?? untilExpired(make());
      sources.delete(key);
      sources.set(key, source);
      if (sources.size > sourcesMax) sources.delete(sources.keys().next().value ?? '');
      return source;
    },
  };
}

/** Asks again five minutes before they expire, and whenever asking failed. */
function untilExpired(source: CredentialSource): CredentialSource {
  let last: ReturnType<CredentialSource> | undefined;
  return async () => {
    const had = await last?.catch(() => undefined);
    if (had !== undefined && (had.expiration === undefined || had.expiration.getTime() - Date.now() > 5 * 60_000)) return had;
    last = source();
    return last;
  };
}

function bundleAt(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new FailureError(configUnreadable(path, (error as NodeJS.ErrnoException).code ?? String(error)));
  }
}
