import { createHash } from 'node:crypto';
import { canaries, leak } from './canaries.ts';
import type { Answer, Recorded } from './recorder.ts';

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const said = xml(leak);
/** Of a name that says it is secret, and of one that does not. */
const tags = (entry: 'member' | 'item' | 'Tag', [key, value]: readonly [string, string] = ['Key', 'Value']): string =>
  [
    ['db_password', canaries.password],
    ['note', said],
  ]
    .map(([name, text]) => `<${entry}><${key}>${name}</${key}><${value}>${text}</${value}></${entry}>`)
    .join('');

const statement = {
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: '*',
  Condition: { StringEquals: { 'aws:token': canaries.password, note: leak } },
};
const policyText = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
const policy = encodeURIComponent(policyText);
const account = 'arn:aws:iam::123456789012';
const at = '<CreateDate>2026-01-01T00:00:00Z</CreateDate>';
const role = `<RoleName>deployer</RoleName><Arn>${account}:role/deployer</Arn><RoleId>AROAEXAMPLE</RoleId><Path>/</Path>${at}<Description>${said}</Description><AssumeRolePolicyDocument>${policy}</AssumeRolePolicyDocument>`;
const user = `<UserName>former</UserName><Arn>${account}:user/former</Arn><UserId>AIDAEXAMPLE</UserId><Path>/</Path>${at}`;
const ownPolicy = `<PolicyName>old-deploy</PolicyName><Arn>${account}:policy/old-deploy</Arn><PolicyId>ANPAEXAMPLE</PolicyId><Path>/</Path><DefaultVersionId>v1</DefaultVersionId><Description>${said}</Description>${at}`;
const version = `<VersionId>v1</VersionId><IsDefaultVersion>true</IsDefaultVersion>${at}`;
const attached = `<AttachedPolicies><member><PolicyName>old-deploy</PolicyName><PolicyArn>${account}:policy/old-deploy</PolicyArn></member></AttachedPolicies>`;

/** What IAM and STS answer to each action. */
const asForms: Readonly<Record<string, string>> = {
  GetCallerIdentity: `<Account>123456789012</Account><Arn>${account}:user/ada</Arn><UserId>AIDAEXAMPLE</UserId>`,
  GetRole: `<Role>${role}</Role>`,
  CreateRole: `<Role>${role}</Role>`,
  ListRoles: `<Roles><member>${role}</member></Roles>`,
  ListRoleTags: `<Tags>${tags('member')}</Tags>`,
  ListRolePolicies: '<PolicyNames><member>inline</member></PolicyNames>',
  GetRolePolicy: `<RoleName>deployer</RoleName><PolicyName>inline</PolicyName><PolicyDocument>${policy}</PolicyDocument>`,
  ListAttachedRolePolicies: attached,
  GetUser: `<User>${user}</User>`,
  CreateUser: `<User>${user}</User>`,
  ListUsers: `<Users><member>${user}</member></Users>`,
  ListUserTags: `<Tags>${tags('member')}</Tags>`,
  ListUserPolicies: '<PolicyNames><member>inline</member></PolicyNames>',
  GetUserPolicy: `<UserName>former</UserName><PolicyName>inline</PolicyName><PolicyDocument>${policy}</PolicyDocument>`,
  ListAttachedUserPolicies: attached,
  GetPolicy: `<Policy>${ownPolicy}</Policy>`,
  CreatePolicy: `<Policy>${ownPolicy}</Policy>`,
  ListPolicies: `<Policies><member>${ownPolicy}</member></Policies>`,
  ListPolicyTags: `<Tags>${tags('member')}</Tags>`,
  ListPolicyVersions: `<Versions><member>${version}</member></Versions>`,
  GetPolicyVersion: `<PolicyVersion>${version}<Document>${policy}</Document></PolicyVersion>`,
  SimulatePrincipalPolicy: `<EvaluationResults><member><EvalActionName>s3:GetObject</EvalActionName><EvalResourceName>${said}</EvalResourceName><EvalDecision>allowed</EvalDecision></member></EvaluationResults>`,
  DescribeDBInstances: `<DBInstances><DBInstance><DBInstanceIdentifier>shop-db</DBInstanceIdentifier><Engine>postgres</Engine><EngineVersion>${said}</EngineVersion><DBInstanceStatus>${said}</DBInstanceStatus><MasterUsername>shop</MasterUsername><Endpoint><Address>${said}</Address><Port>5432</Port></Endpoint></DBInstance></DBInstances>`,
};

