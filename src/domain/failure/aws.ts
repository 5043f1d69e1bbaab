import { count, list } from '../../base/say.ts';
import type { Failure, Problem } from './failure.ts';

const auth = { category: 'auth', severity: 'medium', recoverable: true, missing: true } as const;
const api = { category: 'api', severity: 'medium', recoverable: true } as const;
const wrong = { category: 'validation', severity: 'low', recoverable: true } as const;
const network = { category: 'system', severity: 'medium', recoverable: true, missing: true } as const;

const signIn = (profile: string | undefined, sso: boolean): string =>
  sso || profile === undefined ? `aws sso login${profile === undefined ? '' : ` --profile ${profile}`}` : `aws configure --profile ${profile}`;

export const noAwsCredentials = (profile: string | undefined): Failure => ({
  ...auth,
  code: 'aws/no-credentials',
  message:
    profile === undefined
      ? 'No AWS credentials were found: not in the environment, not in a profile, not from this machine.'
      : `The AWS profile ${profile} holds no credentials.`,
  fix: `Sign in (${signIn(profile, false)}), or name a profile that has them (input \`profile\`, or AWS_PROFILE in the environment).`,
});

export const profileUnknown = (profile: string, known: readonly string[]): Failure => ({
  ...auth,
  code: 'aws/profile-unknown',
  message: `There is no AWS profile called ${profile}. ${known.length === 0 ? 'None is set up.' : `There are ${list(known.slice(0, 20))}.`}`,
  fix: `Choose one of them, or set it up: aws configure sso --profile ${profile}`,
});

export const ssoExpired = (profile: string | undefined): Failure => ({
  ...auth,
  code: 'aws/sso-expired',
  message: `The single sign-on of ${profile === undefined ? 'the AWS profile' : `the AWS profile ${profile}`} has expired, or was never begun. Nothing was asked of AWS.`,
  fix: `Run ${signIn(profile, true)} and try again.`,
});

export const credentialsExpired = (profile: string | undefined): Failure => ({
  ...auth,
  code: 'aws/credentials-expired',
  message: `AWS says that the credentials${profile === undefined ? '' : ` of the profile ${profile}`} have expired.`,
  fix:
    profile === undefined
      ? 'Get new ones: temporary credentials in the environment are not renewed by themselves.'
      : `Sign in again: ${signIn(profile, true)}, or what else you got them with.`,
});

export const credentialsInvalid = (profile: string | undefined): Failure => ({
  ...auth,
  code: 'aws/credentials-invalid',
  message: `AWS does not know the credentials${profile === undefined ? '' : ` of the profile ${profile}`}: the access key is unknown or its secret is another.`,
  fix: 'Check which are used (environment before AWS_PROFILE), and renew the key if it was deleted.',
});

export const credentialsFailed = (profile: string | undefined, why: string): Failure => ({
  ...auth,
  code: 'aws/credentials-failed',
  message: `No credentials could be had${profile === undefined ? '' : ` for the AWS profile ${profile}`}: ${why}`,
  fix: 'Correct the profile in your AWS configuration; aws sts get-caller-identity with the same profile must work.',
});

export const mfaNeeded = (profile: string | undefined): Failure => ({
  ...auth,
  code: 'aws/mfa-needed',
  message: `${profile === undefined ? 'The AWS profile' : `The AWS profile ${profile}`} assumes its role with a code from a device (mfa_serial), which can’t be asked for here.`,
  fix: 'Get a session first (aws sts get-session-token, or a profile with single sign-on) and use its credentials.',
});

export const configUnreadable = (path: string, why: string): Failure => ({
  ...auth,
  code: 'aws/config-unreadable',
  message: `The AWS configuration ${path} can’t be read: ${why}`,
  fix: 'Correct the file or its permissions, or point AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE at others.',
});

export const regionMissing = (profile: string | undefined): Failure => ({
  ...auth,
  code: 'aws/region-missing',
  category: 'user',
  message: `No AWS region is given${profile === undefined ? '' : `, and the profile ${profile} names none`}.`,
  fix: 'Name one (input `region`: eu-central-1), or set AWS_REGION, or a region in the profile.',
});

export const accessDenied = (action: string, who: string | undefined, why: string): Failure => ({
  ...api,
  code: 'aws/access-denied',
  category: 'auth',
  message: `${who ?? 'These credentials'} may not do ${action}. ${why}`.trim(),
  fix: `Ask for a policy that allows ${action} on it, or use a profile that may. Nothing was changed by this call.`,
});

