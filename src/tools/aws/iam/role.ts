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

/** For an answer that there is none of the name. */
export const absent = (error: unknown): 'absent' | undefined => (isAbsent(error) ? 'absent' : undefined);

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
  return inlineBy(
    (Marker) => aws.ask('iam:ListRolePolicies', iam.listRolePolicies({ RoleName, Marker })),
    (PolicyName) => aws.ask('iam:GetRolePolicy', iam.getRolePolicy({ RoleName, PolicyName })),
  );
}

/** Inline policies of a role or a user, name and JSON, by name. */
export async function inlineBy(
  list: (marker: string | undefined) => Promise<{ readonly PolicyNames: readonly string[] | undefined; readonly Marker?: string | undefined }>,
  get: (name: string) => Promise<{ readonly PolicyDocument: string | undefined }>,
): Promise<readonly [string, string][]> {
  const names = await collect(itemsMax, async (marker) => {
    const page = await list(marker);
    return { items: page.PolicyNames, next: page.Marker };
  });
  const read = async (name: string): Promise<[string, string]> => [name, decoded((await get(name)).PolicyDocument)];
  return Promise.all([...names.items].sort().map(read));
}

type Policies = Pick<RoleDocument, 'attached' | 'inline'>;
/** Whether all its policies were there before; JSON counts by what it says. */
export function addsNoPolicy(now: Policies, before: Policies): boolean {
  const inline = new Map(before.inline);
  return (
    now.attached.every((arn) => before.attached.includes(arn)) &&
    now.inline.every(([name, json]) => JSON.stringify(parsed(json)) === JSON.stringify(parsed(inline.get(name) ?? '')))
  );
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
