import { CreateAddonCommand, CreateClusterCommand } from '@aws-sdk/client-eks';
import { CreateDBInstanceCommand } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Tool } from '../../../src/domain/tool.ts';
import { awsTools } from '../../../src/tools/aws/all.ts';
import { call } from '../../support/drive-tool.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { plant } from '../../support/tree.ts';
import { type Clients, clientsOf } from './clients.ts';
import { newBucket, put } from './s3-world.ts';
import { workplaceOf, world } from './support.ts';

let moto: Moto;
let aws: Clients;
beforeAll(async () => {
  moto = await startMoto();
  aws = clientsOf(moto.url);
});
afterAll(async () => moto?.[Symbol.asyncDispose]());

test('clusters are listed, and one is shown', async () => {
  const config = { roleArn: 'arn:aws:iam::123456789012:role/eks', resourcesVpcConfig: { subnetIds: [], endpointPublicAccess: true } };
  const { eks } = clientsOf(moto.direct);
  for (let n = 6; n < 9; n++) await eks.send(new CreateClusterCommand({ name: `cluster-${n}`, version: '1.33', ...config }));
  await aws.eks.send(new CreateAddonCommand({ clusterName: 'cluster-7', addonName: 'vpc-cni' }));
  const w = world(moto.env);
  expect((await call(w, 'aws.eks.listClusters', {})).output.clusters).toHaveLength(3);
  expect((await call(w, 'aws.eks.showCluster', { cluster: 'cluster-7' })).output).toMatchObject({
    cluster: 'cluster-7',
    status: 'ACTIVE',
    addons: ['vpc-cni'],
  });
  expect((await call(w, 'aws.eks.showCluster', { cluster: 'none' })).failure?.message).toBe('There is no EKS cluster none in eu-central-1.');
});

test('databases are listed over all pages, and one is shown without its password', async () => {
  const base = { DBInstanceClass: 'db.t3.micro', MasterUsername: 'owner', MasterUserPassword: 'not-to-be-seen', AllocatedStorage: 10 };
  for (let n = 0; n < 110; n++)
    await aws.rds.send(
      new CreateDBInstanceCommand({ ...base, DBInstanceIdentifier: `db-${n}`, Engine: n % 2 === 0 ? 'postgres' : 'mysql', BackupRetentionPeriod: 7 }),
    );
  const w = world(moto.env);
  expect((await call(w, 'aws.rds.listInstances', {})).output.instances).toHaveLength(110);
  expect((await call(w, 'aws.rds.listInstances', { engine: 'mysql' })).output.instances).toHaveLength(55);
  const shown = await call(w, 'aws.rds.showInstance', { instance: 'db-4' });
  expect(shown.output).toMatchObject({ instance: 'db-4', engine: 'postgres', backupDays: 7, status: 'available' });
  expect(JSON.stringify(shown.events)).not.toContain('not-to-be-seen');
  expect((await call(w, 'aws.rds.showInstance', { instance: 'none' })).failure?.code).toBe('aws/not-found');
});

interface Inspected {
  readonly tool: string;
  readonly input: (bucket: string) => object;
  /** What it says before and after the step is run. */
  readonly says: readonly [string, string];
}

const inspected: readonly Inspected[] = [
  { tool: 'aws.iam.createRole', input: () => ({ role: 'inspected', trusts: 'ec2.amazonaws.com' }), says: ['not-started', 'done'] },
  { tool: 'aws.iam.attachPolicy', input: () => ({ role: 'inspected', policy: 'ReadOnlyAccess' }), says: ['not-started', 'done'] },
  { tool: 'aws.iam.detachPolicy', input: () => ({ role: 'inspected', policy: 'ReadOnlyAccess' }), says: ['not-started', 'done'] },
  { tool: 'aws.iam.deleteRole', input: () => ({ role: 'inspected' }), says: ['unknown', 'done'] },
  { tool: 'aws.s3.putObject', input: (bucket) => ({ path: 'a.txt', bucket, key: 'new.txt' }), says: ['not-started', 'done'] },
  { tool: 'aws.s3.copyObject', input: (bucket) => ({ sourceBucket: bucket, sourceKey: 'there.txt', bucket, key: 'copy.txt' }), says: ['not-started', 'done'] },
  { tool: 'aws.s3.deleteObject', input: (bucket) => ({ bucket, key: 'there.txt' }), says: ['not-started', 'done'] },
  { tool: 'aws.s3.sync', input: (bucket) => ({ source: 'site', destination: `s3://${bucket}/site` }), says: ['unknown', 'done'] },
];

test('after a crash each tool can tell whether its step was done', async () => {
  const bucket = await newBucket(aws);
  await put(aws, bucket, { 'there.txt': 'there' });
  const w = world(moto.env);
  plant(w.folder, { 'a.txt': 'a', 'site/b.txt': 'b' });
  for (const { tool: name, input, says } of inspected) {
    const tool = awsTools.find((t) => t.name === name) as Tool;
    const given = tool.input.parse(input(bucket));
    const before = await tool.inspect?.(given, workplaceOf(w));
    expect([name, (await call(w, name, input(bucket))).failure]).toEqual([name, undefined]);
    expect([name, before, await tool.inspect?.(given, workplaceOf(w))]).toEqual([name, ...says]);
  }
});

test('nothing that a run writes down holds a key', async () => {
  const bucket = await newBucket(aws);
  const w = world({
    ...moto.env,
    AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00',
    AWS_SECRET_ACCESS_KEY: 'the-secret-of-this-test',
    AWS_SESSION_TOKEN: 'the-token-of-this-test',
  });
  plant(w.folder, { 'a.txt': 'a' });
  for (const [tool, input] of [
    ['aws.sts.getIdentity', {}],
    ['aws.s3.putObject', { path: 'a.txt', bucket }],
    ['aws.s3.listBuckets', {}],
    ['aws.ec2.showInstance', { instanceId: 'i-0123456789abcdef0' }],
  ] as const)
    expect(JSON.stringify(await call(w, tool, input))).not.toMatch(/AKIAEXAMPLE|the-secret-of|the-token-of|X-Amz-Signature/);
});
