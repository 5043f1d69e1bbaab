import { z } from 'zod';
import { notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Pinned } from '../aws-tool.ts';
import { group, place, policy, role, user } from '../fields.ts';
import { collect, itemsMax } from '../pages.ts';
import type { Touches } from '../touches.ts';
import { thePolicy } from './policies.ts';
import { absent, attachedTo } from './role.ts';
import { attachedToUser } from './user.ts';

/** Who a policy is attached to. */
export const holderInput = z
  .strictObject({
    policy,
    role: role.optional(),
    user: user.optional().describe('Name of the IAM user, instead of a role.'),
    group: group.optional().describe('Name of the IAM group, instead of a role.'),
    ...place,
  })
  .refine((v) => [v.role, v.user, v.group].filter((one) => one !== undefined).length === 1, {
    path: ['role'],
    message: 'name a role, a user or a group; one of them',
  });
export const holderOutput = z.object({ role: z.string().optional(), user: z.string().optional(), group: z.string().optional(), policy: z.string() });

type Named = { readonly [K in Holder['kind']]?: string | undefined };
export interface Holder {
  readonly kind: 'role' | 'user' | 'group';
  readonly name: string;
  /** `{ role: 'ci' }`: as an input and an output say it. */
  readonly said: { readonly role?: string; readonly user?: string; readonly group?: string };
  readonly touches: Touches;
}

export function holderOf({ role: asRole, user: asUser, group: asGroup = '' }: Named): Holder {
  if (asRole !== undefined) return { kind: 'role', name: asRole, said: { role: asRole }, touches: { role: asRole } };
  if (asUser !== undefined) return { kind: 'user', name: asUser, said: { user: asUser }, touches: { user: asUser } };
  return { kind: 'group', name: asGroup, said: { group: asGroup }, touches: { group: asGroup } };
}

/** The policy that is meant, who gets or loses it, and whether they have it. */
export async function seeHolder(what: Named & { readonly policy: string }, aws: Pinned) {
  const holder = holderOf(what);
  const [found, has] = await Promise.all([thePolicy(what.policy, aws), policiesOf(holder, aws)]);
  return { holder, found, attached: has.includes(found.arn) };
}

export const hasPolicy = async (what: Named, arn: string, aws: Pinned): Promise<boolean> => (await policiesOf(holderOf(what), aws)).includes(arn);
export const shortName = ({ arn }: { readonly arn: string }): string => arn.split('/').at(-1) ?? arn;

export async function attach({ kind, name }: Holder, PolicyArn: string, aws: Pinned): Promise<void> {
  const iam = await aws.service('iam');
  if (kind === 'role') await aws.ask('iam:AttachRolePolicy', iam.attachRolePolicy({ RoleName: name, PolicyArn }));
  else if (kind === 'user') await aws.ask('iam:AttachUserPolicy', iam.attachUserPolicy({ UserName: name, PolicyArn }));
  else await aws.ask('iam:AttachGroupPolicy', iam.attachGroupPolicy({ GroupName: name, PolicyArn }));
}

export async function detach({ kind, name }: Holder, PolicyArn: string, aws: Pinned): Promise<void> {
  const iam = await aws.service('iam');
  if (kind === 'role') await aws.ask('iam:DetachRolePolicy', iam.detachRolePolicy({ RoleName: name, PolicyArn }));
  else if (kind === 'user') await aws.ask('iam:DetachUserPolicy', iam.detachUserPolicy({ UserName: name, PolicyArn }));
  else await aws.ask('iam:DetachGroupPolicy', iam.detachGroupPolicy({ GroupName: name, PolicyArn }));
}

/** ARNs of what is attached to it itself. Fails when it is not there. */
async function policiesOf({ kind, name }: Holder, aws: Pinned): Promise<readonly string[]> {
  if (kind === 'role') return (await attachedTo(name, aws)).map(({ arn }) => arn);
  if (kind === 'user') return (await attachedToUser(name, aws)).map(({ arn }) => arn);
  const iam = await aws.service('iam');
  const found = await collect(itemsMax, async (Marker) => {
    const page = await aws.ask('iam:ListAttachedGroupPolicies', iam.listAttachedGroupPolicies({ GroupName: name, Marker }), absent);
    if (page === 'absent') throw new FailureError(notThere(`IAM group ${name}`, 'the account'));
    return { items: page.AttachedPolicies, next: page.Marker };
  });
  return found.items.map(({ PolicyArn = '' }) => PolicyArn);
}

/** `whoever is ci`, `ada`, `everyone in admins`. */
export const whoIs = ({ kind, name }: Holder): string => (kind === 'role' ? `whoever is ${name}` : kind === 'user' ? name : `everyone in ${name}`);
