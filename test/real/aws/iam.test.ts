import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateInstanceProfileCommand,
  CreateLoginProfileCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  DetachRolePolicyCommand,
  EnableMFADeviceCommand,
  ListAttachedGroupPoliciesCommand,
  ListVirtualMFADevicesCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  UploadSSHPublicKeyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { digestOf } from '../../../src/base/hash.ts';
import { comparablePolicy, findPolicy } from '../../../src/tools/aws/iam/policy.ts';
import { comparable, findRole } from '../../../src/tools/aws/iam/role.ts';
import { comparableUser, findUser } from '../../../src/tools/aws/iam/user.ts';
import { openSession } from '../../../src/tools/aws/session.ts';
import { call } from '../../support/drive-tool.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { plant } from '../../support/tree.ts';
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

const ownArn = (name: string, path = '/') => `arn:aws:iam::123456789012:policy${path}${name}`;
/** All of a policy but its id and dates. */
async function policyState(w: World, arn: string): Promise<string> {
  const seen = await findPolicy(arn, await openSession({}, workplaceOf(w)));
  return seen === undefined ? 'none' : digestOf(comparablePolicy(seen.document));
}

/** All of a user that can be made again, and how many credentials it has. */
async function userState(w: World, name: string): Promise<string> {
  const seen = await findUser(name, await openSession({}, workplaceOf(w)));
  return seen === undefined ? 'none' : digestOf([comparableUser(seen.document), seen.credentials.keys.length, seen.credentials.password]);
}

async function groupState(_w: World, GroupName: string): Promise<string> {
  const { AttachedPolicies = [] } = await aws.iam.send(new ListAttachedGroupPoliciesCommand({ GroupName }));
  return AttachedPolicies.map((one) => one.PolicyArn).join(', ');
}

interface Case {
  readonly what: string;
  readonly tool: string;
  /** What it changes: a role by its name, a policy by its ARN, a user or a group by its kind and name. */
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

const deploy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Sid: 'Ship', Effect: 'Allow', Action: ['lambda:*', 'iam:PassRole'], Resource: '*' },
    { Effect: 'Deny', Action: 'lambda:DeleteFunction', Resource: '*' },
  ],
});

const policyCases: readonly Case[] = [
  {
    what: 'a policy of two actions on one folder',
    tool: 'aws.iam.createPolicy',
    role: ownArn('read-logs'),
    input: { policy: 'read-logs', actions: ['s3:GetObject', 's3:ListBucket'], resources: ['arn:aws:s3:::logs/*'], description: 'Reads' },
    asks: `
      Create the IAM policy read-logs with 1 statement in account 123456789012
      create iam-policy read-logs [] nobody has it until it is attached
      undo: aws.iam.takeBackPolicy`,
  },
  {
    what: 'a policy from a file by which one can get more',
    tool: 'aws.iam.createPolicy',
    role: ownArn('deploy'),
    input: { policy: 'deploy', path: 'iam/deploy.json' },
    asks: `
      Create the IAM policy deploy with 2 statements in account 123456789012
      create iam-policy deploy [widens-access privileged] nobody has it until it is attached
      ! Whoever has it can give themselves more: iam:PassRole with lambda:CreateFunction and lambda:UpdateFunctionCode
      ! It allows lambda:*: more than one task needs, and whatever AWS adds to it
      ! It is not bound to certain resources: "Resource" is "*", or all but some
      undo: aws.iam.takeBackPolicy`,
  },
  {
    what: 'a new policy that allows everything',
    tool: 'aws.iam.createPolicy',
    role: ownArn('all'),
    input: { policy: 'all', document: '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}' },
    asks: `
      Create the IAM policy all with 1 statement in account 123456789012
      create iam-policy all [widens-access privileged] nobody has it until it is attached
      ! It allows everything, or all of IAM: whoever has it is an administrator
      undo: aws.iam.takeBackPolicy`,
  },
  {
    what: 'a policy that nobody has',
    tool: 'aws.iam.deletePolicy',
    role: ownArn('unused'),
    prepare: () => aws.iam.send(new CreatePolicyCommand({ PolicyName: 'unused', PolicyDocument: deploy })),
    input: { policy: ownArn('unused') },
    asks: `
      Delete the IAM policy unused in account 123456789012
      delete iam-policy unused [] nobody has it
      ! Made again it has another unique id and date
      undo: aws.iam.restorePolicy`,
  },
  {
    what: 'a policy with versions that a role, a user and a group have',
    tool: 'aws.iam.deletePolicy',
    role: ownArn('shared', '/team/'),
    prepare: async () => {
      const PolicyArn = ownArn('shared', '/team/');
      const Tags = [{ Key: 'team', Value: 'blue' }];
      await aws.iam.send(new CreatePolicyCommand({ PolicyName: 'shared', Path: '/team/', Description: 'For all', PolicyDocument: deploy, Tags }));
      const narrow = (action: string) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }] });
      await aws.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: narrow('s3:GetObject'), SetAsDefault: true }));
      await aws.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: narrow('s3:PutObject'), SetAsDefault: false }));
      await makeRole('shares');
      await aws.iam.send(new CreateUserCommand({ UserName: 'ada' }));
      await aws.iam.send(new CreateGroupCommand({ GroupName: 'blue' }));
      await aws.iam.send(new AttachRolePolicyCommand({ RoleName: 'shares', PolicyArn }));
      await aws.iam.send(new AttachUserPolicyCommand({ UserName: 'ada', PolicyArn }));
      await aws.iam.send(new AttachGroupPolicyCommand({ GroupName: 'blue', PolicyArn }));
    },
    input: { policy: 'shared' },
    asks: `
      Delete the IAM policy shared in account 123456789012
      delete iam-policy shared [cascades] role shares, user ada and group blue can’t do any more what it allows
      ! 2 other versions of it go along; made again they are counted from v1
      ! Made again it has another unique id and date
      undo: aws.iam.restorePolicy`,
  },
];