export const accountOther = (expected: string, actual: string, profile: string | undefined): Failure => ({
  ...api,
  code: 'aws/account-other',
  category: 'auth',
  severity: 'high',
  message: `This is meant for account ${expected}, and the credentials${profile === undefined ? '' : ` of the profile ${profile}`} are of account ${actual}. Nothing was done.`,
  fix: `Use the profile of account ${expected}.`,
});

export const clockSkewed = (): Failure => ({
  ...network,
  code: 'aws/clock-skew',
  message: 'AWS refuses the request because the clock of this machine is too far from the real time.',
  fix: 'Set the clock (turn on automatic time), then try again.',
});

export const hostUnknown = (host: string): Failure => ({
  ...network,
  code: 'aws/host-unknown',
  message: `The name ${host} can’t be resolved: the region does not exist, there is no network, or its DNS does not answer.`,
  fix: 'Check the region and the connection (VPN, proxy), then try again.',
});

export const unreachable = (host: string, why: string): Failure => ({
  ...network,
  code: 'aws/unreachable',
  message: `${host} can’t be reached (${why}).`,
  fix: 'Check the connection (VPN, proxy, AWS_ENDPOINT_URL), then try again.',
});

export const notTrusted = (host: string, why: string): Failure => ({
  ...network,
  code: 'aws/certificate',
  message: `The certificate of ${host} is not trusted (${why}), so nothing was sent to it.`,
  fix: 'If a proxy of your company signs the traffic, point AWS_CA_BUNDLE at its certificate; otherwise check the clock and the address.',
});

/** The server's own: nothing on this side makes it good. */
export const certificateExpired = (host: string): Failure => ({
  ...network,
  code: 'aws/certificate-expired',
  message: `The certificate of ${host} has expired, so nothing was sent to it.`,
  fix: 'See that the clock of this machine is right. Where it is, whoever runs that server, or the proxy in between, has to renew it: AWS itself does so in time.',
});

export const certificateEarly = (host: string): Failure => ({
  ...network,
  code: 'aws/certificate-early',
  message: `The certificate of ${host} is not valid yet, so nothing was sent to it.`,
  fix: 'The clock of this machine is most likely slow: set it, then try again.',
});

/** `names`: for whom it is, as the certificate says. */
export const certificateOfAnother = (host: string, names: readonly string[]): Failure => ({
  ...network,
  code: 'aws/certificate-name',
  message: `The certificate that ${host} shows is for ${names.length > 0 ? list(names.slice(0, 5)) : 'another name'}, so nothing was sent to it.`,
  fix: 'Check the address (AWS_ENDPOINT_URL, endpoint_url of the profile) and what its name leads to here (a proxy, the hosts file); use a name the certificate is for.',
});

/** What answers speaks no TLS, or none that can be agreed on. */
export const notSecure = (host: string, why: string): Failure => ({
  ...network,
  code: 'aws/no-tls',
  message: `No secure connection to ${host} could be made (${why}), so nothing was sent to it.`,
  fix: 'See that its address should begin with https:// and not http:// (AWS_ENDPOINT_URL), and whether a proxy in between breaks TLS.',
});

export const notAws = (host: string): Failure => ({
  ...network,
  code: 'aws/garbled',
  message: `What answers at ${host} is not AWS: its answer can’t be read.`,
  fix: 'Check the connection (a sign-in page of the network, a proxy) and AWS_ENDPOINT_URL, then try again.',
});

export const throttled = (action: string, attempts: number): Failure => ({
  ...api,
  code: 'aws/throttled',
  message: `AWS slows ${action} down and refused it ${count(attempts, 'time')}, with pauses between.`,
  fix: 'Wait a minute and run it again; others may be calling with the same account.',
});

export const awsUnavailable = (action: string, code: string): Failure => ({
  ...api,
  code: 'aws/unavailable',
  message: `AWS could not answer ${action} (${code}), tried again and again.`,
  fix: 'Wait and try again; https://health.aws.amazon.com says whether the region has trouble.',
});

/** `near`: what was probably meant. */
export const notThere = (what: string, where: string, near?: string): Failure => ({
  ...api,
  code: 'aws/not-found',
  category: 'user',
  severity: 'low',
  message: `There is no ${what} in ${where}.`,
  fix: near === undefined ? 'Check its name, the region and the account (aws.sts.getIdentity says which one this is).' : `Did you mean ${near}?`,
});

export const alreadyThere = (what: string, where: string): Failure => ({
  ...api,
  code: 'aws/already-there',
  category: 'user',
  severity: 'low',
  message: `${what} is there already in ${where}. It was left as it is.`,
  fix: 'Choose another name, or work with the one that is there.',
});

export const nameTaken = (bucket: string): Failure => ({
  ...api,
  code: 'aws/name-taken',
  category: 'user',
  severity: 'low',
  message: `The bucket name ${bucket} belongs to somebody else: bucket names are shared by all accounts.`,
  fix: 'Choose another name.',
});

