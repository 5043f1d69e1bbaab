import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Tool } from '../../../src/domain/tool.ts';
import { workplaceOn } from '../../../src/host/workplace.ts';
import { awsTools } from '../../../src/tools/aws/all.ts';
import { hostileInputs, spread, untried } from '../../support/fuzz-input.ts';
import { type Answer, type Recorded, type Recorder, startRecorder } from '../../support/recorder.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant, tree } from '../../support/tree.ts';
import { awsEnv } from './support.ts';

const place = { region: 'eu-central-1', profile: 'zqprofile', account: '123456789012' };
const etag = '9dd4e461268c8034f5c8564e155c67a6';
const instanceIds = ['i-0123456789abcdef0'];
const bucket = 'zqbucket';
const sum = 'b1'.repeat(32);
const record = 'c2'.repeat(20);
const headers = {
  ContentType: 'zqtype/html',
  CacheControl: 'zqage=1',
  ContentDisposition: 'zqdisposition',
  ContentEncoding: 'zqencoding',
  ContentLanguage: 'zqlanguage',
  WebsiteRedirectLocation: '/zqlocation',
  StorageClass: 'ZQCLASS',
  ServerSideEncryption: 'zqserver',
  SSEKMSKeyId: 'zqkms',
  Metadata: { zqmeta: 'zqvalue' },
  Tagging: 'zqtag=1',
};
const roleDocument = {
  role: 'zqrole',
  path: '/zqteam/',
  trust: '{"zqtrust":1}',
  description: 'zqdescription',
  boundary: 'arn:aws:iam::123456789012:policy/zqboundary',
  tags: [['zqname', 'zqvalue']],
  attached: ['arn:aws:iam::123456789012:policy/zqattached'],
  inline: [['zqinline', '{"zqdocument":1}']],
  instanceProfiles: ['zqinstances'],
};
const policyDocument = {
  arn: 'arn:aws:iam::123456789012:policy/zqteam/zqpolicy',
  name: 'zqname',
  path: '/zqpath/',
  description: 'zqdescription',
  tags: [['zqtag', 'zqvalue']],
  versions: [{ json: '{"zqdocument":1}', isDefault: true }],
  roles: ['zqrole'],
  users: ['zquser'],
  groups: ['zqgroup'],
};
const userDocument = {
  user: 'zquser',
  path: '/zqteam/',
  boundary: 'arn:aws:iam::123456789012:policy/zqboundary',
  tags: [['zqname', 'zqvalue']],
  groups: ['zqgroup'],
  attached: ['arn:aws:iam::123456789012:policy/zqattached'],
  inline: [['zqinline', '{"zqdocument":1}']],
};
/** An input of each tool with a word of its own wherever text goes in; several where one can't hold them all. */
/** What an object is put with. */
const puts = {
  contentType: 'zqtext/html',
  cacheControl: 'zqage=1',
  contentEncoding: 'zqgzip',
  contentDisposition: 'zqinline',
  metadata: { zqmeta: 'zqowned' },
  tags: { zqmark: 'zqlabel' },
  kmsKey: 'zqkms',
};

