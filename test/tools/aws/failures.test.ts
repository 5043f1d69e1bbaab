import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Failure } from '../../../src/domain/failure/failure.ts';
import type { Tool } from '../../../src/domain/tool.ts';
import type { Workplace } from '../../../src/domain/workplace.ts';
import { workplaceOn } from '../../../src/host/workplace.ts';
import { awsTools } from '../../../src/tools/aws/all.ts';
import { explain } from '../../../src/tools/aws/session/explain.ts';
import { type Answer, type Recorded, startRecorder } from '../../support/recorder.ts';
import { type SecureOptions, secureServer } from '../../support/secure-server.ts';
import { tempFolder } from '../../support/temp.ts';

const keys = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE00', AWS_SECRET_ACCESS_KEY: 'secret-of-the-example' };
const basic = { AWS_REGION: 'eu-central-1', AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1' };

const placeWith = (env: Record<string, string>, signal = new AbortController().signal): Workplace =>
  workplaceOn(tempFolder(), { keep: () => '', get: () => undefined }, { env: () => env })(tempFolder(), signal, () => {});

const toolNamed = (name: string): Tool => {
  const found = awsTools.find((t) => t.name === name);
  if (found === undefined) throw new Error(`no tool ${name}`);
  return found;
};

async function failureOf(name: string, input: object, env: Record<string, string>): Promise<Failure | undefined> {
  const tool = toolNamed(name);
  const seen = await tool.run(tool.input.parse(input), placeWith(env));
  return seen.ok ? undefined : seen.failure;
}

/** Configuration files of a person. */
function home(config: string, credentials = ''): Record<string, string> {
  const folder = tempFolder();
  mkdirSync(join(folder, '.aws/sso/cache'), { recursive: true });
  writeFileSync(join(folder, '.aws/config'), config);
  writeFileSync(join(folder, '.aws/credentials'), credentials);
  return { HOME: folder };
}

async function server(answer: (asked: Recorded) => Answer | undefined) {
  const recorder = await startRecorder(answer);
  onTestFinished(() => recorder[Symbol.asyncDispose]());
  return recorder;
}

const query = (code: string, message = 'No.'): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
const ec2 = (code: string, message = 'No.'): string =>
  `<Response><Errors><Error><Code>${code}</Code><Message>${message}</Message></Error></Errors><RequestID>r</RequestID></Response>`;
const s3 = (code: string, message = 'No.'): string => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;

interface Case {
  readonly what: string;
  readonly tool: string;
  readonly input?: object;
  readonly answer: Answer | undefined;
  readonly says: string;
}

const cases: readonly Case[] = [
  {
    what: 'an expired token (query)',
    tool: 'aws.sts.getIdentity',
    answer: { status: 403, body: query('ExpiredToken') },
    says: 'aws/credentials-expired: AWS says that the credentials have expired.',
  },
  {
    what: 'an expired token (S3)',
    tool: 'aws.s3.listBuckets',
    answer: { status: 400, body: s3('ExpiredToken') },
    says: 'aws/credentials-expired: AWS says that the credentials have expired.',
  },
  {
    what: 'an expired token (JSON)',
    tool: 'aws.eks.listClusters',
    answer: { status: 403, headers: { 'x-amzn-errortype': 'ExpiredTokenException', 'content-type': 'application/json' }, body: '{"message":"expired"}' },
    says: 'aws/credentials-expired: AWS says that the credentials have expired.',
  },
  {
    what: 'an unknown key',
    tool: 'aws.iam.listUsers',
    answer: { status: 403, body: query('InvalidClientTokenId') },
    says: 'aws/credentials-invalid: AWS does not know the credentials: the access key is unknown or its secret is another.',
  },
  {
    what: 'a missing permission',
    tool: 'aws.iam.listRoles',
    answer: { status: 403, body: query('AccessDenied', 'User: arn:aws:iam::123456789012:user/ada is not authorized to perform: iam:ListRoles') },
    says: 'aws/access-denied: These credentials may not do iam:ListRoles. User: arn:aws:iam::123456789012:user/ada is not authorized to perform: iam:ListRoles',
  },
  {
    what: 'a missing permission, with a message only the account can decode',
    tool: 'aws.ec2.listInstances',
    answer: { status: 403, body: ec2('UnauthorizedOperation', 'You are not authorized. Encoded authorization failure message: AbCdEf') },
    says: 'aws/access-denied: These credentials may not do ec2:DescribeInstances. You are not authorized.',
  },
  {
    what: 'a clock that is wrong',
    tool: 'aws.s3.listBuckets',
    answer: { status: 403, body: s3('RequestTimeTooSkewed') },
    says: 'aws/clock-skew: AWS refuses the request because the clock of this machine is too far from the real time.',
  },
  {
    what: 'throttling that does not end',
    tool: 'aws.ec2.listInstances',
    answer: { status: 503, body: ec2('RequestLimitExceeded') },
    says: 'aws/throttled: AWS slows ec2:DescribeInstances down and refused it 1 time, with pauses between.',
  },
  {
    what: 'a service that is down',
    tool: 'aws.iam.listUsers',
    answer: { status: 503, body: query('ServiceUnavailable') },
    says: 'aws/unavailable: AWS could not answer iam:ListUsers (ServiceUnavailable), tried again and again.',
  },
  {
    what: 'a page of a proxy',
    tool: 'aws.eks.listClusters',
    answer: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html><title>Bad gateway' },
    says: 'aws/unavailable: AWS could not answer eks:ListClusters (502), tried again and again.',
  },
  {
    what: 'a sign-in page of the network',
    tool: 'aws.iam.listUsers',
    answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><title>Welcome</html>' },
    says: 'aws/garbled: What answers at <host> is not AWS: its answer can’t be read.',
  },
  { what: 'a connection that is cut', tool: 'aws.eks.listClusters', answer: undefined, says: 'aws/unreachable: <host> can’t be reached (ECONNRESET).' },
  {
    what: 'a key in a message',
    tool: 'aws.iam.listUsers',
    answer: { status: 400, body: query('ValidationError', 'The key AKIAEXAMPLEEXAMPLE00 is odd') },
    says: 'aws/refused: AWS refused iam:ListUsers (ValidationError): The key <access key> is odd',
  },
];

test.each(cases)('$what', async ({ tool, input, answer, says }) => {
  const { url } = await server(() => answer);
  const failure = await failureOf(tool, input ?? {}, { ...home(''), ...basic, ...keys, AWS_ENDPOINT_URL: url });
  expect(`${failure?.code}: ${failure?.message}`).toBe(says.replace('<host>', new URL(url).host));
  expect(failure?.fix).not.toBe('');
});

test('throttled calls are tried again with a pause, until they go through', async () => {
  let asked = 0;
  const { url } = await server(() => {
    asked++;
    return asked < 3
      ? { status: 503, body: ec2('RequestLimitExceeded') }
      : { status: 200, body: '<DescribeInstancesResponse><reservationSet/></DescribeInstancesResponse>' };
  });
  const failure = await failureOf('aws.ec2.listInstances', {}, { ...home(''), ...basic, ...keys, AWS_MAX_ATTEMPTS: '4', AWS_ENDPOINT_URL: url });
  expect([failure, asked]).toEqual([undefined, 3]);
});

const nowhere = 'http://no-such-host.invalid';
interface Setting {
  readonly what: string;
  readonly env: () => Record<string, string>;
  readonly input?: object;
  readonly tool?: string;
  readonly says: string;
  readonly fix: string;
}
const ssoConfig =
  '[profile work]\nsso_session = corp\nsso_account_id = 123456789012\nsso_role_name = Admin\nregion = eu-west-1\n[sso-session corp]\nsso_start_url = https://corp.example.com/start\nsso_region = eu-west-1\n';
const settings: readonly Setting[] = [
  { what: 'no credentials at all', env: () => ({ ...home(''), ...basic }), says: 'aws/no-credentials', fix: 'aws sso login' },
  {
    what: 'a profile that is not there',
    env: () => ({ ...home('[profile work]\nregion=eu-west-1\n[default]\n'), ...basic }),
    input: { profile: 'wrok' },
    says: 'aws/profile-unknown',
    fix: 'aws configure sso --profile wrok',
  },
  {
    what: 'AWS_PROFILE that is not there',
    env: () => ({ ...home('[profile work]\n'), ...basic, AWS_PROFILE: 'gone' }),
    says: 'aws/profile-unknown',
    fix: 'gone',
  },
  {
    what: 'single sign-on never begun',
    env: () => ({ ...home(ssoConfig), ...basic }),
    input: { profile: 'work' },
    says: 'aws/sso-expired',
    fix: 'Run aws sso login --profile work and try again.',
  },
  {
    what: 'a role over single sign-on never begun',
    env: () => ({ ...home(`${ssoConfig}[profile deep]\nrole_arn=arn:aws:iam::123456789012:role/x\nsource_profile=work\n`), ...basic }),
    input: { profile: 'deep' },
    says: 'aws/sso-expired',
    fix: 'aws sso login --profile deep',
  },
  {
    what: 'a role that wants a code',
    env: () => ({
      ...home(
        '[profile mfa]\nrole_arn=arn:aws:iam::123456789012:role/x\nmfa_serial=arn:aws:iam::123456789012:mfa/ada\nsource_profile=default\n',
        '[default]\naws_access_key_id=AKIAEXAMPLE\naws_secret_access_key=x\n',
      ),
      ...basic,
    }),
    input: { profile: 'mfa' },
    says: 'aws/mfa-needed',
    fix: 'get-session-token',
  },
  {
    what: 'no region',
    env: () => ({ ...home(''), ...keys, AWS_EC2_METADATA_DISABLED: 'true' }),
    tool: 'aws.ec2.listInstances',
    says: 'aws/region-missing',
    fix: 'AWS_REGION',
  },
  {
    what: 'a name that can’t be resolved',
    env: () => ({ ...home(''), ...basic, ...keys, AWS_ENDPOINT_URL: nowhere }),
    says: 'aws/host-unknown',
    fix: 'Check the region and the connection',
  },
  {
    what: 'nobody listening',
    env: () => ({ ...home(''), ...basic, ...keys, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }),
    says: 'aws/unreachable',
    fix: 'Check the connection',
  },
  {
    what: 'a configuration that can’t be read',
    env: () => ({ ...home(''), ...basic, AWS_CONFIG_FILE: tempFolder() }),
    says: 'aws/config-unreadable',
    fix: 'AWS_CONFIG_FILE',
  },
];
test.each(settings)('$what', async ({ env, input, tool, says, fix }) => {
  const seen = env();
  // The client looks for tokens of single sign-on at the home of the process.
  vi.stubEnv('HOME', seen.HOME ?? '');
  onTestFinished(() => void vi.unstubAllEnvs());
  const failure = await failureOf(tool ?? 'aws.sts.getIdentity', input ?? {}, seen);
  expect(failure?.code).toBe(says);
  expect(failure?.fix).toContain(fix);
});

test('the profile, its region and its role are what is used', async () => {
  const recorder = await server(({ body }) =>
    body.toString().includes('AssumeRole')
      ? {
          status: 200,
          body: '<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>role-token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>',
        }
      : {
          status: 200,
          body: '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account><Arn>arn:aws:sts::123456789012:assumed-role/x/y</Arn><UserId>u</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>',
        },
  );
  const config = '[profile role]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = base\nregion = ap-south-1\n';
  const env = {
    ...home(config, '[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = b\n'),
    AWS_EC2_METADATA_DISABLED: 'true',
    ...keys,
    AWS_ENDPOINT_URL: recorder.url,
  };
  expect(await failureOf('aws.sts.getIdentity', { profile: 'role' }, env)).toBeUndefined();
  const [assume, identity] = recorder.requests.map((r) => String(r.headers.authorization));
  expect(assume).toContain('Credential=AKIABASE/');
  expect(identity).toMatch(/Credential=ASIAROLE\/\d+\/ap-south-1\/sts/);
  // The role is asked for once, not at every call.
  await failureOf('aws.sts.getIdentity', { profile: 'role' }, env);
  expect(recorder.requests).toHaveLength(3);
});

test('a cancelled call ends at once and is no failure', async () => {
  const stop = new AbortController();
  const { url } = await server(() => {
    stop.abort(new Error('stopped'));
    return new Promise(() => {}) as unknown as Answer;
  });
  const tool = toolNamed('aws.ec2.listInstances');
  const run = tool.run(tool.input.parse({}), placeWith({ ...home(''), ...basic, ...keys, AWS_ENDPOINT_URL: url }, stop.signal));
  await expect(run).rejects.toThrow('stopped');
});

test('a simulated policy: the request, and the answer in words', async () => {
  const { url, requests } = await server(({ body }) =>
    body.toString().includes('GetRole')
      ? { status: 200, body: '<GetRoleResponse><GetRoleResult><Role><Arn>arn:aws:iam::123456789012:role/ci</Arn></Role></GetRoleResult></GetRoleResponse>' }
      : {
          status: 200,
          body: '<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults><member><EvalActionName>s3:GetObject</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>allowed</EvalDecision></member><member><EvalActionName>s3:PutObject</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>explicitDeny</EvalDecision><MatchedStatements><member><SourcePolicyId>guard</SourcePolicyId></member></MatchedStatements></member></EvaluationResults></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>',
        },
  );
  const tool = toolNamed('aws.iam.simulatePolicy');
  const seen = await tool.run(
    tool.input.parse({ principal: 'ci', actions: ['s3:GetObject', 's3:PutObject'] }),
    placeWith({ ...home(''), ...basic, ...keys, AWS_ENDPOINT_URL: url }),
  );
  expect(seen).toMatchObject({
    ok: true,
    summary: 'ci may not do s3:PutObject.',
    output: {
      results: [
        { action: 's3:GetObject', allowed: true },
        { action: 's3:PutObject', allowed: false, because: 'denied by guard' },
      ],
    },
  });
  const sent = new URLSearchParams(requests.at(-1)?.body.toString());
  expect(Object.fromEntries(sent)).toMatchObject({
    PolicySourceArn: 'arn:aws:iam::123456789012:role/ci',
    'ActionNames.member.2': 's3:PutObject',
    'ResourceArns.member.1': '*',
  });
});

test('clusters over two pages, and a server that hands out the same page for ever', async () => {
  const pages = await server(({ url }) => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: url.includes('nextToken=two') ? '{"clusters":["b"]}' : '{"clusters":["a"],"nextToken":"two"}',
  }));
  const again = await server(() => ({ status: 200, headers: { 'content-type': 'application/json' }, body: '{"clusters":["a"],"nextToken":"same"}' }));
  const list = async (url: string) => {
    const tool = toolNamed('aws.eks.listClusters');
    const seen = await tool.run(tool.input.parse({}), placeWith({ ...home(''), ...basic, ...keys, AWS_ENDPOINT_URL: url }));
    return seen.ok ? seen.output : seen.failure;
  };
  expect(await list(pages.url)).toEqual({ clusters: ['a', 'b'] });
  expect(await list(again.url)).toEqual({ clusters: ['a', 'a'], more: true });
});

