import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { count } from '../../../base/say.ts';
import { notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { group, user as name } from '../fields.ts';
import { collect, itemsMax } from '../pages.ts';
import { isAbsent } from '../session/explain.ts';
import type { Session } from '../session.ts';
import { absent, inlineBy, parsed } from './role.ts';

/** All of a user that can be made again. */
export const userDocument = z.strictObject({
  user: name,
  path: z.string(),
  boundary: z.string().optional(),
  tags: z.array(z.tuple([z.string(), z.string()])),
  groups: z.array(group),
  /** ARNs. */
  attached: z.array(z.string()),
  /** Name and JSON. */
  inline: z.array(z.tuple([z.string(), z.string()])),
});
export type UserDocument = z.output<typeof userDocument>;

/** By what somebody signs in as the user. AWS hands out none of it a second time. */
export interface Credentials {
  readonly keys: readonly {
    readonly id: string;
    readonly active: boolean;
    readonly createdAt: string;
    readonly lastUsedAt?: string;
    readonly lastUsedFor?: string;
  }[];
  /** Can sign in to the console. */
  readonly password: boolean;
  /** Serial numbers of second factors; that of a virtual one is an ARN. */
  readonly mfa: readonly string[];
  readonly sshKeys: readonly string[];
  readonly certificates: readonly string[];
  /** Of CodeCommit, Keyspaces and other services. */
  readonly services: readonly string[];
}

export interface SeenUser {
  readonly document: UserDocument;
  readonly credentials: Credentials;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: string;
  readonly passwordLastUsedAt: string | undefined;
}

/** `undefined` when there is no such user. `all`: with what it signs in to single services as well. */
export async function findUser(UserName: string, aws: Session, all = false): Promise<SeenUser | undefined> {
  const iam = await aws.service('iam');
  const found = await aws.ask('iam:GetUser', iam.getUser({ UserName }), (error) => (isAbsent(error) ? { User: undefined } : undefined));
  const one = found.User;
  if (one === undefined) return undefined;
  const [groups, attached, inline, tags, credentials] = await Promise.all([
    collect(itemsMax, async (Marker) => {
      const page = await aws.ask('iam:ListGroupsForUser', iam.listGroupsForUser({ UserName, Marker }));
      return { items: page.Groups, next: page.Marker };
    }),
    attachedToUser(UserName, aws),
    inlineOf(UserName, aws),
    collect(itemsMax, async (Marker) => {
      const page = await aws.ask('iam:ListUserTags', iam.listUserTags({ UserName, Marker }));
      return { items: page.Tags, next: page.Marker };
    }),
    credentialsOf(UserName, all, aws),
  ]);
  const boundary = one.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    arn: one.Arn ?? '',
    id: one.UserId ?? '',
    createdAt: one.CreateDate?.toISOString() ?? '',
    passwordLastUsedAt: one.PasswordLastUsed?.toISOString(),
    credentials,
    document: {
      user: one.UserName ?? UserName,
      path: one.Path ?? '/',
      ...(boundary === undefined ? {} : { boundary }),
      tags: tags.items.map((tag): [string, string] => [tag.Key ?? '', tag.Value ?? '']).sort(([a], [b]) => (a < b ? -1 : 1)),
      groups: groups.items.map(({ GroupName = '' }) => GroupName).sort(),
      attached: attached.map(({ arn }) => arn).sort(),
      inline: [...inline],
    },
  };
}

export async function theUser(user: string, aws: Session, all = false): Promise<SeenUser> {
  const found = await findUser(user, aws, all);
  if (found === undefined) throw new FailureError(notThere(`IAM user ${user}`, 'the account'));
  return found;
}

export async function attachedToUser(UserName: string, aws: Session): Promise<readonly { readonly arn: string }[]> {
  const iam = await aws.service('iam');
  const found = await collect(itemsMax, async (Marker) => {
    const page = await aws.ask('iam:ListAttachedUserPolicies', iam.listAttachedUserPolicies({ UserName, Marker }), absent);
    if (page === 'absent') throw new FailureError(notThere(`IAM user ${UserName}`, 'the account'));
    return { items: page.AttachedPolicies, next: page.Marker };
  });
  return found.items.map(({ PolicyArn = '' }) => ({ arn: PolicyArn }));
}

async function inlineOf(UserName: string, aws: Session): Promise<readonly [string, string][]> {
  const iam = await aws.service('iam');
  return inlineBy(
    (Marker) => aws.ask('iam:ListUserPolicies', iam.listUserPolicies({ UserName, Marker })),
    (PolicyName) => aws.ask('iam:GetUserPolicy', iam.getUserPolicy({ UserName, PolicyName })),
  );
}