const samples: Readonly<Record<string, object | readonly object[]>> = {
  'aws.iam.createUser': { user: 'zquser', groups: ['zqgroup'], path: '/zqteam/', ...place },
  'aws.iam.deleteUser': { user: 'zquser', ...place },
  'aws.iam.takeBackUser': { user: 'zquser', groups: ['zqgroup'], id: 'AIDAEXAMPLE', ...place },
  'aws.iam.restoreUser': { document: userDocument, ...place },
  'aws.s3.showObject': { bucket, key: 'zqkey', versionId: 'zqversion', ...place },
  'aws.iam.showUser': { user: 'zquser', ...place },
  'aws.iam.showPolicy': { policy: 'zqpolicy', version: 'v1', ...place },
  'aws.iam.createPolicy': [
    { policy: 'zqnew', actions: ['s3:zqaction'], resources: ['arn:aws:s3:::zqresource'], description: 'zqdescription', ...place },
    { policy: 'zqnew', path: 'zqpolicy.json', ...place },
    { policy: 'zqnew', document: '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get","Resource":"arn:zq"}}', ...place },
  ],
  'aws.iam.deletePolicy': { policy: 'zqpolicy', ...place },
  'aws.iam.takeBackRole': { role: 'zqrole', id: 'AROAEXAMPLE', ...place },
  'aws.iam.restoreRole': { document: roleDocument, ...place },
  'aws.iam.takeBackPolicy': { arn: 'arn:aws:iam::123456789012:policy/zqpolicy', id: 'ANPAEXAMPLE', ...place },
  'aws.iam.restorePolicy': { document: policyDocument, ...place },
  'aws.s3.deleteBucket': { bucket, contents: true, ...place },
  'aws.s3.listVersions': { bucket, key: 'zqkey', prefix: 'zqprefix', ...place },
  'aws.s3.restoreVersion': { bucket, key: 'zqkey', versionId: 'zqversion', ...place },
  'aws.s3.removeBucket': { bucket, ...place },
  'aws.s3.restoreBucket': { bucket, settings: { tags: '{"TagSet":[{"Key":"zqtag","Value":"1"}]}' }, ...place },
  'aws.s3.restoreObject': [
    { bucket, key: 'zqkey', before: { kind: 'content', sha256: sum, etag: 'zqetag', headers }, expect: { etag, versionId: 'zqleft' }, ...place },
    { bucket, key: 'zqkey', before: { kind: 'version', versionId: 'zqversion' }, expect: null, ...place },
  ],
  'aws.s3.takeBackSync': { record, destination: 's3://zqbucket/zqprefix', ...place },
  'aws.ec2.listInstances': { state: 'running', type: 't3.zqtype', vpcId: 'vpc-0123456789abcdef0', tags: { zqname: 'zqvalue' }, ...place },
  'aws.ec2.showInstance': { instanceId: instanceIds[0], ...place },
  'aws.ec2.startInstances': { instanceIds, ...place },
  'aws.ec2.stopInstances': { instanceIds, ...place },
  'aws.ec2.rebootInstances': { instanceIds, ...place },
  'aws.ec2.terminateInstances': { instanceIds, ...place },
  'aws.ec2.listImages': { name: 'zqimage', ...place },
  'aws.ec2.listSecurityGroups': { vpcId: 'vpc-0123456789abcdef0', groupIds: ['sg-0123456789abcdef0'], ...place },
  'aws.iam.listUsers': place,
  'aws.iam.listRoles': { filter: 'zqfilter', ...place },
  'aws.iam.listPolicies': { role: 'zqrole', ...place },
  'aws.iam.showRole': { role: 'zqrole', ...place },
  'aws.iam.createRole': { role: 'zqrole', trusts: 'zqservice.amazonaws.com', description: 'zqdescription', ...place },
  'aws.iam.attachPolicy': [
    { role: 'zqrole', policy: 'zqpolicy', ...place },
    { user: 'zquser', policy: 'zqpolicy', ...place },
    { group: 'zqgroup', policy: 'zqpolicy', ...place },
  ],
  'aws.iam.detachPolicy': [
    { role: 'zqrole', policy: 'zqpolicy', ...place },
    { user: 'zquser', policy: 'zqpolicy', ...place },
    { group: 'zqgroup', policy: 'zqpolicy', ...place },
  ],
  'aws.iam.deleteRole': { role: 'zqrole', ...place },
  'aws.iam.simulatePolicy': { principal: 'zqrole', actions: ['s3:zqaction'], resources: ['arn:aws:s3:::zqresource'], ...place },
  'aws.sts.getIdentity': place,
  'aws.eks.listClusters': place,
  'aws.eks.showCluster': { cluster: 'zqcluster', ...place },
  'aws.rds.listInstances': place,
  'aws.rds.showInstance': { instance: 'zqdatabase', ...place },
  'aws.s3.listBuckets': place,
  'aws.s3.showBucket': { bucket, ...place },
  'aws.s3.createBucket': { bucket: 'zqfresh', ...place },
  'aws.s3.listObjects': { bucket, prefix: 'zqprefix', ...place },
  'aws.s3.getObject': { bucket, key: 'zqkey', path: 'zqpath', versionId: 'zqversion', ...place },
  'aws.s3.putObject': { bucket, key: 'zqkey', path: 'zqfile', ...puts, ...place },
  'aws.s3.copyObject': { sourceBucket: 'zqsource', sourceKey: 'zqfrom', bucket, key: 'zqkey', ...puts, ...place },
  'aws.s3.deleteObject': { bucket, key: 'zqkey', versionId: 'zqversion', ...place },
  'aws.s3.sync': { source: 'zqfolder', destination: 's3://zqbucket/zqprefix', exclude: ['zqout'], include: ['zqin'], delete: true, ...place },
};