test('a key with a line break is sent as it is', async () => {
  const { url, requests } = await server(({ body }) =>
    body.toString().includes('GetCallerIdentity')
      ? {
          status: 200,
          body: '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
        }
      : { status: 404 },
  );
  const env = { ...home(''), ...basic, ...keys, AWS_ENDPOINT_URL: url };
  const failure = await failureOf('aws.s3.getObject', { bucket: 'bucket-example', key: 'new\nline', path: 'x' }, env);
  expect(failure?.code).toBe('aws/not-found');
  expect(requests.map((r) => `${r.method} ${r.url}`)).toContain('HEAD /bucket-example/new%0Aline');
});

test('a permission that is missing is known from the preview: AWS is asked without anything being done', async () => {
  const { url, requests } = await server(({ body }) => {
    const form = new URLSearchParams(body.toString());
    if (form.get('Action') === 'GetCallerIdentity')
      return {
        status: 200,
        body: '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/ada</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>',
      };
    if (form.get('Action') === 'DescribeInstances')
      return {
        status: 200,
        body: '<DescribeInstancesResponse><reservationSet><item><instancesSet><item><instanceId>i-0123456789abcdef0</instanceId><instanceState><name>running</name></instanceState></item></instancesSet></item></reservationSet></DescribeInstancesResponse>',
      };
    return { status: 403, body: ec2('UnauthorizedOperation', 'You are not authorized to perform this operation.') };
  });
  const tool = toolNamed('aws.ec2.stopInstances');
  const at = placeWith({ ...home(''), ...basic, ...keys, AWS_ENDPOINT_URL: url });
  const seen = await tool.preview?.(tool.input.parse({ instanceIds: ['i-0123456789abcdef0'] }), at);
  expect(seen).toMatchObject({
    ok: false,
    failure: {
      code: 'aws/access-denied',
      message: 'arn:aws:iam::123456789012:user/ada may not do ec2:StopInstances. AWS said so when it was asked beforehand (dry run).',
    },
  });
  const stops = requests.map((r) => new URLSearchParams(r.body.toString())).filter((form) => form.get('Action') === 'StopInstances');
  expect(stops.map((form) => form.get('DryRun'))).toEqual(['true']);
});

