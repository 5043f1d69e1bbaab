import type { Instance } from '@aws-sdk/client-ec2';
import type { Target } from '../../domain/impact.ts';

/** What a step changes, as far as two runs must not change it at once; `workspace`: it only fetches. */
export type Touches =
  | { readonly bucket: string }
  | { readonly role: string }
  | { readonly user: string }
  | { readonly group: string }
  | { readonly policy: string }
  | { readonly instances: readonly Pick<Instance, 'InstanceId' | 'Tags'>[] }
  | 'workspace';

/** Tags by which people say which environment something belongs to. */
const environmentTags: ReadonlySet<string> = new Set(['environment', 'env', 'stage']);

/**
 * The facts and the keys of exclusion that go with it. A bucket is one in the whole world, whoever signs in, and is held as a
 * whole: whether two syncs meet in it can't be told from their prefixes. An instance is held by itself, a role, a user and a
 * group with all that is attached to it, a policy by its name.
 */
export function holds(touches: Touches, account: string, region: string): Pick<Target, 'facts' | 'exclusive'> {
  if (touches === 'workspace') return { facts: {} };
  if ('bucket' in touches) return { facts: { bucket: touches.bucket }, exclusive: `aws:s3/${touches.bucket}` };
  if ('role' in touches) return { facts: { role: touches.role }, exclusive: `aws:${account}/iam/${touches.role}` };
  if ('user' in touches) return { facts: { user: touches.user }, exclusive: `aws:${account}/iam-user/${touches.user}` };
  if ('group' in touches) return { facts: { group: touches.group }, exclusive: `aws:${account}/iam-group/${touches.group}` };
  if ('policy' in touches) return { facts: { policy: touches.policy }, exclusive: `aws:${account}/iam-policy/${touches.policy}` };
  const said = touches.instances.flatMap(({ Tags = [] }) => Tags.flatMap(({ Key = '', Value = '' }) => (environmentTags.has(Key.toLowerCase()) ? Value : [])));
  return {
    facts: said.length === 0 ? {} : { environment: [...new Set(said)].toSorted().join(', ') },
    exclusive: touches.instances.map(({ InstanceId }) => `aws:${account}/${region}/ec2/${InstanceId}`),
  };
}