async function credentialsOf(UserName: string, all: boolean, aws: Session): Promise<Credentials> {
  const iam = await aws.service('iam');
  const [keys, password, mfa, others] = await Promise.all([
    keysOf(UserName, aws),
    aws.ask('iam:GetLoginProfile', iam.getLoginProfile({ UserName }), (error) => (isAbsent(error) ? 'none' : undefined)),
    collect(itemsMax, async (Marker) => {
      const page = await aws.ask('iam:ListMFADevices', iam.listMFADevices({ UserName, Marker }));
      return { items: page.MFADevices, next: page.Marker };
    }),
    all ? othersOf(UserName, aws) : { sshKeys: [], certificates: [], services: [] },
  ]);
  return { keys, password: password !== 'none', mfa: mfa.items.map(({ SerialNumber = '' }) => SerialNumber).sort(), ...others };
}

/** What few users have, and who may only look may often not list. */
async function othersOf(UserName: string, aws: Session): Promise<Pick<Credentials, 'sshKeys' | 'certificates' | 'services'>> {
  const iam = await aws.service('iam');
  const [sshKeys, certificates, services] = await Promise.all([
    collect(itemsMax, async (Marker) => {
      const page = await aws.ask('iam:ListSSHPublicKeys', iam.listSSHPublicKeys({ UserName, Marker }));
      return { items: page.SSHPublicKeys, next: page.Marker };
    }),
    collect(itemsMax, async (Marker) => {
      const page = await aws.ask('iam:ListSigningCertificates', iam.listSigningCertificates({ UserName, Marker }));
      return { items: page.Certificates, next: page.Marker };
    }),
    collect(itemsMax, async (Marker) => {
      const page = await aws.ask('iam:ListServiceSpecificCredentials', iam.listServiceSpecificCredentials({ UserName, Marker }));
      return { items: page.ServiceSpecificCredentials, next: page.Marker };
    }),
  ]);
  return {
    sshKeys: sshKeys.items.map(({ SSHPublicKeyId = '' }) => SSHPublicKeyId).sort(),
    certificates: certificates.items.map(({ CertificateId = '' }) => CertificateId).sort(),
    services: services.items.map(({ ServiceSpecificCredentialId = '' }) => ServiceSpecificCredentialId).sort(),
  };
}

async function keysOf(UserName: string, aws: Session): Promise<Credentials['keys']> {
  const iam = await aws.service('iam');
  const keys = await collect(itemsMax, async (Marker) => {
    const page = await aws.ask('iam:ListAccessKeys', iam.listAccessKeys({ UserName, Marker }));
    return { items: page.AccessKeyMetadata, next: page.Marker };
  });
  return Promise.all(
    keys.items.map(async ({ AccessKeyId = '', Status, CreateDate }) => {
      const used = await aws.ask('iam:GetAccessKeyLastUsed', iam.getAccessKeyLastUsed({ AccessKeyId }));
      const { LastUsedDate, ServiceName } = used.AccessKeyLastUsed ?? {};
      return {
        id: AccessKeyId,
        active: Status === 'Active',
        createdAt: CreateDate?.toISOString() ?? '',
        ...(LastUsedDate === undefined ? {} : { lastUsedAt: LastUsedDate.toISOString() }),
        ...(LastUsedDate === undefined || ServiceName === undefined || ServiceName === 'N/A' ? {} : { lastUsedFor: ServiceName }),
      };
    }),
  );
}

/** `2 access keys`, `the password`: each kind that is there. */
export const credentialsInWords = ({ keys, password, mfa, sshKeys, certificates, services }: Credentials): readonly string[] => [
  ...(keys.length === 0 ? [] : [count(keys.length, 'access key')]),
  ...(password ? ['the password'] : []),
  ...(mfa.length === 0 ? [] : [count(mfa.length, 'second factor')]),
  ...(sshKeys.length === 0 ? [] : [count(sshKeys.length, 'SSH key')]),
  ...(certificates.length === 0 ? [] : [count(certificates.length, 'signing certificate')]),
  ...(services.length === 0 ? [] : [count(services.length, 'credential of a service', 'credentials of services')]),
];

/** Whether two documents make the same user; JSON counts by what it says. */
export const sameUser = (a: UserDocument, b: UserDocument): boolean => digestOf(comparableUser(a)) === digestOf(comparableUser(b));
export const comparableUser = (d: UserDocument) => ({ ...d, inline: d.inline.map(([n, json]) => [n, parsed(json)]) });
