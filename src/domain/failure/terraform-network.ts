import type { Failure } from './failure.ts';

const away = { category: 'system', severity: 'medium', recoverable: true, missing: true } as const;

/** `why`: what keeps it from its registry, where that is known. */
export const providerUnavailable = (why: string | undefined, details: string): Failure => ({
  ...away,
  code: 'terraform/provider-unavailable',
  message: `Terraform could not get the provider: its registry can’t be reached from here${why === undefined ? '' : ` (${why})`} and no copy is on this machine.`,
  fix: 'Connect, or set up a provider mirror (https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation).',
  details,
});

/** What Terraform or a provider talks to: the place of the state, or a cloud. */
export const terraformUnreachable = (host: string, why: string, details: string): Failure => ({
  ...away,
  code: 'terraform/unreachable',
  message: `${host} can’t be reached from here: ${why}. Nothing was changed.`,
  fix: 'Check the network, a VPN, a proxy (HTTPS_PROXY) and the address in the configuration, then try again.',
  details,
});

export const certificateNotTrusted = (host: string, why: string, details: string): Failure => ({
  ...away,
  code: 'terraform/certificate',
  message: `The certificate of ${host} is not trusted (${why}), so nothing was sent to it. Nothing was changed.`,
  fix: 'If a proxy of your company signs the traffic, point SSL_CERT_FILE (for AWS: AWS_CA_BUNDLE) at its certificate; otherwise check the clock and the address.',
  details,
});

export const noCredentials = (details: string): Failure => ({
  code: 'aws/no-credentials',
  category: 'auth',
  severity: 'medium',
  recoverable: true,
  missing: true,
  message: 'No AWS credentials were found, so nobody could look at the account.',
  fix: 'Sign in (aws sso login, or AWS_PROFILE=… in the environment) and run the check again.',
  details,
});