const query = (action: string, inner: string): Answer => ({
  status: 200,
  body: `<${action}Response><${action}Result>${inner}</${action}Result></${action}Response>`,
});
const trust = encodeURIComponent('{"Version":"2012-10-17","Statement":[]}');
const role = `<Role><RoleName>zqrole</RoleName><Arn>arn:aws:iam::123456789012:role/zqrole</Arn><RoleId>AROAEXAMPLE</RoleId><Path>/</Path><AssumeRolePolicyDocument>${trust}</AssumeRolePolicyDocument></Role>`;

const user = '<User><UserName>zquser</UserName><Arn>arn:aws:iam::123456789012:user/zquser</Arn><UserId>AIDAEXAMPLE</UserId><Path>/</Path></User>';

/** An AWS in which whatever is asked for is there, and every change goes through. */
function anAws(absent: boolean): (asked: Recorded) => Answer {
  const noSuch = (code: string, status = 404): Answer => ({
    status,
    body: `<ErrorResponse><Error><Code>${code}</Code><Message>none</Message></Error></ErrorResponse>`,
  });
  return ({ method, url, headers, body }) => {
    const form = new URLSearchParams(body.toString());
    const action = form.get('Action') ?? '';
    if (headers['content-type'] === 'application/x-www-form-urlencoded' && action !== '') {
      if (action === 'GetCallerIdentity')
        return query(action, '<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/ada</Arn><UserId>AIDAEXAMPLE</UserId>');
      if (action === 'GetRole') return absent ? noSuch('NoSuchEntity') : query(action, role);
      if (action === 'GetPolicy')
        return (form.get('PolicyArn') ?? '').includes(':aws:policy/service-role/') ||
          (form.get('PolicyArn') ?? '').includes('job-function/') ||
          (absent && !(form.get('PolicyArn') ?? '').includes(':aws:policy/'))
          ? noSuch('NoSuchEntity')
          : query(action, '<Policy><PolicyName>zqpolicy</PolicyName><PolicyId>ANPAEXAMPLE</PolicyId><DefaultVersionId>v1</DefaultVersionId></Policy>');
      if (action === 'ListPolicyVersions')
        return query(action, '<Versions><member><VersionId>v1</VersionId><IsDefaultVersion>true</IsDefaultVersion></member></Versions>');
      if (action === 'GetUser') return absent ? noSuch('NoSuchEntity') : query(action, user);
      if (action === 'CreateUser') return query(action, user);
      if (action === 'GetLoginProfile') return noSuch('NoSuchEntity');
      if (action === 'GetPolicyVersion') return query(action, `<PolicyVersion><Document>${trust}</Document></PolicyVersion>`);
      if (action === 'CreateRole') return query(action, role);
      return query(action, '');
    }
    if (headers['x-amz-content-sha256'] === undefined)
      return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"cluster":{"name":"zqcluster"},"clusters":[],"addons":[]}' };
    const [path = '', search = ''] = url.split('?');
    const isBucket = /^\/[^/]+\/?$/.test(path);
    if (method === 'HEAD' && isBucket) return absent ? { status: 404 } : { status: 200, headers: { 'x-amz-bucket-region': 'eu-central-1' } };
    if (method === 'HEAD') return { status: 200, headers: { etag: `"${etag}"`, 'content-length': '1', 'last-modified': 'Sat, 21 Nov 2026 07:00:00 GMT' } };
    if (search.includes('policyStatus') || search.includes('tagging') || search.includes('publicAccessBlock')) return noSuch('NoSuchThing');
    if (search.includes('versioning') && method === 'GET') return { status: 200, body: '<VersioningConfiguration/>' };
    if (method === 'GET' && isBucket && /^(?:lifecycle|cors|website|policy|replication|object-lock|ownershipControls)(?:=|&|$)/.test(search))
      return noSuch('NoSuchThing');
    if (search.includes('versions') && method === 'GET')
      return {
        status: 200,
        body: `<ListVersionsResult><IsTruncated>false</IsTruncated></ListVersionsResult>`,
      };
    if (search.includes('list-type=2'))
      return {
        status: 200,
        body: `<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>zqprefix/stale.txt</Key><Size>1</Size><ETag>"${etag}"</ETag></Contents></ListBucketResult>`,
      };
    if (method === 'POST' && search.includes('delete')) return { status: 200, body: '<DeleteResult/>' };
    if (method === 'PUT' && headers['x-amz-copy-source'] !== undefined)
      return { status: 200, body: `<CopyObjectResult><ETag>"${etag}"</ETag></CopyObjectResult>` };
    if (method === 'PUT') return { status: 200, headers: { etag: `"${createHash('md5').update(body).digest('hex')}"` } };
    if (method === 'GET' && !isBucket && path !== '/') return { status: 200, headers: { etag: `"${etag}"`, 'content-length': '1' }, body: 'x' };
    return { status: method === 'DELETE' ? 204 : 200, body: method === 'DELETE' ? '' : '<Result/>' };
  };
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return `undecodable ${text}`;
  }
};