test('a single sign-on that has expired says how to begin it again', async () => {
  const own = home(ssoConfig).HOME ?? '';
  const env = { HOME: own, ...basic };
  const token = { accessToken: 'old-token', expiresAt: '2020-01-01T00:00:00Z', region: 'eu-west-1', startUrl: 'https://corp.example.com/start' };
  writeFileSync(join(own, '.aws/sso/cache', `${createHash('sha1').update('corp').digest('hex')}.json`), JSON.stringify(token));
  vi.stubEnv('HOME', own);
  onTestFinished(() => void vi.unstubAllEnvs());
  const failure = await failureOf('aws.sts.getIdentity', { profile: 'work' }, env);
  expect(failure).toMatchObject({ code: 'aws/sso-expired', fix: 'Run aws sso login --profile work and try again.' });
  expect(JSON.stringify(failure)).not.toContain('old-token');
});

const legacyConfig =
  '[profile work]\nsso_start_url = https://corp.example.com/start\nsso_region = us-east-1\nsso_account_id = 123456789012\nsso_role_name = Admin\nregion = eu-west-1\n';
const sessionConfig = ssoConfig.replace('sso_region = eu-west-1', 'sso_region = us-east-1');
const overIt = '[profile deep]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = work\nregion = eu-west-1\n';

