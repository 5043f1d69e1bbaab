import { fromHttp, fromIni, fromInstanceMetadata, fromSSO, fromTokenFile } from '@aws-sdk/credential-providers';
import { noAwsCredentials } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import type { Connections } from './connections.ts';
import { type AwsConfig, usesSso } from './profile.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  readonly expiration?: Date;
}
export type CredentialSource = () => Promise<Credentials>;

/** What calls to AWS that are made for credentials go by. */
export interface ForCredentials {
  readonly region: string;
  readonly endpoint?: string;
  /** The connections of this environment: its proxy, and the certificates it trusts. */
  readonly requestHandler: Connections['requestHandler'];
}

/**
 * The usual order, over the environment of this call and not the process's: the profile that was named, keys in the
 * environment, AWS_PROFILE or the default profile, a web identity, a container, the machine. As the AWS command line has
 * it, keys in the environment win over AWS_PROFILE. Source: docs.aws.amazon.com/cli/latest/userguide/cli-configure-authentication.html.
 */
export function credentialSource(named: string | undefined, env: Workplace['env'], config: AwsConfig, how: ForCredentials): CredentialSource {
  const fromProfile = (profile: string): CredentialSource => {
    const files = { profile, filepath: config.credentialsPath, configFilepath: config.configPath, ignoreCache: true };
    const settings = config.profiles.get(profile);
    const direct = settings?.role_arn === undefined && (settings?.sso_session !== undefined || settings?.sso_start_url !== undefined);
    const { region, ...clientConfig } = how;
    // Single sign-on is asked in the region of the session, not in the one the call goes to: for a role that is taken with it, too.
    if (direct) return fromSSO({ ...files, clientConfig });
    if (usesSso(config, profile)) return fromIni({ ...files, clientConfig, parentClientConfig: { region } });
    return fromIni({ ...files, clientConfig: { ...clientConfig, region } });
  };
  if (named !== undefined) return fromProfile(named);

  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = env;
  if (accessKeyId && secretAccessKey) return async () => ({ accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) });
  const profile = env.AWS_PROFILE || 'default';
  if (config.profiles.has(profile)) return fromProfile(profile);
  if (env.AWS_WEB_IDENTITY_TOKEN_FILE && env.AWS_ROLE_ARN) {
    return fromTokenFile({
      webIdentityTokenFile: env.AWS_WEB_IDENTITY_TOKEN_FILE,
      roleArn: env.AWS_ROLE_ARN,
      roleSessionName: env.AWS_ROLE_SESSION_NAME || 'nimbus',
      clientConfig: how,
    });
  }
  if (env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI) {
    return fromHttp({
      awsContainerCredentialsRelativeUri: env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI,
      awsContainerCredentialsFullUri: env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
      awsContainerAuthorizationToken: env.AWS_CONTAINER_AUTHORIZATION_TOKEN,
      awsContainerAuthorizationTokenFile: env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE,
    });
  }
  const none: CredentialSource = () => Promise.reject(new FailureError(noAwsCredentials(undefined)));
  if (env.AWS_EC2_METADATA_DISABLED === 'true') return none;
  const machine = fromInstanceMetadata({ timeout: 1_000, maxRetries: 0 });
  return () => machine().catch(none);
}