const group = `<item><groupId>sg-0a1b2c3d4e5f60718</groupId><groupName>web</groupName><groupDescription>${said}</groupDescription><vpcId>vpc-0123456789abcdef0</vpcId><ipPermissions><item><ipProtocol>tcp</ipProtocol><fromPort>443</fromPort><toPort>443</toPort><ipRanges><item><cidrIp>0.0.0.0/0</cidrIp><description>${said}</description></item></ipRanges></item></ipPermissions></item>`;
const instance = (state: string): string =>
  `<item><instanceId>i-0a1b2c3d4e5f60718</instanceId><imageId>ami-12c6146b</imageId><instanceState><code>16</code><name>${state}</name></instanceState><instanceType>t3.micro</instanceType><launchTime>2026-01-01T00:00:00.000Z</launchTime><placement><availabilityZone>eu-central-1a</availabilityZone></placement><stateReason><message>${said}</message></stateReason><groupSet><item><groupId>sg-0a1b2c3d4e5f60718</groupId><groupName>web</groupName></item></groupSet><tagSet>${tags('item', ['key', 'value'])}<item><key>Name</key><value>${said}</value></item></tagSet></item>`;
const moved =
  '<instancesSet><item><instanceId>i-0a1b2c3d4e5f60718</instanceId><currentState><code>80</code><name>stopping</name></currentState><previousState><code>16</code><name>running</name></previousState></item></instancesSet>';

/** What EC2 does. User data and its like are never asked for: they would be here. */
const ofEc2: Readonly<Record<string, string>> = {
  DescribeInstanceAttribute: `<instanceId>i-0a1b2c3d4e5f60718</instanceId><userData><value>${Buffer.from(leak).toString('base64')}</value></userData><disableApiTermination><value>false</value></disableApiTermination>`,
  DescribeImages: `<imagesSet><item><imageId>ami-12c6146b</imageId><name>${said}</name><description>${said}</description><creationDate>2026-01-01T00:00:00Z</creationDate><tagSet>${tags('item', ['key', 'value'])}</tagSet></item></imagesSet>`,
  DescribeSecurityGroups: `<securityGroupInfo>${group}</securityGroupInfo>`,
  StartInstances: moved,
  StopInstances: moved,
  RebootInstances: '<return>true</return>',
  TerminateInstances: moved,
};

const md5 = (content: string | Buffer): string => createHash('md5').update(content).digest('hex');
const content = leak.repeat(2);
const etag = md5(content);
const objectHeaders = {
  etag: `"${etag}"`,
  'content-length': String(content.length),
  'last-modified': 'Sat, 21 Nov 2026 07:00:00 GMT',
  'content-type': 'text/plain',
  'content-disposition': `attachment; ${leak}`,
  'x-amz-meta-db_password': canaries.password,
  'x-amz-meta-note': leak,
};
/** What a bucket is set to, by the word that asks. */
const ofBucket: Readonly<Record<string, string>> = {
  tagging: `<Tagging><TagSet>${tags('Tag')}</TagSet></Tagging>`,
  policy: policyText,
  policyStatus: '<PolicyStatus><IsPublic>true</IsPublic></PolicyStatus>',
  website: `<WebsiteConfiguration><IndexDocument><Suffix>${said}</Suffix></IndexDocument></WebsiteConfiguration>`,
  versioning: '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>',
  versions: `<ListVersionsResult><IsTruncated>false</IsTruncated><Version><Key>${said}</Key><VersionId>1</VersionId><IsLatest>true</IsLatest><ETag>"${etag}"</ETag><Size>1</Size><LastModified>2026-01-01T00:00:00Z</LastModified></Version></ListVersionsResult>`,
  'list-type': `<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>${said}</Key><Size>${content.length}</Size><ETag>"${etag}"</ETag><LastModified>2026-01-01T00:00:00Z</LastModified></Contents></ListBucketResult>`,
};