const userCases: readonly Case[] = [
  {
    what: 'a policy for a user',
    tool: 'aws.iam.attachPolicy',
    role: 'user:reads',
    prepare: () => aws.iam.send(new CreateUserCommand({ UserName: 'reads' })),
    input: { user: 'reads', policy: 'ReadOnlyAccess' },
    asks: `
      Attach ReadOnlyAccess to the user reads in account 123456789012
      create iam-user-policy-attachment reads/ReadOnlyAccess [widens-access] reads may then do what ReadOnlyAccess allows
      undo: aws.iam.detachPolicy`,
  },
  {
    what: 'everything for a group',
    tool: 'aws.iam.attachPolicy',
    role: 'group:bosses',
    prepare: () => aws.iam.send(new CreateGroupCommand({ GroupName: 'bosses' })),
    input: { group: 'bosses', policy: 'AdministratorAccess' },
    asks: `
      Attach AdministratorAccess to the group bosses in account 123456789012
      create iam-group-policy-attachment bosses/AdministratorAccess [widens-access privileged] everyone in bosses may then do everything, or give it to themselves
      ! AdministratorAccess allows everything, or all of IAM
      undo: aws.iam.detachPolicy`,
  },
  {
    what: 'a policy taken from a user',
    tool: 'aws.iam.detachPolicy',
    role: 'user:loses',
    prepare: async () => {
      await aws.iam.send(new CreateUserCommand({ UserName: 'loses' }));
      await aws.iam.send(new AttachUserPolicyCommand({ UserName: 'loses', PolicyArn: readOnly }));
    },
    input: { user: 'loses', policy: readOnly },
    asks: `
      Detach ReadOnlyAccess from the user loses in account 123456789012
      delete iam-user-policy-attachment loses/ReadOnlyAccess [] loses can’t do any more what ReadOnlyAccess allowed
      undo: aws.iam.attachPolicy`,
  },
  {
    what: 'a policy taken from a group',
    tool: 'aws.iam.detachPolicy',
    role: 'group:narrowed',
    prepare: async () => {
      await aws.iam.send(new CreateGroupCommand({ GroupName: 'narrowed' }));
      await aws.iam.send(new AttachGroupPolicyCommand({ GroupName: 'narrowed', PolicyArn: readOnly }));
    },
    input: { group: 'narrowed', policy: 'ReadOnlyAccess' },
    asks: `
      Detach ReadOnlyAccess from the group narrowed in account 123456789012
      delete iam-group-policy-attachment narrowed/ReadOnlyAccess [] who is in narrowed can’t do any more what ReadOnlyAccess allowed
      undo: aws.iam.attachPolicy`,
  },
  {
    what: 'a user by itself',
    tool: 'aws.iam.createUser',
    role: 'user:plain',
    input: { user: 'plain', path: '/team/' },
    asks: `
      Create the IAM user plain, in account 123456789012
      create iam-user plain [] nobody can sign in as plain until there is a password or an access key; it has no permissions yet
      undo: aws.iam.takeBackUser`,
  },
  {
    what: 'a user in two groups',
    tool: 'aws.iam.createUser',
    role: 'user:member',
    prepare: async () => {
      for (const GroupName of ['ones', 'twos']) await aws.iam.send(new CreateGroupCommand({ GroupName }));
    },
    input: { user: 'member', groups: ['ones', 'twos'] },
    asks: `
      Create the IAM user member in ones and twos, in account 123456789012
      create iam-user member [widens-access] nobody can sign in as member until there is a password or an access key; it may do what ones and twos may
      undo: aws.iam.takeBackUser`,
  },
  {
    what: 'a user with groups and policies that nobody signs in as',
    tool: 'aws.iam.deleteUser',
    role: 'user:retired',
    prepare: async () => {
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:a%20b' }] });
      await aws.iam.send(new CreateUserCommand({ UserName: 'retired', Path: '/old/', Tags: [{ Key: 'team', Value: 'blue' }] }));
      await aws.iam.send(new CreateGroupCommand({ GroupName: 'olds' }));
      await aws.iam.send(new AddUserToGroupCommand({ GroupName: 'olds', UserName: 'retired' }));
      await aws.iam.send(new AttachUserPolicyCommand({ UserName: 'retired', PolicyArn: readOnly }));
      await aws.iam.send(new PutUserPolicyCommand({ UserName: 'retired', PolicyName: 'inside', PolicyDocument }));
    },
    input: { user: 'retired' },
    asks: `
      Delete the IAM user retired in account 123456789012
      delete iam-user retired [cascades] whoever signs in as retired can’t any more; taken off it first: group olds, ReadOnlyAccess and inside (inline)
      ! Made again it has another unique id: policies elsewhere that name it as principal have to be saved anew
      undo: aws.iam.restoreUser`,
  },
];