/** A person who has signed in: their environment, which is the one of this process as well, where the client looks for the token. */
function signedIn(config: string, more: Record<string, string>): Record<string, string> {
  const own = home(config).HOME ?? '';
  const token = { accessToken: 'token-of-the-portal', expiresAt: '2099-01-01T00:00:00Z', region: 'us-east-1', startUrl: 'https://corp.example.com/start' };
  for (const name of ['corp', token.startUrl])
    writeFileSync(join(own, '.aws/sso/cache', `${createHash('sha1').update(name).digest('hex')}.json`), JSON.stringify(token));
  const env = { HOME: own, AWS_CONFIG_FILE: join(own, '.aws/config'), AWS_SHARED_CREDENTIALS_FILE: join(own, '.aws/credentials'), ...basic, ...more };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  return env;
}

test.each([
  { what: 'a session', config: sessionConfig, profile: 'work', asked: ['portal', 'ASIAPORTAL'] },
  { what: 'a start URL', config: legacyConfig, profile: 'work', asked: ['portal', 'ASIAPORTAL'] },
  { what: 'a session, and a role taken with it', config: sessionConfig + overIt, profile: 'deep', asked: ['portal', 'ASIAPORTAL', 'ASIAROLE'] },
])('single sign-on by $what: the keys that the portal gives sign what comes next', async ({ config, profile, asked }) => {
  const expiration = Date.UTC(2099, 0, 1);
  const roleCredentials = { accessKeyId: 'ASIAPORTAL', secretAccessKey: 's', sessionToken: 'session-of-the-portal', expiration };
  const recorder = await server(({ url, body }) => {
    if (url.startsWith('/federation/credentials'))
      return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ roleCredentials }) };
    return body.toString().includes('AssumeRole')
      ? {
          status: 200,
          body: '<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>',
        }
      : {
          status: 200,
          body: '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account><Arn>arn:aws:sts::123456789012:assumed-role/x/y</Arn><UserId>u</UserId></GetCallerIdentityResult></GetCallerIdentityResponse>',
        };
  });
  const env = signedIn(config, { AWS_ENDPOINT_URL: recorder.url });
  expect(await failureOf('aws.sts.getIdentity', { profile }, env)).toBeUndefined();
  const [portal, ...signed] = recorder.requests;
  const { pathname, searchParams } = new URL(portal?.url ?? '', recorder.url);
  expect([pathname, Object.fromEntries(searchParams), portal?.headers['x-amz-sso_bearer_token']]).toEqual([
    '/federation/credentials',
    { account_id: '123456789012', role_name: 'Admin' },
    'token-of-the-portal',
  ]);
  expect(['portal', ...signed.map((r) => /Credential=(\w+)\//.exec(String(r.headers.authorization))?.[1])]).toEqual(asked);
  expect(signed[0]?.headers['x-amz-security-token']).toBe('session-of-the-portal');
  // The portal is asked once, not at every call.
  await failureOf('aws.sts.getIdentity', { profile }, env);
  expect(recorder.requests).toHaveLength(asked.length + 1);
});

test.each([
  ['work', sessionConfig],
  ['work', legacyConfig],
  ['deep', sessionConfig + overIt],
])('the portal of %s is asked in its own region, through the proxy of the company', async (profile, config) => {
  const asked: (string | undefined)[] = [];
  const proxy = createServer().on('connect', ({ url }, socket) => {
    asked.push(url);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  onTestFinished(() => void proxy.close());
  const env = signedIn(config, { HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` });
  expect(await failureOf('aws.sts.getIdentity', { profile }, env)).toBeDefined();
  expect([...new Set(asked)]).toEqual(['portal.sso.us-east-1.amazonaws.com:443']);
});

interface Shown {
  readonly what: string;
  readonly certificate?: SecureOptions;
  /** AWS_CA_BUNDLE names it. */
  readonly known: boolean;
  readonly says: string;
}

const shown: readonly Shown[] = [
  {
    what: 'that nobody vouches for',
    known: false,
    says: 'aws/certificate: The certificate of <host> is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT), so nothing was sent to it. → If a proxy of your company signs the traffic, point AWS_CA_BUNDLE at its certificate; otherwise check the clock and the address.',
  },
  {
    what: 'that has expired',
    certificate: { expired: true },
    known: true,
    says: 'aws/certificate-expired: The certificate of <host> has expired, so nothing was sent to it. → See that the clock of this machine is right. Where it is, whoever runs that server, or the proxy in between, has to renew it: AWS itself does so in time.',
  },
  {
    what: 'for another name',
    certificate: { name: 'DNS:storage.example.com' },
    known: true,
    says: 'aws/certificate-name: The certificate that <host> shows is for storage.example.com, so nothing was sent to it. → Check the address (AWS_ENDPOINT_URL, endpoint_url of the profile) and what its name leads to here (a proxy, the hosts file); use a name the certificate is for.',
  },
];

test.each(shown)('a server with a certificate $what: nothing is sent to it', async ({ certificate, known, says }) => {
  const asked: unknown[] = [];
  const { port, certificate: file } = await secureServer((request, answer) => void asked.push(request.headers, answer.end('{}')), certificate);
  const env = { ...home(''), ...basic, ...keys, AWS_ENDPOINT_URL: `https://127.0.0.1:${port}`, ...(known ? { AWS_CA_BUNDLE: file } : {}) };
  const failure = await failureOf('aws.sts.getIdentity', {}, env);
  expect(`${failure?.code}: ${failure?.message} → ${failure?.fix}`.replaceAll(`127.0.0.1:${port}`, '<host>')).toBe(says);
  expect(asked).toEqual([]);
});

test('a certificate that AWS_CA_BUNDLE vouches for is enough', async () => {
  const account = '<Account>123456789012</Account><Arn>arn:aws:iam::123456789012:user/ada</Arn><UserId>AIDAEXAMPLE</UserId>';
  const { port, certificate } = await secureServer((_, answer) =>
    answer.end(`<GetCallerIdentityResponse><GetCallerIdentityResult>${account}</GetCallerIdentityResult></GetCallerIdentityResponse>`),
  );
  const env = { ...home(''), ...basic, ...keys, AWS_ENDPOINT_URL: `https://127.0.0.1:${port}`, AWS_CA_BUNDLE: certificate };
  expect(await failureOf('aws.sts.getIdentity', {}, env)).toBeUndefined();
});

test('a server without TLS behind an https address is told as that', async () => {
  const { url, requests } = await server(() => ({ status: 200 }));
  const env = { ...home(''), ...basic, ...keys, AWS_ENDPOINT_URL: url.replace('http:', 'https:') };
  expect(await failureOf('aws.sts.getIdentity', {}, env)).toMatchObject({ code: 'aws/no-tls', fix: expect.stringContaining('https://') });
  expect(requests).toEqual([]);
});

test.each([
  ['SELF_SIGNED_CERT_IN_CHAIN', 'aws/certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'aws/certificate'],
  ['CERT_NOT_YET_VALID', 'aws/certificate-early'],
])('a certificate that does not hold: %s', (code, says) => {
  const asked = { action: 'sts:GetCallerIdentity', profile: undefined, sso: false, host: 'sts.eu-central-1.amazonaws.com' };
  expect(explain(Object.assign(new Error('x'), { code }), asked).code).toBe(says);
});