/** What a request says, each value by itself and as it was meant. */
/** `asKept`: its tags are sent as S3 once told them, in one text. */
function meaning({ method, url, headers, body }: Recorded, asKept: boolean): readonly string[] {
  const [path = '', search = ''] = url.split('?');
  const isForm = headers['content-type'] === 'application/x-www-form-urlencoded';
  const copied = headers['x-amz-copy-source'];
  const tags = String(headers['x-amz-tagging'] ?? '');
  return [
    method,
    `path ${decode(path)}`,
    ...search
      .split('&')
      .filter((pair) => pair !== '' && !pair.startsWith('x-id='))
      .map((pair) => `query ${pair.split('=').map(decode).join(' = ')}`)
      .sort(),
    ...(copied === undefined ? [] : [`copies ${decode(String(copied))}`]),
    ...Object.entries(headers)
      .filter(([name]) => /^(?:cache-control|content-(?:type|encoding|disposition)|x-amz-meta-.*|x-amz-server-side-encryption.*)$/.test(name))
      .map(([name, value]) => `header ${name}: ${value}`)
      .sort(),
    ...(asKept ? [`tags ${tags}`] : [...new URLSearchParams(tags)].map(([name, value]) => `tag ${name} = ${value}`)),
    ...(isForm ? [...new URLSearchParams(body.toString())].map(([name, value]) => `field ${name} = ${value}`) : [`body ${unescaped(body.toString())}`]),
  ];
}

const unescaped = (xml: string): string =>
  xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll('&amp;', '&');

interface Lane {
  readonly recorder: Recorder;
  readonly root: string;
  readonly env: Record<string, string>;
}

async function lane(absent: boolean): Promise<Lane> {
  const recorder = await startRecorder(anAws(absent));
  onTestFinished(() => recorder[Symbol.asyncDispose]());
  const root = tempFolder();
  mkdirSync(join(root, 'work'));
  plant(root, {
    'outside/keep.txt': 'keep',
    'aws/config': '[profile zqprofile]\nregion = eu-central-1\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = x\n',
  });
  const env = awsEnv({ AWS_ENDPOINT_URL: recorder.url, AWS_CONFIG_FILE: join(root, 'aws/config'), AWS_MAX_ATTEMPTS: '1' });
  return { recorder, root, env };
}

async function requestsOf(tool: Tool, input: unknown, { recorder, root, env }: Lane): Promise<readonly string[]> {
  recorder.requests.length = 0;
  const allows = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Get","Resource":"*"}}';
  plant(join(root, 'work'), { zqfile: 'x', 'zqfolder/a.txt': 'x', 'zqpolicy.json': allows });
  const blobs = { keep: () => '', get: (hash: string) => (hash === sum ? Buffer.from('kept') : undefined) };
  const at = workplaceOn(join(root, 'data'), blobs, { env: () => env })(join(root, 'work'), new AbortController().signal, () => {});
  const was = { kind: 'content', sha256: sum, etag: 'zqbefore', headers: {} };
  const lines = [
    { will: 'zqgone', was },
    { did: 'zqgone', leaves: { gone: true } },
  ];
  plant(await at.scratch('aws-sync'), { [`${record}.ndjson`]: `${lines.map((line) => JSON.stringify(line)).join('\n')}\n` });
  await tool.run(input, at);
  return recorder.requests.map((r) => meaning(r, tool.name === 'aws.s3.restoreObject').join('\n'));
}