/** What the examples make, and where a policy of that name is none of AWS's own. */
const unmade = /shop-backups|reporting|thumbnails|read-config|policy%2Fservice-role|policy%2Fjob-function|aws%3Apolicy%2Fold-deploy/;
const absent: Answer = { status: 404, body: '<ErrorResponse><Error><Code>NoSuchEntity</Code><Message>none</Message></Error></ErrorResponse>' };
const becomes: Readonly<Record<string, string>> = { StartInstances: 'running', StopInstances: 'stopped', TerminateInstances: 'terminated' };

/** An AWS whose every answer holds canaries: what it keeps, or, where it `fails`, what it says is wrong with a request that is not one for the identity. */
export function leakyAws(fails: boolean): (asked: Recorded) => Answer {
  let state = 'running';
  return ({ method, url, headers, body }) => {
    const action = new URLSearchParams(body.toString()).get('Action') ?? '';
    if (action !== 'GetCallerIdentity' && fails) return refusal(url, headers);
    if (/^(?:Get|$)/.test(action) && (method === 'HEAD' || action !== '') && unmade.test(`${url} ${body}`)) return absent;
    state = becomes[action] ?? state;
    if (action === 'DescribeInstances') {
      const held = `<reservationSet><item><instancesSet>${instance(state)}</instancesSet></item></reservationSet>`;
      return { status: 200, body: `<DescribeInstancesResponse>${held}</DescribeInstancesResponse>` };
    }
    if (action in ofEc2) return { status: 200, body: `<${action}Response>${ofEc2[action]}</${action}Response>` };
    if (headers['content-type'] === 'application/x-www-form-urlencoded' && action !== '')
      return { status: 200, body: `<${action}Response><${action}Result>${asForms[action] ?? ''}</${action}Result></${action}Response>` };
    const [path = '', search = ''] = url.split('?');
    if (isEks(path)) return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(ofEks) };
    if (method === 'DELETE') return { status: 204 };
    if (method === 'PUT' || method === 'POST') return { status: 200, headers: { etag: `"${md5(body)}"` }, body: '<Result/>' };
    if (path === '/') return { status: 200, body: `<ListAllMyBucketsResult><Buckets><Bucket><Name>${said}</Name></Bucket></Buckets></ListAllMyBucketsResult>` };
    const set = Object.keys(ofBucket).find((word) => search.split(/[=&]/).includes(word));
    const prefix = xml(new URLSearchParams(search).get('prefix') ?? '');
    if (set !== undefined)
      return { status: 200, body: (ofBucket[set] ?? '').replaceAll('<Key>', set.startsWith('ver') || set.startsWith('list') ? `<Key>${prefix}` : '<Key>') };
    if (!/^\/[^/]+\/?$/.test(path)) return { status: 200, headers: objectHeaders, ...(method === 'HEAD' ? {} : { body: content }) };
    return method === 'HEAD'
      ? { status: 200, headers: { 'x-amz-bucket-region': 'eu-central-1' } }
      : unset.test(search)
        ? { status: 404, body: '<Error><Code>NoSuchThing</Code></Error>' }
        : { status: 200, body: '<Result/>' };
  };
}

const unset = /^(?:lifecycle|cors|replication|object-lock|ownershipControls|publicAccessBlock)(?:=|&|$)/;
const isEks = (path: string): boolean => path.startsWith('/clusters');

const ofEks = {
  clusters: [leak],
  addons: [leak],
  cluster: {
    name: 'shop',
    version: '1.33',
    status: leak,
    endpoint: leak,
    tags: { db_password: canaries.password, note: leak },
    resourcesVpcConfig: { endpointPublicAccess: true, subnetIds: [], publicAccessCidrs: ['0.0.0.0/0'] },
  },
};

/** In the words of each kind of service. */
function refusal(url: string, headers: Recorded['headers']): Answer {
  if (headers['content-type'] === 'application/x-www-form-urlencoded')
    return {
      status: 400,
      body: `<ErrorResponse><Errors><Error><Code>ValidationError</Code><Message>${said}</Message></Error></Errors><Error><Code>ValidationError</Code><Message>${said}</Message></Error></ErrorResponse>`,
    };
  if (isEks(url))
    return {
      status: 400,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'InvalidParameterException' },
      body: JSON.stringify({ message: leak }),
    };
  return { status: 400, body: `<Error><Code>InvalidArgument</Code><Message>${said}</Message></Error>` };
}