test.each([...cases, ...policyCases, ...userCases])('$what: done, looked at again, taken back', async ({ tool, role, input, prepare, asks }) => {
  const w = world(moto.env);
  plant(w.folder, { 'iam/deploy.json': deploy, 'iam/broken.json': '{"Version": "2012-10-17"' });
  const [kind, name = ''] = role.split(':');
  const state = () =>
    kind === 'arn' ? policyState(w, role) : kind === 'user' ? userState(w, name) : kind === 'group' ? groupState(w, name) : roleState(w, role);
  await prepare?.();
  const before = await state();
  const done = await call(w, tool, input);
  expect(done.failure).toBeUndefined();
  expect(told(done.preview)).toBe(asks.trim().replaceAll(/^ {6}/gm, ''));
  expect(done.preview?.target?.facts.account).toBe('123456789012');
  expect([done.status, done.verdict]).toEqual(['succeeded', { met: true }]);
  expect(await state()).not.toBe(before);
  expect(await rollBack(w, done)).toBe('succeeded');
  expect(await state()).toBe(before);
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

test('a policy that IAM would not take is refused with all that is wrong, one that somebody got since is not taken back', async () => {
  const w = world(moto.env);
  plant(w.folder, { 'iam/deploy.json': deploy, 'iam/broken.json': '{"Version": "2012-10-17"' });
  const failure = async (tool: string, input: object) => (await call(w, tool, input)).failure;
  const problems = async (input: object) =>
    (await failure('aws.iam.createPolicy', { policy: 'wrong', ...input }))?.problems?.map((p) => `${p.path}: ${p.message}`);
  const broken = { Version: '2012', Statement: [{ Effect: 'allow', Action: 'GetObject', Principal: '*' }] };
  expect(await problems({ document: JSON.stringify(broken) })).toEqual([
    'Version: "2012-10-17" is the version of the policy language that IAM takes',
    'Statement[0].Principal: who is meant is said by attaching the policy, not in it',
    'Statement[0].Effect: "Allow" or "Deny"',
    'Statement[0].Action: an action such as "s3:GetObject"',
    'Statement[0].Resource: one of Resource and NotResource is needed',
  ]);
  expect((await problems({ path: 'iam/broken.json' }))?.[0]).toContain('iam/broken.json: it is not JSON');
  expect(await problems({})).toEqual([': say what it allows: a file with the document, the document, or actions and resources']);
  expect(await problems({ actions: ['s3:GetObject'] })).toEqual(['resources: say on which resources, by ARN; ["*"] is all of them']);
  expect(await problems({ path: 'iam/deploy.json', document: deploy })).toEqual([': a file, a document or actions: one of them says what it allows']);
  expect((await failure('aws.iam.createPolicy', { policy: 'wrong', path: '../deploy.json' }))?.code).toBe('files/outside-workspace');
  expect((await failure('aws.iam.createPolicy', { policy: 'wrong', path: 'iam/none.json' }))?.code).toBe('files/not-found');
  expect((await failure('aws.iam.deletePolicy', { policy: 'ReadOnlyAccess' }))?.code).toBe('aws/protected');
  expect((await failure('aws.iam.deletePolicy', { policy: 'NoSuchPolicyAnywhere' }))?.code).toBe('aws/not-found');

  const made = await call(w, 'aws.iam.createPolicy', { policy: 'wanted', path: 'iam/deploy.json' });
  expect((await failure('aws.iam.createPolicy', { policy: 'wanted', path: 'iam/deploy.json' }))?.code).toBe('aws/already-there');
  await makeRole('wants');
  await aws.iam.send(new AttachRolePolicyCommand({ RoleName: 'wants', PolicyArn: ownArn('wanted') }));
  expect(await rollBack(w, made)).toContain('changed after the run');
  const meanwhile = async () => {
    await aws.iam.send(new DetachRolePolicyCommand({ RoleName: 'wants', PolicyArn: ownArn('wanted') }));
  };
  expect((await call(w, 'aws.iam.deletePolicy', { policy: 'wanted' }, { meanwhile })).failure?.code).toBe('plan/changed-since-approval');
});

test('a user goes with all by which somebody signs in, and that is not said to come back', async () => {
  const w = world(moto.env);
  const UserName = 'leaver';
  await aws.iam.send(new CreateUserCommand({ UserName }));
  const { AccessKey } = await aws.iam.send(new CreateAccessKeyCommand({ UserName }));
  await aws.iam.send(new CreateLoginProfileCommand({ UserName, Password: 'not-to-be-seen' }));
  const { VirtualMFADevice } = await aws.iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }));
  const SerialNumber = VirtualMFADevice?.SerialNumber;
  await aws.iam.send(new EnableMFADeviceCommand({ UserName, SerialNumber, AuthenticationCode1: '123456', AuthenticationCode2: '234567' }));
  await aws.iam.send(new UploadSSHPublicKeyCommand({ UserName, SSHPublicKeyBody: 'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQDexample' }));
  const meanwhile = async () => {
    await aws.iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: readOnly }));
  };
  expect((await call(w, 'aws.iam.deleteUser', { user: UserName }, { meanwhile })).failure?.code).toBe('plan/changed-since-approval');
  const done = await call(w, 'aws.iam.deleteUser', { user: UserName });
  expect([done.failure, done.verdict]).toEqual([undefined, { met: true }]);
  expect(told(done.preview).replaceAll(/used on \d{4}-\d\d-\d\d/g, 'used on <day>')).toBe(
    `
      Delete the IAM user leaver in account 123456789012
      delete iam-user leaver [cascades deletes-key] whoever signs in as leaver can’t any more; taken off it first: ReadOnlyAccess, 1 access key, the password, 1 second factor and 1 SSH key
      ! Made again it has another unique id: policies elsewhere that name it as principal have to be saved anew
      undo: impossible, 1 access key, the password, 1 second factor and 1 SSH key can’t be had again: AWS hands out none of it a second time`
      .trim()
      .replaceAll(/^ {6}/gm, ''),
  );
  expect(JSON.stringify(done.events)).not.toContain(AccessKey?.AccessKeyId);
  expect(await userState(w, UserName)).toBe('none');
  const { VirtualMFADevices = [] } = await aws.iam.send(new ListVirtualMFADevicesCommand({}));
  expect(VirtualMFADevices.map((one) => one.SerialNumber)).not.toContain(SerialNumber);
});

