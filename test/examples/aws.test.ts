import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeInstancesCommand,
  RunInstancesCommand,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { CreateAddonCommand, CreateClusterCommand } from '@aws-sdk/client-eks';
import {
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  ListAttachedRolePoliciesCommand,
  ListGroupsForUserCommand,
  ListPoliciesCommand,
  ListRolesCommand,
  ListUsersCommand,
} from '@aws-sdk/client-iam';
import { CreateDBInstanceCommand } from '@aws-sdk/client-rds';
import {
  CreateBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { Tool } from '../../src/domain/tool.ts';
import { awsTools } from '../../src/tools/aws/all.ts';
import { type Clients, clientsOf } from '../real/aws/clients.ts';
import { put } from '../real/aws/s3-world.ts';
import { world } from '../real/aws/support.ts';
import { type Moto, startMoto } from '../support/moto.ts';
import { passOnTo, startRecorder } from '../support/recorder.ts';
import { plant, tree } from '../support/tree.ts';
import { makeExamples, type Stage } from './example.ts';

/** One account for all: what an example changes is taken back, or its own. */
let moto: Moto;
let aws: Clients;
let group = '';
let older = '';
beforeAll(async () => {
  moto = await startMoto();
  aws = clientsOf(moto.url);
  const { ec2, s3, iam, eks, rds } = aws;
  const made = await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'The shop from anywhere' }));
  group = made.GroupId ?? '';
  const open = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: group, IpPermissions: [open] }));

  for (const Bucket of ['shop-archive', 'shop-assets', 'shop-scratch'])
    await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }));
  const encryption = { Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' as const } }] };
  await s3.send(new PutBucketEncryptionCommand({ Bucket: 'shop-assets', ServerSideEncryptionConfiguration: encryption }));
  const closed = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
  await s3.send(new PutPublicAccessBlockCommand({ Bucket: 'shop-assets', PublicAccessBlockConfiguration: closed }));
  await s3.send(new PutBucketVersioningCommand({ Bucket: 'shop-assets', VersioningConfiguration: { Status: 'Enabled' } }));
  await put(aws, 'shop-assets', {
    'config/app.json': '{"theme":"light"}\n',
    'img/logo.svg': '<svg/>',
    'robots.txt': 'Disallow: /\n',
    'img/old-logo.svg': '<svg></svg>',
    'site/old.html': 'old',
  });

  await put(aws, 'shop-assets', { 'robots.txt': 'Allow: /\n' });
  const versions = await s3.send(new ListObjectVersionsCommand({ Bucket: 'shop-assets', Prefix: 'robots.txt' }));
  older = versions.Versions?.find((one) => one.IsLatest !== true)?.VersionId ?? '';

  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
  await iam.send(new CreateRoleCommand({ RoleName: 'deployer', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'deployer', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }));
  for (const UserName of ['ci', 'former']) await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new CreateGroupCommand({ GroupName: 'readers' }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'readers', UserName: 'former' }));
  const deploy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['iam:PassRole', 'lambda:*'], Resource: '*' }] };
  const policy = await iam.send(new CreatePolicyCommand({ PolicyName: 'old-deploy', PolicyDocument: JSON.stringify(deploy) }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'deployer', PolicyArn: policy.Policy?.Arn }));

  const config = { roleArn: 'arn:aws:iam::123456789012:role/eks', resourcesVpcConfig: { subnetIds: [], endpointPublicAccess: true } };
  await clientsOf(moto.direct).eks.send(new CreateClusterCommand({ name: 'shop', version: '1.33', ...config }));
  await eks.send(new CreateAddonCommand({ clusterName: 'shop', addonName: 'vpc-cni' }));
  const database = {
    DBInstanceClass: 'db.t3.micro',
    MasterUsername: 'shop',
    MasterUserPassword: 'not-to-be-seen',
    AllocatedStorage: 20,
    BackupRetentionPeriod: 7,
  };
  await rds.send(new CreateDBInstanceCommand({ ...database, DBInstanceIdentifier: 'shop-db', Engine: 'postgres', EngineVersion: '16.4' }));
});
afterAll(async () => moto?.[Symbol.asyncDispose]());

