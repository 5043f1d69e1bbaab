import type { Instance } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { list } from '../../../base/say.ts';
import { wrongState } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import type { Undo } from '../../../domain/tool.ts';
import { changingTool, PartlyDone, type Pinned } from '../aws-tool.ts';
import { instanceIds, place } from '../fields.ts';
import { openToAll } from './exposure.ts';
import { coverOf, dryRun, groupWarnings, idsOf, impactOf, instancesOf, nameOf, stateOf, states, statesOf, waitFor } from './instances.ts';

export const startInstances = changingTool({
  name: 'aws.ec2.startInstances',
  effect: 'change',
  summary: 'Start stopped EC2 instances.',
  input: z.strictObject({ instanceIds, ...place }),
  output: states,
  commands: ['aws ec2 start-instances'],
  says: [
    'start instance i-0123456789abcdef0',
    'boot the ec2 server',
    'turn on i-0123456789abcdef0',
    'power up the virtual machine',
    'start i-0123456789abcdef0',
    'boot up i-0123456789abcdef0',
    'turn the instance i-0123456789abcdef0 on',
    'bring i-0123456789abcdef0 up again',
    'fire up the vm i-0123456789abcdef0',
    'power on i-0123456789abcdef0',
    'wake i-0123456789abcdef0 up',
    'start the stopped server i-0123456789abcdef0',
    'launch i-0123456789abcdef0 again',
    'turn i-0123456789abcdef0 back on',
    'power up server i-0123456789abcdef0',
    'i-0123456789abcdef0 should be running again',
    'bring i-0123456789abcdef0 up',
    'boot the machine i-0123456789abcdef0',
    'get i-0123456789abcdef0 running',
    'i-0123456789abcdef0 should be running',
    'bring the box i-0123456789abcdef0 back up',
    'wake i-0123456789abcdef0',
    'i-0123456789abcdef0 needs to be started again',
    'resume i-0123456789abcdef0',
    'turn the servers i-0123456789abcdef0 and i-0fedcba9876543210 on',
    'we need i-0123456789abcdef0 up',
    'let i-0123456789abcdef0 run again',
    'power i-0123456789abcdef0 up',
    'wake the box i-0123456789abcdef0 up',
    'have i-0123456789abcdef0 started',
    'start i-0a9b8c7d6e5f40312',
    'Bring up i-04d5c6b7a8f901e23 and i-0e1d2c3b4a5968778 please',
    "I stopped my own machine i-0d1c2b3a4f5e69788 before the vacation to save some money and now that I'm back I would like it running again.",
    'Requesting start of instance i-0b3a495867f6e5d4c in account 334455667788.',
    'wake up i-0123abcd4567ef890 the customer demo is in 10 minutes',
    'aws ec2 start-instances --instance-ids i-0f0e0d0c0b0a09080',
    'spin i-0ed1cb2af3094857 back up in ca-central-1',
    'The nightly jobs server i-0bcd1234ef56789a0 must be started before 6, as it was stopped to save money.',
    'need i-031f42e53d64c7586 and i-0413f24e35d46c857 up in the lab account',
    "let's get the gpu machine i-0a5f4e3d2c1b09876 going again, us-west-2",
    'Would you start up server i-06c7d8e9fa0b1c2d3 with my atlas profile?',
  ],
  examples: [{ title: 'Start an instance', input: { instanceIds: ['i-0a1b2c3d4e5f60718'] } }],
  guessMs: 30_000,
  timeoutMs: 15 * 60_000,

  async see({ instanceIds: ids }, aws) {
    const all = await instancesOf(ids, aws);
    const gone = all.find((i) => ['terminated', 'shutting-down', 'stopping'].includes(stateOf(i)));
    if (gone !== undefined) throw new FailureError(wrongState(nameOf(gone), stateOf(gone), 'stopped'));
    const idle = all.filter((i) => stateOf(i) === 'stopped');
    const ec2 = await aws.service('ec2');
    if (idle.length > 0) await dryRun(aws, 'ec2:StartInstances', ec2.startInstances({ InstanceIds: idsOf(idle), DryRun: true }));
    return { all, idle, open: idle.length === 0 ? new Map<string, string>() : await openToAll(idle, aws) };
  },

  tell: (_what, { all, idle, open }, aws) => ({
    summary:
      idle.length === 0
        ? `Nothing to start: ${list(all.map(nameOf))} ${all.length === 1 ? 'is' : 'are'} on`
        : `Start ${list(idle.map(nameOf))} in ${aws.where}`,
    impacts: idle.map((i) => impactOf(i, 'update', exposes(i, open) ? ['exposes-publicly'] : [])),
    undo: undoOf(idle, aws),
    warnings: [
      ...(idle.length === 0 ? [] : ['A running instance is billed by the second, besides its volumes']),
      ...idle.flatMap((i) => groupsOf(i).flatMap((g) => (open.has(g) ? [`${nameOf(i)}: ${g} lets anyone on the internet in on ${open.get(g)}`] : []))),
      ...idle.filter((i) => i.PublicIpAddress === undefined).map((i) => `${nameOf(i)} gets another public address than before, if it gets one`),
      ...groupWarnings(idle),
    ],
    touches: { instances: all },
    covers: { instances: all.map(coverOf), open: [...open] },
  }),

  async act(_what, { all, idle }, aws, at) {
    if (idle.length > 0) {
      const ec2 = await aws.service('ec2');
      await aws.ask('ec2:StartInstances', ec2.startInstances({ InstanceIds: idsOf(idle) }));
    }
    const undo = undoOf(idle, aws);
    const now = await settled(waitFor(idsOf(all), ['running'], ['stopped', 'terminated', 'shutting-down'], aws, at), undo);
    const summary = idle.length === 0 ? `${list(all.map(nameOf))} ${all.length === 1 ? 'was' : 'were'} on already.` : `Started ${list(idle.map(nameOf))}.`;
    return { output: statesOf(all, now), summary, undo };
  },

  missing: async ({ instanceIds: ids }, _output, aws) =>
    (await instancesOf(ids, aws)).filter((i) => stateOf(i) !== 'running').map((i) => `${nameOf(i)} is ${stateOf(i)}, not running`),

  async inspect({ instanceIds: ids }, aws) {
    const now = (await instancesOf(ids, aws)).map(stateOf);
    return now.every((s) => s === 'running' || s === 'pending') ? 'done' : now.every((s) => s === 'stopped') ? 'not-started' : 'unknown';
  },
});

const groupsOf = (i: Instance): readonly string[] => (i.SecurityGroups ?? []).map((g) => g.GroupId ?? '');
/** It keeps a public address over a stop only when that is an Elastic IP; then it is open for certain. */
const exposes = (i: Instance, open: ReadonlyMap<string, string>): boolean => i.PublicIpAddress !== undefined && groupsOf(i).some((g) => open.has(g));

const undoOf = (idle: readonly Instance[], aws: Pinned): Undo =>
  idle.length === 0 ? 'nothing-changed' : { steps: [{ tool: 'aws.ec2.stopInstances', input: { instanceIds: idsOf(idle), ...aws.here } }] };

/** What was begun is known also when it is not over in time. */
export async function settled<T>(work: Promise<T>, undo: Undo): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof FailureError && undo !== 'nothing-changed') throw new PartlyDone(error.failure, undo);
    throw error;
  }
}
