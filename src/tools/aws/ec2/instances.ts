import { setTimeout as pause } from 'node:timers/promises';
import type { Instance } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { list } from '../../../base/say.ts';
import { accessDenied, notThere, tookTooLong } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Impact, Mark } from '../../../domain/impact.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import type { Pinned } from '../aws-tool.ts';
import { collect } from '../pages.ts';
import { isError } from '../session/explain.ts';
import type { Session } from '../session.ts';

export const row = z.object({
  instanceId: z.string(),
  name: z.string().optional(),
  state: z.string(),
  type: z.string(),
  zone: z.string(),
  privateIp: z.string().optional(),
  publicIp: z.string().optional(),
});
export const states = z.object({ instances: z.array(z.object({ instanceId: z.string(), before: z.string(), state: z.string() })) });
export type States = z.output<typeof states>;

export const rowOf = (i: Instance): z.output<typeof row> => ({
  instanceId: i.InstanceId ?? '',
  ...optional('name', tagOf(i, 'Name')),
  state: stateOf(i),
  type: i.InstanceType ?? '',
  zone: i.Placement?.AvailabilityZone ?? '',
  ...optional('privateIp', i.PrivateIpAddress),
  ...optional('publicIp', i.PublicIpAddress),
});

export const optional = <K extends string>(key: K, value: string | undefined): { readonly [P in K]?: string } =>
  (value === undefined || value === '' ? {} : { [key]: value }) as { readonly [P in K]?: string };

export const tagOf = (i: Instance, key: string): string | undefined => i.Tags?.find((tag) => tag.Key === key)?.Value;
export const stateOf = (i: Instance): string => i.State?.Name ?? 'unknown';

/** `i-0123456789abcdef0 (web)`. */
export const nameOf = (i: Instance): string => {
  const name = tagOf(i, 'Name');
  return name ? `${i.InstanceId} (${name})` : (i.InstanceId ?? '');
};

/** These instances, in the order they are named. Fails when one is not there. */
export async function instancesOf(ids: readonly string[], aws: Session): Promise<readonly Instance[]> {
  const ec2 = await aws.service('ec2');
  const found = await collect(1_000, async (NextToken) => {
    const page = await aws.ask('ec2:DescribeInstances', ec2.describeInstances({ InstanceIds: [...new Set(ids)], NextToken }), (error) => {
      if (!isError(error, 'InvalidInstanceID.NotFound')) return undefined;
      throw new FailureError(notThere(`instance ${idsIn(error) || list(ids)}`, aws.region));
    });
    return { items: page.Reservations?.flatMap((r) => r.Instances ?? []), next: page.NextToken };
  });
  return [...new Set(ids)].map((id) => {
    const instance = found.items.find((i) => i.InstanceId === id);
    if (instance === undefined) throw new FailureError(notThere(`instance ${id}`, aws.region));
    return instance;
  });
}

const idsIn = (error: unknown): string => (error instanceof Error ? list(error.message.match(/i-[0-9a-f]{8,17}/g) ?? []) : '');

/** Asks AWS whether the call would be let through, without making it: a permission that is missing is known before anyone approves. */
export async function dryRun(aws: Pinned, action: string, call: Promise<unknown>): Promise<void> {
  await aws.ask(action, call, (error) => {
    if (isError(error, 'DryRunOperation')) return true;
    if (isError(error, 'UnauthorizedOperation')) throw new FailureError(accessDenied(action, aws.arn, 'AWS said so when it was asked beforehand (dry run).'));
    return undefined;
  });
}

const lookEveryMs = 3_000;
const looksMax = 200;

/** Looks until all are in one of the states. Fails after ten minutes, or when one ends up where it can't come from. */
export async function waitFor(
  ids: readonly string[],
  wanted: readonly string[],
  dead: readonly string[],
  aws: Pinned,
  at: Workplace,
): Promise<readonly Instance[]> {
  for (let look = 0; ; look++) {
    const now = await instancesOf(ids, aws);
    const late = now.filter((i) => !wanted.includes(stateOf(i)));
    const [first] = late;
    if (first === undefined) return now;
    if (look === looksMax || late.some((i) => dead.includes(stateOf(i)))) throw new FailureError(tookTooLong(nameOf(first), wanted[0] ?? '', stateOf(first)));
    at.progress(`${now.length - late.length} of ${now.length} ${wanted[0]}; ${nameOf(first)} is ${stateOf(first)}`, (now.length - late.length) / now.length);
    await pause(lookEveryMs, undefined, { signal: at.signal });
  }
}

export const impactOf = (i: Instance, operation: Impact['operation'], marks: readonly Mark[], detail?: string): Impact => ({
  address: i.InstanceId ?? '',
  type: 'ec2-instance',
  operation,
  marks,
  ...(detail === undefined ? {} : { detail }),
});

/** What the digest covers of an instance. */
export const coverOf = (i: Instance) => ({
  id: i.InstanceId,
  state: stateOf(i),
  launched: i.LaunchTime?.toISOString(),
  volumes: i.BlockDeviceMappings?.map((b) => [b.Ebs?.VolumeId, b.Ebs?.DeleteOnTermination]),
});

/** An instance that a group keeps alive is replaced when it goes away. */
export const groupWarnings = (instances: readonly Instance[]): readonly string[] =>
  instances.flatMap((i) => {
    const group = tagOf(i, 'aws:autoscaling:groupName');
    return group === undefined ? [] : [`${nameOf(i)} belongs to the Auto Scaling group ${group}, which starts another in its place`];
  });

export const statesOf = (before: readonly Instance[], after: readonly Instance[]): States => ({
  instances: after.map((i) => ({
    instanceId: i.InstanceId ?? '',
    before: stateOf(before.find((b) => b.InstanceId === i.InstanceId) ?? i),
    state: stateOf(i),
  })),
});

export const idsOf = (instances: readonly Instance[]): string[] => instances.map((i) => i.InstanceId ?? '');
