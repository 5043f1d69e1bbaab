import { digestOf } from '../../base/hash.ts';
import { accountOther, profileUnknown, regionMissing } from '../../domain/failure/aws.ts';
import { type Failure, FailureError } from '../../domain/failure/failure.ts';
import type { Workplace } from '../../domain/workplace.ts';
import type { Place } from './fields.ts';
import { connectionsOf } from './session/connections.ts';
import { explain } from './session/explain.ts';
import { readAwsConfig, usesSso } from './session/profile.ts';

/** What a client is made with. */
export interface ClientConfig {
  readonly region: string;
  readonly profile?: string;
  readonly endpoint?: string;
  readonly credentials: () => Promise<{ readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }>;
  readonly retryMode: 'adaptive';
  readonly maxAttempts: number;
  readonly requestHandler: object;
  /** Names buckets in the path, where the host of the endpoint can't carry them. */
  readonly pathStyle: boolean;
}

/** Each service in a chunk of its own, loaded on first use. */
const load = {
  sts: async () => (await import('./client/sts.ts')).stsCalls,
  ec2: async () => (await import('./client/ec2.ts')).ec2Calls,
  iam: async () => (await import('./client/iam.ts')).iamCalls,
  s3: async () => (await import('./client/s3.ts')).s3Calls,
  eks: async () => (await import('./client/eks.ts')).eksCalls,
  rds: async () => (await import('./client/rds.ts')).rdsCalls,
} as const;
type Services = { readonly [S in keyof typeof load]: ReturnType<Awaited<ReturnType<(typeof load)[S]>>> };

export interface Identity {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/**
 * One way to AWS: one profile and region, the calls of one tool call. Throws {@link FailureError} for whatever AWS, the
 * network or the configuration says no to, and the abort reason when the call is cancelled.
 */
export interface Session {
  readonly region: string;
  readonly profile: string | undefined;
  /** `https://…` of whoever stands in for AWS; `undefined`: AWS itself. */
  readonly endpoint: string | undefined;
  /** Which account and who this is; asked once. */
  identity(): Promise<Identity>;
  /** The calls of a service, as AWS names them. */
  service<S extends keyof Services>(name: S): Promise<Services[S]>;
  /** Waits for an answer and turns what went wrong into a failure. `except` sees the error first and may answer in its place. */
  ask<T, E = never>(action: string, answer: Promise<T>, except?: (error: unknown) => E | undefined): Promise<T | NonNullable<E>>;
}

/** Without a region of its own a global service is asked here. */
const regionOfGlobal = 'us-east-1';

/** Opens a session; asks for credentials on the first call. `global`: the service has no regions, so none need be given. */
export async function openSession(place: Place, at: Pick<Workplace, 'env' | 'signal'>, how: { readonly global?: boolean } = {}): Promise<Session> {
  const { env, signal } = at;
  const config = await readAwsConfig(env);
  const hasKeys = Boolean(env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY);
  // A profile that only the environment names gives its region, too, but not its keys where there are others.
  const named = place.profile;
  const settingsFrom = named ?? (env.AWS_PROFILE || undefined);
  if (settingsFrom !== undefined && !config.profiles.has(settingsFrom) && !(named === undefined && hasKeys)) {
    throw new FailureError(profileUnknown(settingsFrom, [...config.profiles.keys()].sort()));
  }
  const settings = config.profiles.get(settingsFrom ?? 'default');
  // As the AWS command line has it: what the environment says goes before what the profile says.
  const region = place.region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || settings?.region || (how.global ? regionOfGlobal : undefined));
  if (region === undefined) throw new FailureError(regionMissing(settingsFrom));

  const profile = named ?? (hasKeys ? undefined : settingsFrom);
  const sso = !(named === undefined && hasKeys) && usesSso(config, settingsFrom);
  const endpoint = env.AWS_ENDPOINT_URL || settings?.endpoint_url || undefined;
  const connections = connectionsOf(env);
  const from = {
    named,
    region,
    endpoint,
    config: config.version,
    keys: [env.AWS_ACCESS_KEY_ID, env.AWS_SECRET_ACCESS_KEY, env.AWS_SESSION_TOKEN, env.AWS_PROFILE],
  };
  const { credentialSource } = await import('./session/credentials.ts');
  const credentials = connections.credentials(digestOf(from), () =>
    credentialSource(named, env, config, { region, requestHandler: connections.requestHandler, ...(endpoint === undefined ? {} : { endpoint }) }),
  );
  const endpointOf = (service: string): string | undefined => env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || endpoint;
  const attempts = Number(env.AWS_MAX_ATTEMPTS);
  const services = new Map<string, Promise<unknown>>();
  let identity: Promise<Identity> | undefined;
  let who: string | undefined;

  const failureOf = (error: unknown, action: string): Failure => {
    const service = action.split(':')[0] ?? '';
    const host = new URL(endpointOf(service) ?? `https://${service}.${region}.amazonaws.com`).host;
    return explain(error, { action, profile, sso, host, who });
  };

  const session: Session = {
    region,
    profile,
    endpoint,
    async identity() {
      identity ??= (async () => {
        const sts = await session.service('sts');
        const { Account = '', Arn = '', UserId = '' } = await session.ask('sts:GetCallerIdentity', sts.getCallerIdentity({}));
        if (place.account !== undefined && place.account !== Account) throw new FailureError(accountOther(place.account, Account, profile));
        who = Arn;
        return { account: Account, arn: Arn, userId: UserId };
      })();
      return identity;
    },
    async service(name) {
      const make = async () => {
        const calls = (await load[name]()) as (config: ClientConfig, signal: AbortSignal) => unknown;
        const url = endpointOf(name);
        return calls(
          {
            region,
            ...(profile === undefined ? {} : { profile }),
            ...(url === undefined ? {} : { endpoint: url }),
            credentials,
            retryMode: 'adaptive',
            maxAttempts: Number.isInteger(attempts) && attempts > 0 ? attempts : 4,
            requestHandler: connections.requestHandler,
            pathStyle: url !== undefined && (env.AWS_S3_USE_PATH_STYLE === 'true' || /^(localhost|[\d.]+|\[.*\])$/.test(new URL(url).hostname)),
          },
          signal,
        );
      };
      const made = services.get(name) ?? make();
      services.set(name, made);
      return made as Promise<Services[typeof name]>;
    },
    async ask(action, answer, except) {
      try {
        return await answer;
      } catch (error) {
        signal.throwIfAborted();
        const instead = except?.(error);
        if (instead !== undefined && instead !== null) return instead;
        throw new FailureError(failureOf(error, action));
      }
    },
  };
  return session;
}
