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
    'The backup software says a restart is pending on the Windows server i-0a3c5e7f9b1d2f4a6 and refuses to run before that, so reboot it for me please.',
    'Would you please reboot our build server, i-07c6b5a4d3e2f1a09, region eu-west-1?',
    'restart these: i-0a1d, i-0b2e3f4a, i-0c3f4a5b (all ec2, ap-northeast-1)',
    "On call here, it's 3 am and i-08a7b6c5d4e3f2a10 answers nothing any more, do a reboot",
    "we applied the new kernel on both proxies last night and agreed to reboot them in this window, it's i-0d6f8b0c2e4a5b7d9 and i-0e7a9c1d3f5b6c8ea",
    'quick reboot of i-0613243546576879a and i-0724354657687980b in the perf account',
    'hey could u reboot i-0192a3b4c5d6e7f80 for me',
    'In the staging account there is the machine i-0a9c1e3f5b7d8e0ac with a completely full process table and I cannot log in any more, please reboot it.',
    'need i-0bd2ce3df4ea5fb6a freshly booted',
    'Kindly do the needful and reboot the server i-0a8b9c0d1e2f3a4b5 in ap-south-1.',
    'Ticket: virtual machine i-09f8e7d6c5b4a3f2e unresponsive since 14:10, to be rebooted in us-east-2',
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
