import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeInstancesCommand,
  DescribeVpcsCommand,
  ModifyInstanceAttributeCommand,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { call } from '../../support/drive-tool.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { type Clients, clientsOf } from './clients.ts';
import { otherAccount, rollBack, told, world } from './support.ts';

let moto: Moto;
let aws: Clients;
beforeAll(async () => {
  moto = await startMoto();
  aws = clientsOf(moto.url);
});
afterAll(async () => moto?.[Symbol.asyncDispose]());

const image = 'ami-12c6146b';

async function instance(
  name: string,
  options: { readonly off?: boolean; readonly groups?: readonly string[]; readonly region?: string } = {},
): Promise<string> {
  const { ec2 } = options.region === undefined ? aws : clientsOf(moto.url, options.region);
  const made = await ec2.send(
    new RunInstancesCommand({
      ImageId: image,
      MinCount: 1,
      MaxCount: 1,
      InstanceType: 't3.micro',
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
      ...(options.groups === undefined ? {} : { SecurityGroupIds: [...options.groups] }),
    }),
  );
  const id = made.Instances?.[0]?.InstanceId ?? '';
  if (options.off) await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
  return id;
}

const stateOf = async (id: string): Promise<string> => {
  const found = await aws.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return found.Reservations?.[0]?.Instances?.[0]?.State?.Name ?? 'none';
};

const inWords = (text: string, id: string): string =>
  text
    .replaceAll(id, '<id>')
    .replaceAll(/(vol|sg)-[0-9a-f]+/g, '<$1>')
    .replaceAll(/\d+\.\d+\.\d+\.\d+(?!\/)/g, '<ip>');

test('a stopped instance is started, and stopped again by rolling back', async () => {
  const id = await instance('web', { off: true });
  const w = world(moto.env);
  const done = await call(w, 'aws.ec2.startInstances', { instanceIds: [id] });
  expect(done.failure).toBeUndefined();
  expect(inWords(told(done.preview), id)).toMatchInlineSnapshot(`
    "Start <id> (web) in account 123456789012, eu-central-1
    update ec2-instance <id> []
    ! A running instance is billed by the second, besides its volumes
    ! <id> (web) gets another public address than before, if it gets one
    undo: aws.ec2.stopInstances"
  `);
  expect(done.preview?.target).toEqual({
    system: 'aws',
    label: 'AWS account 123456789012, eu-central-1',
    facts: { account: '123456789012', region: 'eu-central-1' },
    exclusive: [`aws:123456789012/eu-central-1/ec2/${id}`],
  });
  expect(done.output).toEqual({ instances: [{ instanceId: id, before: 'stopped', state: 'running' }] });
  expect(done.verdict).toEqual({ met: true });
  expect(await rollBack(w, done)).toBe('succeeded');
  expect(await stateOf(id)).toBe('stopped');
});

test('a running instance is stopped, and started again by rolling back; one that was off stays off', async () => {
  const [on, off] = [await instance('api'), await instance('old', { off: true })];
  const w = world(moto.env);
  const done = await call(w, 'aws.ec2.stopInstances', { instanceIds: [on, off], force: true });
  expect(inWords(told(done.preview), on)).toMatchInlineSnapshot(`
    "Stop <id> (api) in account 123456789012, eu-central-1
    update ec2-instance <id> [scales-to-zero] it is not reachable until it is started
    ! Forced: the operating system has no time to write what is in memory to disk
    ! <id> (api) loses its public address <ip>, unless it is an Elastic IP
    undo: aws.ec2.startInstances"
  `);
  expect([done.status, done.verdict]).toEqual(['succeeded', { met: true }]);
  expect([await stateOf(on), await stateOf(off)]).toEqual(['stopped', 'stopped']);
  expect(await rollBack(w, done)).toBe('succeeded');
  expect([await stateOf(on), await stateOf(off)]).toEqual(['running', 'stopped']);
});

test('a reboot says that it can’t be taken back', async () => {
  const id = await instance('web');
  const done = await call(world(moto.env), 'aws.ec2.rebootInstances', { instanceIds: [id] });
  expect(inWords(told(done.preview), id)).toMatchInlineSnapshot(`
    "Reboot <id> (web) in account 123456789012, eu-central-1
    update ec2-instance <id> [restarts]
    undo: impossible, a reboot is over once it has happened; the instances and their disks stay"
  `);
  expect([done.status, done.verdict, await stateOf(id)]).toEqual(['succeeded', { met: true }, 'running']);
});