/** With the hostile text where the harmless one stood, and nothing else; or fewer requests, where it was refused on the way. */
function escapes(baseline: readonly string[], got: readonly string[], benign: string, value: string, meant: readonly string[]): readonly string[] {
  const wanted = new Set(baseline.flatMap((line) => [line, ...[value, ...meant].map((text) => line.split(benign).join(text))]));
  return got.filter((line) => !wanted.has(line));
}

/** Where a value is meant to arrive as something else than it stands. */
function meantAs(tool: string, place: string, value: string): readonly string[] {
  // In a filter of EC2 these have a meaning, and are sent so that they have none.
  if (place.startsWith('tags')) return [value.replaceAll(/[*?\\]/g, '\\$&')];
  // What stands around the value of a header is none of it; and of this one Node sends what is beyond ASCII as another character, which the proof of the undo finds.
  if (place.startsWith('before.headers')) return [value.trim(), value.trim().replaceAll(/[\u0080-\u00ff]/g, '\u00fd')];
  // S3 makes these names lower-case.
  if (place.startsWith('metadata')) return [value.toLowerCase()];
  // A key that ends with a slash is a folder to put the file in.
  if (tool === 'aws.s3.putObject' && place === 'key' && value.endsWith('/')) return [`${value}zqfile`];
  return [];
}

const samplesOf = (name: string): readonly object[] => [samples[name] ?? []].flat();
test('every tool has a sample in which every text stands', () => {
  expect(awsTools.map((t) => t.name).filter((name) => samples[name] === undefined)).toEqual([]);
  expect(untried(awsTools, samples)).toEqual([]);
});

/** In an AWS in which what they make is not there yet. */
const makes = /create|iam\.restore|restoreBucket/;

// What the schema takes goes over the wire; each text mixed with a harmless one goes as far as the schema.
test.each(awsTools.map((t) => [t.name, t] as const))(
  '%s: only what was meant reaches AWS',
  async (name, tool) => {
    for (const sample of samplesOf(name)) await check(tool, sample);
  },
  300_000,
);

async function check(tool: Tool, sample: object): Promise<void> {
  const { name } = tool;
  const own = await lane(makes.test(name));
  const baseline = await requestsOf(tool, tool.input.parse(sample), own);
  expect(baseline.length).toBeGreaterThan(0);
  const outside = () => tree(join(own.root, 'outside'));
  const before = outside();
  const found: string[] = [];
  let tried = 0;
  let sent = 0;
  // What an undo step is given was written down by the step it takes back.
  const isGiven = spread(tool.says.length === 0 ? 3 : 6);
  for (const hostile of hostileInputs(tool.input, sample, { isPart: samplesOf(name).length > 1, seed: name })) {
    const { place: where, value, input } = hostile;
    tried++;
    const parsed = tool.input.safeParse(input);
    // A record of zod's leaves that one name out.
    if (!parsed.success || value.includes(where.benign) || (where.isKey && value === '__proto__')) continue;
    // The workspace itself is a folder like any other, and another sync.
    if (name === 'aws.s3.sync' && where.name === 'source' && /^\.?\/?$/.test(value)) continue;
    // A header without a value is none.
    if (where.name.startsWith('before.headers') && value.trim() === '') continue;
    // No setting at all is one, too.
    if (name === 'aws.s3.restoreBucket' && value === '{}') continue;
    if (!isGiven(hostile)) continue;
    sent++;
    const got = await requestsOf(tool, parsed.data, own);
    for (const line of escapes(baseline, got, where.benign, value, meantAs(name, where.name, value)))
      found.push(`${where.name} ${JSON.stringify(value)} sent\n${line}`);
  }
  console.log(`${name}: ${baseline.length} requests, ${tried} tried, ${sent} sent`);
  expect(found.slice(0, 5).join('\n\n')).toBe('');
  expect(outside()).toEqual(before);
  expect(Object.keys(tree(own.root)).filter((path) => !/^(work|outside|aws|data)(\/|$)/.test(path))).toEqual([]);
}
