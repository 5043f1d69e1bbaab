import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { isProtected } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Pinned } from '../aws-tool.ts';
import { collect, itemsMax } from '../pages.ts';
import { isAbsent } from '../session/explain.ts';
import type { Session } from '../session.ts';
import { decoded, parsed } from './role.ts';

/** All that makes a policy of the account what it is, and where it is attached: enough to have it again. */
export const ownPolicy = z.strictObject({
  arn: z.string().regex(/^arn:aws[\w-]*:iam::\d{12}:policy\/[\w+=,.@/-]+$/, 'the ARN of a policy of the account'),
  name: z.string().regex(/^[\w+=,.@-]{1,128}$/),
  path: z.string().regex(/^\/([\x21-\x7e]+\/)?$/),
  description: z.string().optional(),
  tags: z.array(z.tuple([z.string(), z.string()])),
  /** JSON, the oldest first; at most five. */
  versions: z.array(z.strictObject({ json: z.string(), isDefault: z.boolean() })).min(1),
  roles: z.array(z.string().regex(/^[\w+=,.@-]{1,64}$/)),
  users: z.array(z.string().regex(/^[\w+=,.@-]{1,64}$/)),
  groups: z.array(z.string().regex(/^[\w+=,.@-]{1,128}$/)),
});
export type OwnPolicy = z.output<typeof ownPolicy>;

export interface WholePolicy {
  readonly document: OwnPolicy;
  readonly id: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly isAttachable: boolean;
  /** How many roles and users it bounds. */
  readonly bounds: number;
  /** Ids and dates, the oldest first. */
  readonly versions: readonly { readonly version: string; readonly createdAt: string; readonly isDefault: boolean }[];
}

/** A policy of the account or of AWS with all it has; `undefined`: there is none at that ARN. */
export async function findPolicy(PolicyArn: string, aws: Session): Promise<WholePolicy | undefined> {
  const iam = await aws.service('iam');
  const found = await aws.ask('iam:GetPolicy', iam.getPolicy({ PolicyArn }), (error) => (isAbsent(error) ? { Policy: undefined } : undefined));
  const policy = found.Policy;
  if (policy === undefined) return undefined;
  const [versions, tags, entities] = await Promise.all([
    collect(itemsMax, async (Marker) => {
      const page = await aws.ask('iam:ListPolicyVersions', iam.listPolicyVersions({ PolicyArn, Marker }));
      return { items: page.Versions, next: page.Marker };
    }),
    // Those of AWS have none, and say so with an error.
    isOfAws(PolicyArn) ? { items: [] } : tagsOf(PolicyArn, aws),
    attachedOf(PolicyArn, aws),
  ]);
  const inOrder = versions.items.toSorted((a, b) => numberOf(a.VersionId) - numberOf(b.VersionId));
  const read = async (VersionId: string | undefined): Promise<string> => {
    const { PolicyVersion } = await aws.ask('iam:GetPolicyVersion', iam.getPolicyVersion({ PolicyArn, VersionId }));
    return decoded(PolicyVersion?.Document);
  };
  return {
    id: policy.PolicyId ?? '',
    createdAt: policy.CreateDate?.toISOString() ?? '',
    updatedAt: policy.UpdateDate?.toISOString() ?? '',
    isAttachable: policy.IsAttachable ?? true,
    bounds: policy.PermissionsBoundaryUsageCount ?? 0,
    versions: inOrder.map((v) => ({ version: v.VersionId ?? '', createdAt: v.CreateDate?.toISOString() ?? '', isDefault: v.IsDefaultVersion ?? false })),
    document: {
      arn: PolicyArn,
      name: policy.PolicyName ?? '',
      path: policy.Path ?? '/',
      ...(policy.Description ? { description: policy.Description } : {}),
      tags: tags.items.map((tag): [string, string] => [tag.Key ?? '', tag.Value ?? '']).sort(([a], [b]) => (a < b ? -1 : 1)),
      versions: await Promise.all(inOrder.map(async (v) => ({ json: await read(v.VersionId), isDefault: v.IsDefaultVersion ?? false }))),
      ...entities,
    },
  };
}

const tagsOf = async (PolicyArn: string, aws: Session) => {
  const iam = await aws.service('iam');
  return collect(itemsMax, async (Marker) => {
    const page = await aws.ask('iam:ListPolicyTags', iam.listPolicyTags({ PolicyArn, Marker }));
    return { items: page.Tags, next: page.Marker };
  });
};

async function attachedOf(PolicyArn: string, aws: Session): Promise<Pick<OwnPolicy, 'roles' | 'users' | 'groups'>> {
  const iam = await aws.service('iam');
  const [roles, users, groups]: Set<string>[] = [new Set(), new Set(), new Set()];
  await collect(itemsMax, async (Marker) => {
    const page = await aws.ask('iam:ListEntitiesForPolicy', iam.listEntitiesForPolicy({ PolicyArn, Marker, PolicyUsageFilter: 'PermissionsPolicy' }));
    for (const one of page.PolicyRoles ?? []) roles?.add(one.RoleName ?? '');
    for (const one of page.PolicyUsers ?? []) users?.add(one.UserName ?? '');
    for (const one of page.PolicyGroups ?? []) groups?.add(one.GroupName ?? '');
    return { items: [], next: page.IsTruncated ? page.Marker : undefined };
  });
  return { roles: [...(roles ?? [])].sort(), users: [...(users ?? [])].sort(), groups: [...(groups ?? [])].sort() };
}

const numberOf = (version: string | undefined): number => Number((version ?? '').replace(/^v/, ''));

export const isOfAws = (arn: string): boolean => /^arn:aws[\w-]*:iam::aws:/.test(arn);

/** Fails for what AWS manages: nobody but AWS changes it. */
export function mustBeOwn(arn: string): void {
  if (isOfAws(arn)) throw new FailureError(isProtected(`The policy ${arn}`, 'AWS manages it', 'Detach it where it should not hold; it can’t be deleted.'));
}

/** `/team/own` → the ARN that a policy of this account has there. */
export const ownArn = (path: string, name: string, aws: Pinned): string => `arn:${aws.arn.split(':')[1] ?? 'aws'}:iam::${aws.account}:policy${path}${name}`;

export const defaultOf = ({ versions }: OwnPolicy): string => (versions.find((v) => v.isDefault) ?? versions.at(-1))?.json ?? '{}';

/** `role ci`, `user ada`: what it is attached to. */
export const holdersOf = ({ roles, users, groups }: Pick<OwnPolicy, 'roles' | 'users' | 'groups'>): readonly string[] => [
  ...roles.map((name) => `role ${name}`),
  ...users.map((name) => `user ${name}`),
  ...groups.map((name) => `group ${name}`),
];

/** Whether two documents make the same policy; JSON counts by what it says, and in which order versions were made does not. */
export const samePolicy = (a: OwnPolicy, b: OwnPolicy): boolean => digestOf(comparablePolicy(a)) === digestOf(comparablePolicy(b));
export const comparablePolicy = (p: OwnPolicy) => ({
  ...p,
  versions: p.versions.map(({ json, isDefault }) => JSON.stringify([parsed(json), isDefault])).sort(),
});
