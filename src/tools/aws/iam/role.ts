import type { Role } from '@aws-sdk/client-iam';
import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { role as name } from '../fields.ts';
import { collect, itemsMax } from '../pages.ts';
import { isAbsent } from '../session/explain.ts';
import type { Session } from '../session.ts';

/** All that makes a role what it is: enough to make it again. */
export const roleDocument = z.strictObject({
  role: name,
  path: z.string(),
  /** JSON. */
  trust: z.string(),
  description: z.string().optional(),
  maxSessionSeconds: z.int().optional(),
  boundary: z.string().optional(),
  tags: z.array(z.tuple([z.string(), z.string()])),
  /** ARNs. */
  attached: z.array(z.string()),
  /** Name and JSON. */
  inline: z.array(z.tuple([z.string(), z.string()])),
  instanceProfiles: z.array(z.string()),
});
export type RoleDocument = z.output<typeof roleDocument>;

export interface SeenRole {
  readonly document: RoleDocument;
  readonly arn: string;
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | undefined;
}

/** `undefined` when there is no such role. */
export async function findRole(role: string, aws: Session): Promise<SeenRole | undefined> {
  const iam = await aws.service('iam');
  const found = await aws.ask('iam:GetRole', iam.getRole({ RoleName: role }), absent);
  return found === undefined || found === 'absent' || found.Role === undefined ? undefined : whole(found.Role, aws);
}

const absent = (error: unknown): 'absent' | undefined => (isAbsent(error) ? 'absent' : undefined);

export async function theRole(role: string, aws: Session): Promise<SeenRole> {
  const found = await findRole(role, aws);
  if (found === undefined) throw new FailureError(notThere(`IAM role ${role}`, 'the account'));
  return found;
}

async function whole(role: Role, aws: Session): Promise<SeenRole> {
  const iam = await aws.service('iam');
  const RoleName = role.RoleName ?? '';
  const [attached, inline, profiles, tags] = await Promise.all([
    attachedTo(RoleName, aws),
    inlineOf(RoleName, aws),
    collect(itemsMax, async (Marker) => {
      const page = await aws.ask('iam:ListInstanceProfilesForRole', iam.listInstanceProfilesForRole({ RoleName, Marker }));
      return { items: page.InstanceProfiles, next: page.Marker };
    }),
    collect(itemsMax, async (Marker) => {
      const page = await aws.ask('iam:ListRoleTags', iam.listRoleTags({ RoleName, Marker }));
      return { items: page.Tags, next: page.Marker };
    }),
  ]);
  const boundary = role.PermissionsBoundary?.PermissionsBoundaryArn;
  return {
    arn: role.Arn ?? '',
    id: role.RoleId ?? '',
    createdAt: role.CreateDate?.toISOString() ?? '',
    lastUsedAt: role.RoleLastUsed?.LastUsedDate?.toISOString(),
    document: {
      role: RoleName,
      path: role.Path ?? '/',
      trust: decoded(role.AssumeRolePolicyDocument),
      ...(role.Description ? { description: role.Description } : {}),
      ...(role.MaxSessionDuration === undefined ? {} : { maxSessionSeconds: role.MaxSessionDuration }),
      ...(boundary === undefined ? {} : { boundary }),
      tags: tags.items.map((tag): [string, string] => [tag.Key ?? '', tag.Value ?? '']).sort(([a], [b]) => (a < b ? -1 : 1)),
      attached: attached.map((policy) => policy.arn).sort(),
      inline: [...inline],
      instanceProfiles: profiles.items.map((profile) => profile.InstanceProfileName ?? '').sort(),
    },
  };
}

export async function attachedTo(RoleName: string, aws: Session): Promise<readonly { readonly name: string; readonly arn: string }[]> {
  const iam = await aws.service('iam');
  const found = await collect(itemsMax, async (Marker) => {
    const page = await aws.ask('iam:ListAttachedRolePolicies', iam.listAttachedRolePolicies({ RoleName, Marker }), absent);
    if (page === 'absent') throw new FailureError(notThere(`IAM role ${RoleName}`, 'the account'));
    return { items: page.AttachedPolicies, next: page.Marker };
  });
  return found.items.map((policy) => ({ name: policy.PolicyName ?? '', arn: policy.PolicyArn ?? '' }));
}

async function inlineOf(RoleName: string, aws: Session): Promise<readonly [string, string][]> {
  const iam = await aws.service('iam');
  const names = await collect(itemsMax, async (Marker) => {
    const page = await aws.ask('iam:ListRolePolicies', iam.listRolePolicies({ RoleName, Marker }));
    return { items: page.PolicyNames, next: page.Marker };
  });
  const read = async (PolicyName: string): Promise<[string, string]> => {
    const { PolicyDocument } = await aws.ask('iam:GetRolePolicy', iam.getRolePolicy({ RoleName, PolicyName }));
    return [PolicyName, decoded(PolicyDocument)];
  };
  return Promise.all([...names.items].sort().map(read));
}

/** IAM hands out its documents percent-encoded. */
export const decoded = (document: string | undefined): string => {
  if (document === undefined) return '{}';
  try {
    return document.trimStart().startsWith('%') ? decodeURIComponent(document) : document;
  } catch {
    return document;
  }
};

export const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
};

/** Whether two documents make the same role; JSON counts by what it says. */
export const sameRole = (a: RoleDocument, b: RoleDocument): boolean => digestOf(comparable(a)) === digestOf(comparable(b));
export const comparable = (d: RoleDocument) => ({ ...d, trust: parsed(d.trust), inline: d.inline.map(([n, json]) => [n, parsed(json)]) });