test('a user that is there already, that somebody signs in as since, or that is oneself', async () => {
  const w = world(moto.env);
  const failure = async (tool: string, input: object) => (await call(w, tool, input)).failure;
  const made = await call(w, 'aws.iam.createUser', { user: 'used' });
  expect((await failure('aws.iam.createUser', { user: 'used' }))?.code).toBe('aws/already-there');
  expect((await failure('aws.iam.createUser', { user: 'other', groups: ['nowhere'] }))?.code).toBe('aws/not-found');
  expect((await failure('aws.iam.deleteUser', { user: 'nobody' }))?.code).toBe('aws/not-found');
  expect((await failure('aws.iam.attachPolicy', { user: 'nobody', policy: readOnly }))?.code).toBe('aws/not-found');
  expect((await failure('aws.iam.detachPolicy', { group: 'nowhere', policy: readOnly }))?.code).toBe('aws/not-found');
  await aws.iam.send(new CreateLoginProfileCommand({ UserName: 'used', Password: 'not-to-be-seen' }));
  expect(await rollBack(w, made)).toContain('changed after the run');

  const { AccessKey } = await aws.iam.send(new CreateAccessKeyCommand({ UserName: 'used' }));
  const own = world({ ...moto.env, AWS_ACCESS_KEY_ID: AccessKey?.AccessKeyId ?? '', AWS_SECRET_ACCESS_KEY: AccessKey?.SecretAccessKey ?? '' });
  expect((await call(own, 'aws.iam.deleteUser', { user: 'used' })).failure?.code).toBe('aws/protected');
});

