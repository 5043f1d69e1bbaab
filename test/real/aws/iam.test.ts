import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DetachRolePolicyCommand,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digestOf } from '../../../src/base/hash.ts';
import { comparable, findRole } from '../../../src/tools/aws/iam/role.ts';
import { openSession } from '../../../src/tools/aws/session.ts';
import { call } from '../../support/drive-tool.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { type Clients, clientsOf } from './clients.ts';
import { otherAccount, rollBack, told, type World, workplaceOf, world } from './support.ts';

let moto: Moto;
let aws: Clients;
beforeAll(async () => {
  moto = await startMoto();
  aws = clientsOf(moto.url);
});
afterAll(async () => moto?.[Symbol.asyncDispose]());

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const makeRole = (RoleName: string) => aws.iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust }));

/** All of a role but its id and dates, which no undo brings back. */
async function roleState(w: World, name: string): Promise<string> {
  const seen = await findRole(name, await openSession({}, workplaceOf(w)));
  return seen === undefined ? 'none' : digestOf(comparable(seen.document));
}

interface Case {
  readonly what: string;
  readonly tool: string;
  readonly role: string;
  readonly input: object;
  readonly prepare?: () => Promise<unknown>;
  /** What the approval shows. */
  readonly asks: string;
}

const cases: readonly Case[] = [
  {
    what: 'a role for a service',
    tool: 'aws.iam.createRole',
    role: 'fresh',
    input: { role: 'fresh', trusts: 'lambda.amazonaws.com', description: 'For "jobs" & <more>' },
    asks: `
      Create the IAM role fresh, which lambda.amazonaws.com may assume, in account 123456789012
      create iam-role fresh [] lambda.amazonaws.com may become this role; it has no permissions yet
      undo: aws.iam.takeBackRole`,
  },
  {
    what: 'a role for another account',
    tool: 'aws.iam.createRole',
    role: 'visitor',
    input: { role: 'visitor', trusts: '210987654321' },
    asks: `
      Create the IAM role visitor, which 210987654321 may assume, in account 123456789012
      create iam-role visitor [widens-access] whoever account 210987654321 lets may become this role
      ! Account 210987654321 is not this account: what the role may do, it may then do
      undo: aws.iam.takeBackRole`,
  },
  {
    what: 'a policy given by name',
    tool: 'aws.iam.attachPolicy',
    role: 'reader',
    prepare: () => makeRole('reader'),
    input: { role: 'reader', policy: 'ReadOnlyAccess' },
    asks: `
      Attach ReadOnlyAccess to the role reader in account 123456789012
      create iam-role-policy-attachment reader/ReadOnlyAccess [widens-access] whoever is reader may then do what ReadOnlyAccess allows
      undo: aws.iam.detachPolicy`,
  },
  {
    what: 'a policy that allows everything',
    tool: 'aws.iam.attachPolicy',
    role: 'boss',
    prepare: () => makeRole('boss'),
    input: { role: 'boss', policy: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    asks: `
      Attach AdministratorAccess to the role boss in account 123456789012
      create iam-role-policy-attachment boss/AdministratorAccess [widens-access privileged] whoever is boss may then do everything, or give it to themselves
      ! AdministratorAccess allows everything, or all of IAM
      undo: aws.iam.detachPolicy`,
  },
  {
    what: 'a policy taken away',
    tool: 'aws.iam.detachPolicy',
    role: 'former',
    prepare: async () => {
      await makeRole('former');
      await aws.iam.send(new AttachRolePolicyCommand({ RoleName: 'former', PolicyArn: readOnly }));
    },
    input: { role: 'former', policy: 'ReadOnlyAccess' },
    asks: `
      Detach ReadOnlyAccess from the role former in account 123456789012
      delete iam-role-policy-attachment former/ReadOnlyAccess [] what runs as former can’t do any more what ReadOnlyAccess allowed
      undo: aws.iam.attachPolicy`,
  },
  {
    what: 'a role with everything a role can have',
    tool: 'aws.iam.deleteRole',
    role: 'rich',
    prepare: async () => {
      await aws.iam.send(
        new CreateRoleCommand({
          RoleName: 'rich',
          Path: '/team/',
          AssumeRolePolicyDocument: trust,
          Description: 'Does it all',
          MaxSessionDuration: 7200,
          PermissionsBoundary: readOnly,
          Tags: [{ Key: 'team', Value: 'blue' }],
        }),
      );
      const own = await aws.iam.send(
        new CreatePolicyCommand({
          PolicyName: 'own',
          Path: '/team/',
          PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:Get*', Resource: '*' }] }),
        }),
      );
      for (const PolicyArn of [readOnly, own.Policy?.Arn]) await aws.iam.send(new AttachRolePolicyCommand({ RoleName: 'rich', PolicyArn }));
      await aws.iam.send(
        new PutRolePolicyCommand({
          RoleName: 'rich',
          PolicyName: 'inside',
          PolicyDocument: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"arn:aws:sqs:*:*:a%20b"}]}',
        }),
      );
      await aws.iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'machines' }));
      await aws.iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'machines', RoleName: 'rich' }));
    },
    input: { role: 'rich' },
    asks: `
      Delete the IAM role rich in account 123456789012
      delete iam-role rich [cascades] what runs as rich loses its permissions; taken off it first: own, ReadOnlyAccess and inside (inline)
      ! The instance profile machines is left without a role: its instances lose their credentials
      ! Made again it has another unique id: policies elsewhere that name it as principal have to be saved anew
      undo: aws.iam.restoreRole`,
  },
];

