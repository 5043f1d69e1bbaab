import type { Instance } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { count, list } from '../../../base/say.ts';
import { isProtected } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool } from '../aws-tool.ts';
import { instanceIds, place } from '../fields.ts';
import { coverOf, dryRun, groupWarnings, idsOf, impactOf, instancesOf, nameOf, stateOf, states, statesOf, waitFor } from './instances.ts';
import { settled } from './start-instances.ts';

const final: Undo = { impossible: 'a terminated instance can’t be brought back; only a new one can be made, from an image or a snapshot if there is one' };

export const terminateInstances = changingTool({
  name: 'aws.ec2.terminateInstances',
  effect: 'destroy',
  summary: 'Terminate EC2 instances: they and their root disks are gone for good.',
  input: z.strictObject({ instanceIds, ...place }),
  output: states,
  commands: ['aws ec2 terminate-instances'],
  says: [
    'terminate instance i-0123456789abcdef0',
    'delete the ec2 instance',
    'destroy the virtual machine i-0123456789abcdef0',
    'get rid of the server for good',
    'remove instance i-0123456789abcdef0',
    'terminate i-0123456789abcdef0',
    'delete the instance i-0123456789abcdef0',
    'get rid of the vm i-0123456789abcdef0 for good',
    'destroy the server i-0123456789abcdef0',
    'decommission i-0123456789abcdef0',
    'kill i-0123456789abcdef0 for good',
    'remove the ec2 instance i-0123456789abcdef0',
    'i-0123456789abcdef0 is not needed any more, terminate it',
    'get rid of the server i-0123456789abcdef0 for good',
    'i-0123456789abcdef0 can be terminated',
    'decommission machine i-0123456789abcdef0',
    'destroy vm i-0123456789abcdef0',
    'get rid of the box i-0123456789abcdef0',
    'remove i-0123456789abcdef0 for good',
    'i-0123456789abcdef0 can go',
    'delete the vm i-0123456789abcdef0',
    'retire the servers i-0123456789abcdef0 and i-0fedcba9876543210',
    'scrap i-0123456789abcdef0',
    'throw the instance i-0123456789abcdef0 away',
    'terminate i-0b1c2d3e4f5a60718',
    'We rebuilt the search server from a new image last week and everything works, so the former one, i-0b1d2f4a6c8e9f1bd, can be terminated with its disk.',
    'Decommission request: virtual server i-0a6b7c8d9e0f1a2b3, account 778899001122, data already migrated.',
    'I want machine i-029a8b7c6d5e4f3a2 gone including its root disk.',
    'I launched five boxes for a benchmark and forgot to get rid of these two when I was done, terminate i-0c2e3a5b7d9f0a2ce and i-0d3f4b6c8e0a1b3df please.',
    "we don't need i-0ab9cd8ef7 any more and it costs 400 a month, remove it permanently",
    'Time to retire the old jenkins box, i-3c2b1a09.',
    'throw away i-0d7c6b5a4f3e2d1c0, the autoscaler should replace it',
    'Please remove forever our demo server i-0bfa1ceb2dac3e4f5 in the region ap-southeast-1',
    'my trainee created a p4d machine by accident and it burns thirty dollars an hour, kill i-0f5b6d8e0a2c3d5fb for good before accounting notices',
    'wipe out i-0a0f1e2d3c4b5a697 in the scratch account',
    "let's tear down i-0eb5fa4cd3dc2eb1f, project fleet is over",
    'I launched the wrong instance type by mistake, could you terminate i-0f8e9d0c1b2a3f4e5 before it gets expensive?',
    'permanent removal of ec2 instance i-0dc4eb3fa2cb1da0e, profile sunset',
    'The trial server of the marketing people (i-0b8d7f6e5c4a3b2d1) can be destroyed now, they signed it off yesterday.',
    'Clean up after the pen test: terminate i-0713c2b4a5d6e7f80 with profile security',
  ],
  examples: [{ title: 'Terminate an instance', input: { instanceIds: ['i-0a1b2c3d4e5f60718'] } }],
  guessMs: 60_000,
  timeoutMs: 15 * 60_000,

  async see({ instanceIds: ids }, aws) {
    const all = await instancesOf(ids, aws);
    const there = all.filter((i) => stateOf(i) !== 'terminated');
    const ec2 = await aws.service('ec2');
    for (const i of there) {
      const asked = { InstanceId: i.InstanceId, Attribute: 'disableApiTermination' as const };
      const guard = await aws.ask('ec2:DescribeInstanceAttribute', ec2.describeInstanceAttribute(asked));
      if (guard.DisableApiTermination?.Value)
        throw new FailureError(
          isProtected(nameOf(i), 'termination protection is on', 'Switch the protection off first, if it is really to go (in the console, or with Terraform).'),
        );
    }
    if (there.length > 0) await dryRun(aws, 'ec2:TerminateInstances', ec2.terminateInstances({ InstanceIds: idsOf(there), DryRun: true }));
    return { all, there };
  },

  tell: (_what, { all, there }, aws) => ({
    summary:
      there.length === 0
        ? `Nothing to terminate: ${list(all.map(nameOf))} ${all.length === 1 ? 'is' : 'are'} gone`
        : `Terminate ${list(there.map(nameOf))} in ${aws.where}`,
    impacts: there.map((i) => {
      const lost = volumesOf(i, true);
      return lost.length === 0
        ? impactOf(i, 'delete', ['stateful'])
        : impactOf(
            i,
            'delete',
            ['stateful', 'deletes-data', 'cascades'],
            `${count(lost.length, 'volume')} ${lost.length === 1 ? 'goes' : 'go'} with it: ${list(lost)}`,
          );
    }),
    undo: there.length === 0 ? 'nothing-changed' : final,
    warnings: [
      ...there.flatMap((i) => {
        const kept = volumesOf(i, false);
        return kept.length === 0
          ? []
          : [`${list(kept)} of ${nameOf(i)} stay${kept.length === 1 ? 's' : ''} and go${kept.length === 1 ? 'es' : ''} on costing money`];
      }),
      ...groupWarnings(there),
    ],
    touches: { instances: all },
    covers: all.map(coverOf),
  }),

  async act(_what, { all, there }, aws, at) {
    if (there.length === 0) {
      return { output: statesOf(all, all), summary: `${list(all.map(nameOf))} ${all.length === 1 ? 'was' : 'were'} gone already.`, undo: 'nothing-changed' };
    }
    const ec2 = await aws.service('ec2');
    await aws.ask('ec2:TerminateInstances', ec2.terminateInstances({ InstanceIds: idsOf(there) }));
    const now = await settled(waitFor(idsOf(all), ['terminated'], [], aws, at), final);
    return { output: statesOf(all, now), summary: `Terminated ${list(there.map(nameOf))}.`, undo: final };
  },

  missing: async (_what, { instances }, aws) =>
    (
      await instancesOf(
        instances.map((i) => i.instanceId),
        aws,
      )
    )
      .filter((i) => !isGoing(i))
      .map((i) => `${nameOf(i)} is ${stateOf(i)}, not terminated`),

  async inspect({ instanceIds: ids }, aws) {
    const all = await instancesOf(ids, aws);
    return all.every(isGoing) ? 'done' : all.some(isGoing) ? 'unknown' : 'not-started';
  },
});

const isGoing = (i: Instance): boolean => stateOf(i) === 'terminated' || stateOf(i) === 'shutting-down';

const volumesOf = (i: Instance, goes: boolean): readonly string[] =>
  (i.BlockDeviceMappings ?? []).filter((b) => (b.Ebs?.DeleteOnTermination ?? false) === goes).flatMap((b) => b.Ebs?.VolumeId ?? []);
