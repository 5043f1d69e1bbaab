import {
  accessDenied,
  awsRefused,
  awsUnavailable,
  certificateEarly,
  certificateExpired,
  certificateOfAnother,
  clockSkewed,
  credentialsExpired,
  credentialsFailed,
  credentialsInvalid,
  hostUnknown,
  mfaNeeded,
  noAwsCredentials,
  notAws,
  notSecure,
  notTrusted,
  ssoExpired,
  throttled,
  unreachable,
} from '../../../domain/failure/aws.ts';
import { type Failure, FailureError } from '../../../domain/failure/failure.ts';

/** What is known about a call that went wrong. */
export interface Asked {
  /** `ec2:StopInstances`, as a policy names it. */
  readonly action: string;
  readonly profile: string | undefined;
  readonly sso: boolean;
  readonly host: string;
  /** ARN of who asked, where it is known. */
  readonly who?: string | undefined;
}

/** The parts of an error of the SDK that say what it is. */
export interface SdkError extends Error {
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly $response?: unknown;
  /** Where the name did not fit: the certificate that was shown. */
  readonly cert?: { readonly subjectaltname?: unknown };
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
}

const isOneOf =
  (...names: readonly string[]) =>
  (name: string): boolean =>
    names.includes(name);

const isExpired = isOneOf('ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired');
const isInvalid = isOneOf(
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'AuthFailure',
  'InvalidAccessKeyId',
  'SignatureDoesNotMatch',
  'InvalidToken',
  'InvalidSignatureException',
  'IncompleteSignature',
  'MissingAuthenticationToken',
);
const isDenied = isOneOf('AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'UnauthorizedAccess', 'Forbidden', 'AllAccessDisabled', '403');
const isSkew = isOneOf('RequestTimeTooSkewed', 'RequestInTheFuture');
const isThrottle = isOneOf(
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'SlowDown',
  'BandwidthLimitExceeded',
  'RequestThrottled',
  'PriorRequestNotComplete',
);
const isName = isOneOf('ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA');
const isNetwork = isOneOf('ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'EPIPE', 'EADDRNOTAVAIL');
const isNoName = isOneOf('UnknownError', 'Unknown', 'Error', 'SyntaxError', 'InternalError');
const isTls = (code: string): boolean => /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_TLS|^ERR_SSL|HOSTNAME_MISMATCH|^EPROTO$/.test(code);

/** An error of the SDK as a failure. */
export function explain(error: unknown, asked: Asked): Failure {
  if (error instanceof FailureError) return error.failure;
  const wrong = error as SdkError;
  const name = wrong.name ?? 'Error';
  const message = clean(wrong.message ?? String(error));
  const code = codeOf(wrong);
  const status = wrong.$metadata?.httpStatusCode;

  if (isExpired(name)) return asked.sso ? ssoExpired(asked.profile) : credentialsExpired(asked.profile);
  if (isSkew(name)) return clockSkewed();
  if (isInvalid(name)) return credentialsInvalid(asked.profile);
  if (isDenied(name) || (status === 403 && name !== 'OptInRequired')) return accessDenied(asked.action, asked.who, isTelling(message) ? message : '');
  if (isThrottle(name) || status === 429) return throttled(asked.action, wrong.$metadata?.attempts ?? 1);
  if (isName(code)) return hostUnknown(hostIn(wrong) ?? asked.host);
  if (isTls(code)) return withoutTrust(code, wrong, asked.host);
  if (isNetwork(code) || name === 'TimeoutError') return unreachable(asked.host, isNetwork(code) ? code : 'no answer in time');
  if (/CredentialsProviderError|TokenProviderError|^ProviderError/.test(name)) return withoutCredentials(message, asked);
  if (status !== undefined && status >= 500) return awsUnavailable(asked.action, isNoName(name) ? String(status) : name);
  if (name === 'SyntaxError' || /parse error|Deserialization error/i.test(message)) return notAws(asked.host);
  return awsRefused(asked.action, name, message);
}

/** Each by its own name: what helps against one is of no use against another. */
function withoutTrust(code: string, error: SdkError, host: string): Failure {
  if (code === 'CERT_HAS_EXPIRED') return certificateExpired(host);
  if (code === 'CERT_NOT_YET_VALID') return certificateEarly(host);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') return certificateOfAnother(host, namesIn(error));
  return /^(ERR_SSL|EPROTO$)/.test(code) ? notSecure(host, code) : notTrusted(host, code);
}

/** `DNS:example.com, IP Address:10.0.0.1` as names. */
function namesIn(error: SdkError): readonly string[] {
  const said = (error.cert ?? (error.cause as SdkError | undefined)?.cert)?.subjectaltname;
  return typeof said === 'string' ? said.split(', ').map((name) => name.replace(/^[^:]*:/, '')) : [];
}

function withoutCredentials(message: string, { profile, sso }: Asked): Failure {
  if (/\bmfa\b|multi-factor/i.test(message)) return mfaNeeded(profile);
  if (sso && /expired|invalid|SSO|token|session/i.test(message)) return ssoExpired(profile);
  if (/could not be (?:found|resolved)|No credentials|not load credentials/i.test(message) && !/source_profile|role/i.test(message))
    return noAwsCredentials(profile);
  return credentialsFailed(profile, message);
}

/** Whether the answer names this error: `NoSuchKey`, `InvalidInstanceID.NotFound`. */
export const isError = (error: unknown, ...names: readonly string[]): boolean => error instanceof Error && names.includes(error.name);

/** Nothing is there: what each service calls it. */
export const isAbsent = (error: unknown): boolean =>
  error instanceof Error && error.name !== 'NoSuchBucket' && (/NotFound|^NoSuch/.test(error.name) || (error as SdkError).$metadata?.httpStatusCode === 404);

function codeOf(error: SdkError): string {
  if (typeof error.code === 'string') return error.code;
  const cause = error.cause as SdkError | undefined;
  return typeof cause?.code === 'string' ? cause.code : '';
}

const hostIn = (error: SdkError): string | undefined => /(?:ENOTFOUND|EAI_AGAIN) (\S+)/.exec(error.message)?.[1];

const isTelling = (message: string): boolean => !/^(UnknownError|Unknown|Access Denied|Forbidden|403)?$/i.test(message);

/** One line without keys of any kind, and without the long code of which only the account can make sense. */
export const clean = (message: string): string =>
  message
    .replaceAll(/\s+/g, ' ')
    .replace(/Encoded authorization failure message:.*$/, '')
    .replaceAll(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, '<access key>')
    .replaceAll(/(X-Amz-(?:Signature|Credential|Security-Token)=)[^&\s]+/g, '$1<masked>')
    .trim()
    .slice(0, 600);