test.each(cases)('$what: done, looked at again, taken back', async ({ tool, role, input, prepare, asks }) => {
  const w = world(moto.env);
  await prepare?.();
  const before = await roleState(w, role);
  const done = await call(w, tool, input);
  expect(done.failure).toBeUndefined();
  expect(told(done.preview)).toBe(asks.trim().replaceAll(/^ {6}/gm, ''));
  expect(done.preview?.target?.facts.account).toBe('123456789012');
  expect([done.status, done.verdict]).toEqual(['succeeded', { met: true }]);
  expect(await roleState(w, role)).not.toBe(before);
  expect(await rollBack(w, done)).toBe('succeeded');
  expect(await roleState(w, role)).toBe(before);
});

test('another account between the yes and the run is refused by what was approved', async () => {
  const w = world(moto.env);
  const done = await call(w, 'aws.iam.createRole', { role: 'elsewhere', trusts: 'ec2.amazonaws.com' }, { meanwhile: () => otherAccount(moto, w.env) });
  expect(done.failure?.code).toBe('plan/changed-since-approval');
  expect(await roleState(world(moto.env), 'elsewhere')).toBe('none');
});

test('what was attached between the yes and the run is not deleted along', async () => {
  await makeRole('moving');
  const w = world(moto.env);
  const done = await call(
    w,
    'aws.iam.deleteRole',
    { role: 'moving' },
    {
      meanwhile: async () => {
        await aws.iam.send(new AttachRolePolicyCommand({ RoleName: 'moving', PolicyArn: readOnly }));
      },
    },
  );
  expect(done.failure?.code).toBe('plan/changed-since-approval');
});

test('a role that was given something since is not taken back', async () => {
  const w = world(moto.env);
  const done = await call(w, 'aws.iam.createRole', { role: 'grown', trusts: 'ec2.amazonaws.com' });
  await aws.iam.send(new AttachRolePolicyCommand({ RoleName: 'grown', PolicyArn: readOnly }));
  expect(await rollBack(w, done)).toContain('changed after the run');
  await aws.iam.send(new DetachRolePolicyCommand({ RoleName: 'grown', PolicyArn: readOnly }));
  expect(await rollBack(w, done)).toBe('succeeded');
});

test('what is there already, not there, or belongs to a service', async () => {
  const w = world(moto.env);
  await makeRole('there');
  await aws.iam.send(
    new CreateRoleCommand({ RoleName: 'AWSServiceRoleForExample', Path: '/aws-service-role/example.amazonaws.com/', AssumeRolePolicyDocument: trust }),
  );
  const code = async (tool: string, input: object) => (await call(w, tool, input)).failure?.code;
  expect(await code('aws.iam.createRole', { role: 'there', trusts: 'ec2.amazonaws.com' })).toBe('aws/already-there');
  expect(await code('aws.iam.deleteRole', { role: 'AWSServiceRoleForExample' })).toBe('aws/protected');
  expect(await code('aws.iam.deleteRole', { role: 'nobody' })).toBe('aws/not-found');
  expect(await code('aws.iam.attachPolicy', { role: 'there', policy: 'NoSuchPolicyAnywhere' })).toBe('aws/not-found');
  expect(await code('aws.iam.attachPolicy', { role: 'nobody', policy: readOnly })).toBe('aws/not-found');
});

test('users, roles and policies are listed over all pages, and a role is shown whole', async () => {
  const w = world(moto.env);
  for (let n = 0; n < 130; n++) await Promise.all([makeRole(`many-${n}`), aws.iam.send(new CreateUserCommand({ UserName: `user-${n}` }))]);
  expect((await call(w, 'aws.iam.listUsers', {})).output.users).toHaveLength(130);
  expect((await call(w, 'aws.iam.listRoles', { filter: 'many-1*9' })).output.roles.map((r: { role: string }) => r.role).sort()).toEqual([
    'many-109',
    'many-119',
    'many-129',
    'many-19',
  ]);
  expect((await call(w, 'aws.iam.listRoles', { filter: 'MANY-' })).output.roles).toHaveLength(130);
  const managed = await call(w, 'aws.iam.listPolicies', { scope: 'aws' });
  expect(managed.output.policies.length).toBeGreaterThan(500);
  await aws.iam.send(new AttachRolePolicyCommand({ RoleName: 'many-0', PolicyArn: readOnly }));
  expect((await call(w, 'aws.iam.listPolicies', { role: 'many-0' })).output.policies).toMatchObject([{ name: 'ReadOnlyAccess', arn: readOnly }]);
  const shown = await call(w, 'aws.iam.showRole', { role: 'many-0' });
  expect(shown.output).toMatchObject({ role: 'many-0', policies: [readOnly], trust: { Statement: [{ Principal: { Service: 'ec2.amazonaws.com' } }] } });
});

test('who this is', async () => {
  const { output } = await call(world(moto.env), 'aws.sts.getIdentity', {});
  expect(output.account).toBe('123456789012');
});