export const ambiguousPolicy = (name: string, arns: readonly string[]): Failure => ({
  ...wrong,
  code: 'aws/policy-ambiguous',
  message: `More than one policy is called ${name}: ${list(arns)}.`,
  fix: 'Give the ARN of the one you mean.',
});

export const policyInvalid = (problems: readonly Problem[]): Failure => ({
  ...wrong,
  code: 'aws/policy-invalid',
  message: `This is no policy that IAM would take: ${list(problems.slice(0, 3).map((p) => (p.path === '' ? p.message : `${p.path}: ${p.message}`)))}${problems.length > 3 ? `, and ${count(problems.length - 3, 'more problem')}` : ''}. Nothing was done.`,
  fix: 'Correct it and try again: {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::example/*"]}]}',
  problems,
});

export const isProtected = (what: string, why: string, fix: string): Failure => ({
  ...api,
  code: 'aws/protected',
  message: `${what} is protected: ${why}. It was left as it is.`,
  fix,
});

export const wrongState = (what: string, state: string, needs: string): Failure => ({
  ...api,
  code: 'aws/wrong-state',
  category: 'user',
  message: `${what} is ${state}; this needs it ${needs}. It was left as it is.`,
  fix: 'Wait until it is, or choose another.',
});

export const tookTooLong = (what: string, wanted: string, now: string): Failure => ({
  ...api,
  code: 'aws/took-too-long',
  message: `${what} should be ${wanted} and is still ${now}. AWS goes on with it.`,
  fix: 'Look again in a few minutes.',
});

export const changedSince = (what: string): Failure => ({
  ...api,
  code: 'aws/changed-since',
  category: 'user',
  message: `${what} changed after the run; taking the run back would lose that. It was left as it is.`,
  fix: 'Look at what changed and put it in order by hand.',
});

export const notEmpty = (bucket: string): Failure => ({
  ...api,
  code: 'aws/not-empty',
  category: 'user',
  message: `The bucket ${bucket} is not empty any more, so it was not removed.`,
  fix: 'Look at what is in it; remove its objects first if nobody needs them.',
});

/** `holds`: "3 objects and 5 older versions (1.2 MB)". */
export const bucketNotEmpty = (bucket: string, holds: string): Failure => ({
  ...api,
  code: 'aws/bucket-not-empty',
  category: 'user',
  message: `The bucket ${bucket} holds ${holds}. It was left as it is.`,
  fix: 'Say that its contents go too (input `contents`), which nothing brings back, or remove first what nobody needs.',
});

export const contentNotKept = (what: string): Failure => ({
  ...api,
  code: 'aws/content-lost',
  severity: 'high',
  recoverable: false,
  message: `What was in ${what} before is not in Nimbus's store any more, so it can’t be put back. Nothing was changed.`,
  fix: 'Take it from a backup.',
});

export const archived = (key: string, storageClass: string): Failure => ({
  ...api,
  code: 'aws/archived',
  category: 'user',
  message: `${key} is archived (${storageClass}) and can’t be read until it is restored.`,
  fix: 'Restore it first (aws s3api restore-object), which takes minutes to hours and costs money.',
});

export const needsLocalPath = (key: string): Failure => ({
  ...wrong,
  code: 'aws/needs-path',
  message: `The key ${key} has no last part that can be a file name here.`,
  fix: 'Say which file to write: `path`.',
});

export const syncPlaces = (why: string): Failure => ({
  ...wrong,
  code: 'aws/sync-places',
  message: `These can’t be synced: ${why}.`,
  fix: 'One side at least is s3://bucket/prefix, the other a folder of the workspace or another place in S3, and neither is inside the other.',
});

export const movedMeanwhile = (what: string): Failure => ({
  ...api,
  code: 'aws/moved-meanwhile',
  category: 'user',
  message: `${what} changed while it was being copied.`,
  fix: 'Run it again; what is copied already is not copied again.',
});

export const corrupted = (what: string): Failure => ({
  ...api,
  code: 'aws/corrupted',
  severity: 'high',
  message: `What arrived of ${what} is not what was sent: its checksum differs. It was not put in place.`,
  fix: 'Run it again; if it happens again, look at the proxy or the disk between.',
});

/** What AWS refused for a reason of its own; its message is for people. */
export const awsRefused = (action: string, name: string, message: string, problems?: readonly Problem[]): Failure => ({
  ...api,
  code: 'aws/refused',
  message: `AWS refused ${action} (${name}): ${message}`,
  fix: 'Correct what it names and try again. Nothing was changed by this call.',
  ...(problems === undefined ? {} : { problems }),
});