test('a policy and a user are shown whole, without what would let anybody in', async () => {
  const w = world(moto.env);
  const PolicyArn = ownArn('seen');
  await aws.iam.send(new CreatePolicyCommand({ PolicyName: 'seen', PolicyDocument: deploy }));
  const other = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' }] });
  await aws.iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: other, SetAsDefault: true }));
  await aws.iam.send(new CreateUserCommand({ UserName: 'kim', Tags: [{ Key: 'team', Value: 'blue' }] }));
  await aws.iam.send(new CreateGroupCommand({ GroupName: 'green' }));
  await aws.iam.send(new AddUserToGroupCommand({ GroupName: 'green', UserName: 'kim' }));
  await aws.iam.send(new AttachUserPolicyCommand({ UserName: 'kim', PolicyArn }));
  await aws.iam.send(new PutUserPolicyCommand({ UserName: 'kim', PolicyName: 'inside', PolicyDocument: other }));
  const { AccessKey } = await aws.iam.send(new CreateAccessKeyCommand({ UserName: 'kim' }));
  await aws.iam.send(new CreateLoginProfileCommand({ UserName: 'kim', Password: 'not-to-be-seen' }));

  const policy = await call(w, 'aws.iam.showPolicy', { policy: 'seen' });
  expect(policy.summary).toBe('seen, 2 versions: user kim has it.');
  expect(policy.output).toMatchObject({ managedBy: 'account', version: 'v2', document: JSON.parse(other), reach: [], attachedTo: ['user kim'], boundaryOf: 0 });
  const first = await call(w, 'aws.iam.showPolicy', { policy: PolicyArn, version: 'v1' });
  expect([first.output.version, first.output.document, first.output.reach.length]).toEqual(['v1', JSON.parse(deploy), 3]);
  expect((await call(w, 'aws.iam.showPolicy', { policy: 'seen', version: 'v7' })).failure?.code).toBe('aws/not-found');
  expect((await call(w, 'aws.iam.showPolicy', { policy: 'ReadOnlyAccess' })).output).toMatchObject({ managedBy: 'aws', arn: readOnly });

  const user = await call(w, 'aws.iam.showUser', { user: 'kim' });
  expect(user.summary).toBe('kim: in green, 2 policies of its own, 1 active access key, a password without a second factor.');
  expect(user.output).toMatchObject({ groups: ['green'], policies: [PolicyArn], inline: { inside: JSON.parse(other) }, tags: { team: 'blue' } });
  expect(user.output.accessKeys).toMatchObject([{ ends: AccessKey?.AccessKeyId?.slice(-4), active: true }]);
  expect(JSON.stringify(user.events)).not.toContain(AccessKey?.AccessKeyId);
  expect((await call(w, 'aws.iam.showUser', { user: 'nobody' })).failure?.code).toBe('aws/not-found');
});

test('users, roles and policies are listed over all pages, and a role is shown whole', async () => {
  const w = world(moto.env);
  for (let n = 0; n < 130; n++) await Promise.all([makeRole(`many-${n}`), aws.iam.send(new CreateUserCommand({ UserName: `user-${n}` }))]);
  const users = (await call(w, 'aws.iam.listUsers', {})).output.users as { name: string }[];
  expect(users.filter(({ name }) => name.startsWith('user-'))).toHaveLength(130);
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
