import type { Instance } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { list } from '../../../base/say.ts';
import { isProtected, wrongState } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Mark } from '../../../domain/impact.ts';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool, type Pinned } from '../aws-tool.ts';
import { instanceIds, place } from '../fields.ts';
import { coverOf, dryRun, groupWarnings, idsOf, impactOf, instancesOf, nameOf, stateOf, states, statesOf, waitFor } from './instances.ts';
import { settled } from './start-instances.ts';

export const stopInstances = changingTool({
  name: 'aws.ec2.stopInstances',
  effect: 'change',
  summary: 'Stop running EC2 instances; their disks stay.',
  input: z.strictObject({
    instanceIds,
    force: z.boolean().default(false).describe('Force it, without letting the operating system shut down.'),
    hibernate: z.boolean().default(false).describe('Hibernate: keep the memory on disk.'),
    ...place,
  }),
  output: states,
  commands: ['aws ec2 stop-instances'],
  says: [
    'stop instance i-0123456789abcdef0',
    'shut down the ec2 server',
    'turn off i-0123456789abcdef0',
    'power down the virtual machine',
    'halt the instance',
    'stop i-0123456789abcdef0',
    'shut down the instance i-0123456789abcdef0',
    'turn i-0123456789abcdef0 off',
    'power the vm i-0123456789abcdef0 down',
    'halt the server i-0123456789abcdef0',
    'hibernate i-0123456789abcdef0',
    'switch off i-0123456789abcdef0',
    'suspend i-0123456789abcdef0',
    'put i-0123456789abcdef0 to sleep',
    'take i-0123456789abcdef0 down for the night',
    'machine i-0123456789abcdef0 must be stopped',
    'i-0123456789abcdef0 is not needed tonight, turn it off',
    'halt server i-0123456789abcdef0',
    'force stop i-0123456789abcdef0',
    'switch the vm i-0123456789abcdef0 off',
    'pause i-0123456789abcdef0',
    'turn the box i-0123456789abcdef0 off over the weekend',
    'nobody needs i-0123456789abcdef0 tonight, stop it',
    'park the server i-0123456789abcdef0',
    'take i-0123456789abcdef0 offline',
    'force i-0123456789abcdef0 to stop',
    'i-0123456789abcdef0 can be switched off',
    'suspend the vm i-0123456789abcdef0',
    'shut i-0123456789abcdef0 and i-0fedcba9876543210 down',
    'pause the ec2 i-0123456789abcdef0',
    'stop i-0123456789abcdef0 to save money',
  ],
  examples: [{ title: 'Stop an instance', input: { instanceIds: ['i-0a1b2c3d4e5f60718'] } }],
  guessMs: 60_000,
  timeoutMs: 15 * 60_000,

  async see({ instanceIds: ids, force, hibernate }, aws) {
    const all = await instancesOf(ids, aws);
    for (const i of all) {
      if (['terminated', 'shutting-down', 'pending'].includes(stateOf(i))) throw new FailureError(wrongState(nameOf(i), stateOf(i), 'running'));
      if (i.RootDeviceType === 'instance-store')
        throw new FailureError(isProtected(nameOf(i), 'its root disk is part of the machine and would be lost', 'It can only be rebooted or terminated.'));
    }
    const on = all.filter((i) => stateOf(i) === 'running');
    const ec2 = await aws.service('ec2');
    if (on.length > 0) await dryRun(aws, 'ec2:StopInstances', ec2.stopInstances({ InstanceIds: idsOf(on), Force: force, Hibernate: hibernate, DryRun: true }));
    return { all, on };
  },

  tell: ({ force }, { all, on }, aws) => ({
    summary:
      on.length === 0 ? `Nothing to stop: ${list(all.map(nameOf))} ${all.length === 1 ? 'is' : 'are'} off` : `Stop ${list(on.map(nameOf))} in ${aws.where}`,
    impacts: on.map((i) =>
      impactOf(i, 'update', marksOf(i), hasOwnDisks(i) ? 'what is on its instance-store disks is lost' : 'it is not reachable until it is started'),
    ),
    undo: undoOf(on, aws),
    warnings: [
      ...(force && on.length > 0 ? ['Forced: the operating system has no time to write what is in memory to disk'] : []),
      ...on.filter((i) => i.PublicIpAddress !== undefined).map((i) => `${nameOf(i)} loses its public address ${i.PublicIpAddress}, unless it is an Elastic IP`),
      ...groupWarnings(on),
    ],
    touches: { instances: all },
    covers: all.map(coverOf),
  }),

  async act({ force, hibernate }, { all, on }, aws, at) {
    if (on.length > 0) {
      const ec2 = await aws.service('ec2');
      await aws.ask('ec2:StopInstances', ec2.stopInstances({ InstanceIds: idsOf(on), Force: force, Hibernate: hibernate }));
    }
    const undo = undoOf(on, aws);
    const now = await settled(waitFor(idsOf(all), ['stopped'], ['terminated', 'shutting-down', 'running'], aws, at), undo);
    const summary = on.length === 0 ? `${list(all.map(nameOf))} ${all.length === 1 ? 'was' : 'were'} off already.` : `Stopped ${list(on.map(nameOf))}.`;
    return { output: statesOf(all, now), summary, undo };
  },

  missing: async ({ instanceIds: ids }, _output, aws) =>
    (await instancesOf(ids, aws)).filter((i) => stateOf(i) !== 'stopped').map((i) => `${nameOf(i)} is ${stateOf(i)}, not stopped`),

  async inspect({ instanceIds: ids }, aws) {
    const now = (await instancesOf(ids, aws)).map(stateOf);
    return now.every((s) => s === 'stopped' || s === 'stopping') ? 'done' : now.every((s) => s === 'running') ? 'not-started' : 'unknown';
  },
});

/** Disks that are part of the machine come with these families: `m5d`, `c6gd`, `i3`, `d3`. */
const hasOwnDisks = (i: Instance): boolean => /^(?:[a-z]+\d+[a-z]*d[a-z]*|i\d\w*|d\d\w*|h1|im4gn|is4gen)\./.test(i.InstanceType ?? '');
const marksOf = (i: Instance): readonly Mark[] => (hasOwnDisks(i) ? ['scales-to-zero', 'stateful', 'deletes-data'] : ['scales-to-zero']);

const undoOf = (on: readonly Instance[], aws: Pinned): Undo =>
  on.length === 0 ? 'nothing-changed' : { steps: [{ tool: 'aws.ec2.startInstances', input: { instanceIds: idsOf(on), ...aws.here } }] };