test('terminating says what goes with it and that it is final', async () => {
  const id = await instance('db');
  const done = await call(world(moto.env), 'aws.ec2.terminateInstances', { instanceIds: [id] });
  expect(inWords(told(done.preview), id)).toMatchInlineSnapshot(`
    "Terminate <id> (db) in account 123456789012, eu-central-1
    delete ec2-instance <id> [stateful deletes-data cascades] 1 volume goes with it: <vol>
    undo: impossible, a terminated instance can’t be brought back; only a new one can be made, from an image or a snapshot if there is one"
  `);
  expect(done.failure).toBeUndefined();
  expect([done.status, done.verdict, await stateOf(id)]).toEqual(['succeeded', { met: true }, 'terminated']);
});

test('what is protected, gone, in the wrong state or not there is known before anyone approves', async () => {
  const guarded = await instance('guarded');
  await aws.ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: guarded, DisableApiTermination: { Value: true } }));
  const off = await instance('off', { off: true });
  const w = world(moto.env);
  const failures = await Promise.all([call(w, 'aws.ec2.terminateInstances', { instanceIds: [guarded] }).then((c) => c.failure?.code)]);
  expect(failures).toEqual(['aws/protected']);
  expect((await call(w, 'aws.ec2.rebootInstances', { instanceIds: [off] })).failure?.code).toBe('aws/wrong-state');
  const none = await call(w, 'aws.ec2.stopInstances', { instanceIds: ['i-0123456789abcdef0'] });
  expect(none.failure?.message).toBe('There is no instance i-0123456789abcdef0 in eu-central-1.');
  expect(await stateOf(guarded)).toBe('running');
});

test('an instance that would be open to the internet is named with what is open', async () => {
  const vpc = (await aws.ec2.send(new DescribeVpcsCommand({}))).Vpcs?.[0]?.VpcId;
  const group = await aws.ec2.send(new CreateSecurityGroupCommand({ GroupName: 'open', Description: 'open', VpcId: vpc }));
  await aws.ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: group.GroupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  );
  const id = await instance('bastion', { off: true, groups: [group.GroupId ?? ''] });
  const w = world(moto.env);
  const done = await call(w, 'aws.ec2.startInstances', { instanceIds: [id] });
  expect(inWords(told(done.preview), id)).toContain('<id> (bastion): <sg> lets anyone on the internet in on tcp 22');
  const groups = await call(w, 'aws.ec2.listSecurityGroups', { groupIds: [group.GroupId] });
  expect(groups.output.groups[0]).toMatchObject({ name: 'open', ingress: ['tcp 22 from 0.0.0.0/0'] });
});

test.each(['another account', 'another region'])('%s between the yes and the run: nothing is done', async (what) => {
  const id = await instance('web');
  const w = world(moto.env);
  const done = await call(
    w,
    'aws.ec2.stopInstances',
    { instanceIds: [id] },
    {
      meanwhile: async () => {
        if (what === 'another account') await otherAccount(moto, w.env);
        else w.env.AWS_REGION = 'eu-west-1';
      },
    },
  );
  // There is no such instance where it would now be stopped.
  expect(done.failure?.code).toBe('aws/not-found');
  expect(await stateOf(id)).toBe('running');
});

test('a guard for another account is refused before anything is asked of it', async () => {
  const id = await instance('web');
  const done = await call(world(moto.env), 'aws.ec2.stopInstances', { instanceIds: [id], account: '222222222222' });
  expect(done.failure?.code).toBe('aws/account-other');
});

test('lists are read to the end over many pages, and filtered by AWS', async () => {
  const region = 'us-west-2';
  const { ec2 } = clientsOf(moto.url, region);
  const tags = (value: string) => [{ ResourceType: 'instance' as const, Tags: [{ Key: 'env', Value: value }] }];
  for (const [n, value] of [
    [900, 'dev'],
    [150, 'prod*'],
  ] as const)
    await ec2.send(new RunInstancesCommand({ ImageId: image, MinCount: n, MaxCount: n, TagSpecifications: tags(value) }));
  const w = world(moto.env);
  expect((await call(w, 'aws.ec2.listInstances', { region })).output.instances).toHaveLength(1050);
  expect((await call(w, 'aws.ec2.listInstances', { region, tags: { env: 'dev' }, state: 'running' })).output.instances).toHaveLength(900);
  const [one] = (await call(w, 'aws.ec2.listInstances', { region })).output.instances;
  const shown = await call(w, 'aws.ec2.showInstance', { region, instanceId: one.instanceId });
  expect(shown.output).toMatchObject({ instanceId: one.instanceId, state: 'running', tags: { env: 'dev' } });
});

test('images are listed by owner, the newest first', async () => {
  const listed = await call(world(moto.env), 'aws.ec2.listImages', { owner: 'amazon', architecture: 'arm64' });
  expect(listed.failure).toBeUndefined();
  expect(listed.output.images.length).toBeGreaterThan(0);
  expect(new Set(listed.output.images.map((i: { architecture: string }) => i.architecture))).toEqual(new Set(['arm64']));
  const made = listed.output.images.map((i: { createdAt: string }) => i.createdAt);
  expect(made).toEqual([...made].sort().reverse());
});
