import { z } from 'zod';
import { list } from '../../../base/say.ts';
import { wrongState } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool } from '../aws-tool.ts';
import { instanceIds, place } from '../fields.ts';
import { coverOf, dryRun, idsOf, impactOf, instancesOf, nameOf, stateOf } from './instances.ts';

const final: Undo = { impossible: 'a reboot is over once it has happened; the instances and their disks stay' };

export const rebootInstances = changingTool({
  name: 'aws.ec2.rebootInstances',
  effect: 'change',
  summary: 'Reboot EC2 instances.',
  input: z.strictObject({ instanceIds, ...place }),
  output: z.object({ instances: z.array(z.object({ instanceId: z.string() })) }),
  commands: ['aws ec2 reboot-instances'],
  says: [
    'reboot instance i-0123456789abcdef0',
    'restart the ec2 server',
    'power cycle i-0123456789abcdef0',
    'restart i-0123456789abcdef0',
    'reboot i-0123456789abcdef0',
    'restart the vm i-0123456789abcdef0',
    'give i-0123456789abcdef0 a reboot',
    'power-cycle the machine i-0123456789abcdef0',
    'bounce i-0123456789abcdef0',
    'restart both i-0123456789abcdef0 and i-0fedcba9876543210',
    'i-0123456789abcdef0 hangs, reboot it',
    'the server i-0123456789abcdef0 needs a reboot',
    'restart the machine i-0123456789abcdef0',
    'reset the machine i-0123456789abcdef0',
    'i-0123456789abcdef0 hangs, restart it',
    'bounce the server i-0123456789abcdef0',
    'turn i-0123456789abcdef0 off and on again',
    'power cycle the box i-0123456789abcdef0',
    'the server i-0123456789abcdef0 is stuck, reboot it',
  ],
  examples: [{ title: 'Reboot an instance', input: { instanceIds: ['i-0a1b2c3d4e5f60718'] } }],
  guessMs: 60_000,

  async see({ instanceIds: ids }, aws) {
    const all = await instancesOf(ids, aws);
    const off = all.find((i) => stateOf(i) !== 'running');
    if (off !== undefined) throw new FailureError(wrongState(nameOf(off), stateOf(off), 'running'));
    const ec2 = await aws.service('ec2');
    await dryRun(aws, 'ec2:RebootInstances', ec2.rebootInstances({ InstanceIds: idsOf(all), DryRun: true }));
    return all;
  },

  tell: (_what, all, aws) => ({
    summary: `Reboot ${list(all.map(nameOf))} in ${aws.where}`,
    impacts: all.map((i) => impactOf(i, 'update', ['restarts'])),
    undo: final,
    touches: { instances: all },
    covers: all.map(coverOf),
  }),

  async act(_what, all, aws) {
    const ec2 = await aws.service('ec2');
    await aws.ask('ec2:RebootInstances', ec2.rebootInstances({ InstanceIds: idsOf(all) }));
    return { output: { instances: idsOf(all).map((instanceId) => ({ instanceId })) }, summary: `AWS is rebooting ${list(all.map(nameOf))}.`, undo: final };
  },

  missing: async ({ instanceIds: ids }, _output, aws) =>
    (await instancesOf(ids, aws)).filter((i) => stateOf(i) !== 'running').map((i) => `${nameOf(i)} is ${stateOf(i)}, not running`),

  // AWS keeps no trace of a reboot in the state of the instance.
  inspect: async () => 'unknown',
});