const idOf = 'i-0a1b2c3d4e5f60718';
const groupOf = 'sg-0a1b2c3d4e5f60718';
const versionOf = 'Xq3n4T0aB9vLk2Rw7sYp';

/** moto does not know this one call: it is answered in the shape its reference gives. Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
async function simulator(): Promise<string> {
  const result = (action: string, decision: string) =>
    `<member><EvalActionName>${action}</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>${decision}</EvalDecision></member>`;
  const results = `<EvaluationResults>${result('s3:GetObject', 'allowed')}${result('s3:DeleteObject', 'implicitDeny')}</EvaluationResults>`;
  const body = `<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated>${results}</SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`;
  const onward = passOnTo(moto.url);
  const recorder = await startRecorder((asked) => (asked.body.includes('Action=SimulatePrincipalPolicy') ? { status: 200, body } : onward(asked)));
  onTestFinished(() => recorder[Symbol.asyncDispose]());
  return recorder.url;
}

async function instance(isOff: boolean): Promise<string> {
  const tags = [{ ResourceType: 'instance' as const, Tags: [{ Key: 'Name', Value: 'web' }] }];
  const made = await aws.ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-12c6146b',
      MinCount: 1,
      MaxCount: 1,
      InstanceType: 't3.micro',
      SecurityGroupIds: [group],
      TagSpecifications: tags,
    }),
  );
  const id = made.Instances?.[0]?.InstanceId ?? '';
  if (isOff) await aws.ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
  return id;
}

/** What each service looks like to a person, as far as an example changes it. */
const pictures: Readonly<Record<string, (folder: string, id: string) => Promise<string>>> = {
  ec2: async (_folder, id) => {
    const found = await aws.ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
    return found.Reservations?.[0]?.Instances?.[0]?.State?.Name ?? 'none';
  },
  s3: async (folder) => {
    const lines = [JSON.stringify(tree(folder))];
    for (const { Name } of (await aws.s3.send(new ListBucketsCommand({}))).Buckets ?? []) {
      const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: Name ?? '' }));
      lines.push(`${Name}: ${Contents.map(({ Key, ETag }) => `${Key} ${ETag}`).join(', ')}`);
    }
    return lines.join('\n');
  },
  iam: async () => {
    const lines: string[] = [];
    for (const { RoleName = '' } of (await aws.iam.send(new ListRolesCommand({}))).Roles ?? []) {
      const { AttachedPolicies = [] } = await aws.iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
      lines.push(`${RoleName}: ${AttachedPolicies.map((one) => one.PolicyName).join(', ')}`);
    }
    for (const { UserName = '' } of (await aws.iam.send(new ListUsersCommand({}))).Users ?? []) {
      const { Groups = [] } = await aws.iam.send(new ListGroupsForUserCommand({ UserName }));
      lines.push(`${UserName}: ${Groups.map((one) => one.GroupName).join(', ')}`);
    }
    const { Policies = [] } = await aws.iam.send(new ListPoliciesCommand({ Scope: 'Local' }));
    for (const { Arn, AttachmentCount } of Policies) lines.push(`${Arn}: ${AttachmentCount}`);
    return lines.join('\n');
  },
};

for (const service of ['ec2', 's3', 'iam', 'sts', 'eks', 'rds']) {
  const tools = awsTools.filter((tool: Tool) => tool.name.startsWith(`aws.${service}.`));
  makeExamples(`aws-${service}`, tools, async (tool): Promise<Stage> => {
    const w = world(tool === 'aws.iam.simulatePolicy' ? { ...moto.env, AWS_ENDPOINT_URL: await simulator() } : moto.env);
    plant(w.folder, { 'site/index.html': '<h1>Shop</h1>\n', 'site/app.js': 'start();\n' });
    const id = service === 'ec2' ? await instance(tool === 'aws.ec2.startInstances') : '';
    const names: Record<string, string> = service === 'ec2' ? { [idOf]: id, [groupOf]: group } : service === 's3' ? { [versionOf]: older } : {};
    return { world: w, names, picture: () => pictures[service]?.(w.folder, id) ?? '' };
  });
}
