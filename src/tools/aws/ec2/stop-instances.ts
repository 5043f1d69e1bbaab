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
    'Can you power off the ec2 server i-02c4e6a8b0d1f3579?',
    'Nobody works on the render farm between Christmas and New Year, so please stop i-0a2b4c6d8e0f1a3b5 and i-0b3c5d7e9f1a2b4c6 but do not delete anything on them.',
    'hibernate i-0de12fa34bc56d789 so that memory is kept',
    'Please switch off i-0413579bdf02468ac and i-0524680ace13579bd in eu-central-1, nobody uses them at night.',
    'I tried to shut down the Windows machine i-0e1f3a5b7c9d2e4f6 from inside and it just sits there, so stop it from the AWS side by force.',
    'aws ec2 stop-instances --instance-ids i-0c1d2e3f4a5b6c7d8 --force',
    'Change request 2291: instance i-0b1a2c3d4e5f60718 in account 556677889900 is to be stopped for maintenance.',
    'put i-09ab87cd65ef43210 to sleep with hibernation, us-east-1',
    'The analyst has a big notebook session open on i-0c5d7e9f1a3b5c7d9 and wants to go on tomorrow exactly where she was, so hibernate the instance for her.',
    'Pull the plug on i-01f2e3d4c5b6a7988, hard stop, it ignores the normal one.',
    'i-0d0c0b0a090807060 should not be running overnight, power it down in the training account',
    'We need an EC2 machine stopped for the backup window tonight.',
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
