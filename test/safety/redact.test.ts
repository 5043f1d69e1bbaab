import { describe, expect, test } from 'vitest';
import { holdsPlaceholder, isSecretName, Redactor } from '../../src/safety/redact.ts';

// Every credential here is invented; each is put together from parts so that no scanner takes this file for a leak.
const invented = {
  aws: `AKIA${'IOSFODNN7EXAMPLE'}`,
  github: `ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'}`,
  awsSecret: `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCYEXAMPLEKEY'}`,
  storage: `${'aB3+dE6fgH9k'.repeat(7)}xY==`,
  jwt: `eyJ${'hbGciOiJIUzI1NiJ9'}.eyJ${'zdWIiOiIxMjM0NTY3ODkwIn0'}.${'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P'}`,
};
const clean = (text: string): string => new Redactor().text(text);

describe('taken out of a text', () => {
  test.each([
    [`key ${invented.aws} was used`, 'key <secret:aws-access-key> was used'],
    [`remote: https://x:${invented.github}@github.com/o/r`, 'remote: https://<secret:credentials>@github.com/o/r'],
    [`token=${invented.github}`, 'token=<secret:github-token>'],
    [`secret ${invented.awsSecret}.`, 'secret <secret:key>.'],
    [`Authorization: Bearer ${invented.jwt}`, 'Authorization: Bearer <secret:jwt>'],
    ['Authorization: Basic dXNlcjpwYXNz', 'Authorization: Basic <secret:authorization>'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nafter', '<secret:private-key>\nafter'],
    ['-----BEGIN PRIVATE KEY-----\ncut off', '<secret:private-key>'],
    ['postgres://app:hunter2@db.example.com/x', 'postgres://<secret:credentials>@db.example.com/x'],
    ['password = "hunter2 and more"', 'password = "<secret:password>"'],
    ["db_password: 'hunter2'", "db_password: '<secret:db_password>'"],
    ['export GITHUB_TOKEN=abcd1234efgh', 'export GITHUB_TOKEN=<secret:GITHUB_TOKEN>'],
    ['{"clientSecret": "abc-def"}', '{"clientSecret": "<secret:clientSecret>"}'],
    ['-----BEGIN PGP PRIVATE KEY BLOCK-----\nabc\n-----END PGP PRIVATE KEY BLOCK-----\nafter', '<secret:private-key>\nafter'],
    [`got ya29.${'a0AfH6SMBx1234567890'} back`, 'got <secret:google-token> back'],
    [`got hvs.${'CAESIJ1234567890abcdef'} back`, 'got <secret:vault-token> back'],
    [`got abcdefghij1234.atlasv1.${'aB3dE'.repeat(13)} back`, 'got <secret:terraform-token> back'],
    [`https://hooks.slack.com/services/${'T0000/B0000/XXXXabcd12345678'}`, 'https://hooks.slack.com/services/<secret:slack-webhook>'],
    [`got SG.abcdefghijklmnopqrstuv.${'aB3'.repeat(14)}c back`, 'got <secret:sendgrid-key> back'],
    [`got dop_v1_${'0a'.repeat(32)} back`, 'got <secret:digitalocean-token> back'],
    [`got AGE-SECRET-KEY-1${'QPZRY9X8'.repeat(7)}QP back`, 'got <secret:age-key> back'],
    ['https://b.example.com/k?X-Amz-Date=1&X-Amz-Signature=0123456789abcdef', 'https://b.example.com/k?X-Amz-Date=1&X-Amz-Signature=<secret:signature>'],
    ['https://x.example.com/c?sv=2020&sig=abcDEF123%2Bxyz&se=1', 'https://x.example.com/c?sv=2020&sig=<secret:signature>&se=1'],
    ['AccountName=x;AccountKey=aB3aB3aB3==;End', 'AccountName=x;AccountKey=<secret:AccountKey>;End'],
    ['https://abcd1234efgh5678ij@github.com/o/r', 'https://<secret:credentials>@github.com/o/r'],
    ['Authorization: token abcd1234efgh5678', 'Authorization: token <secret:authorization>'],
    ['helm registry login --password hunter2 host', 'helm registry login --password <secret:password> host'],
    ['DB_PASS=hunter2 PGPASSWORD=hunter3 psql', 'DB_PASS=<secret:DB_PASS> PGPASSWORD=<secret:PGPASSWORD> psql'],
    ['"{\\"password\\": \\"hunter2\\"}"', '"{\\"password\\": \\"<secret:password>\\"}"'],
    ['password = "hunter2 and cut', 'password = "<secret:password>'],
    ['"password=\\"hunter2\\" is none"', '"password=\\"<secret:password>\\" is none"'],
    ['https:/app:hunter2@example.com/x', 'https:/<secret:credentials>@example.com/x'],
    ['password:\n  hunter2 and more\nuser: app', 'password:\n  <secret:password>\nuser: app'],
    ['db_password: |-\n    hunter2\nuser: app', 'db_password: |-\n    <secret:db_password>\nuser: app'],
    ['+  password: >\n+    hunter2', '+  password: >\n+    <secret:password>'],
    ['<user>app</user><db:password> hunter2 </db:password>', '<user>app</user><db:password> <secret:password> </db:password>'],
    [`got ${invented.storage} back`, 'got <secret:key> back'],
    [
      'kind: ConfigMap\ndata:\n  host: db\n---\nkind: Secret\ndata:\n  host: ZGI=\nmetadata:\n  name: db\nstringData:\n  pin: |\n    0000\n    1111\n  "user": app\ntype: Opaque\n---\ndata:\n  a: b',
      'kind: ConfigMap\ndata:\n  host: db\n---\nkind: Secret\ndata:\n  host: <secret:host>\nmetadata:\n  name: db\nstringData:\n  pin: |\n    <secret:pin>\n    <secret:pin>\n  "user": <secret:user>\ntype: Opaque\n---\ndata:\n  a: b',
    ],
    [' kind: Secret\n data:\n-  host: ZGI=\n+  host: ZGIy', ' kind: Secret\n data:\n-  host: <secret:host>\n+  host: <secret:host>'],
    // The name stands beside the value: variables of containers, tags, parameters.
    [
      '{"name":"DB_PASSWORD","value":"hunter\\"2, and more"},{"name":"A","value":"b"}',
      '{"name":"DB_PASSWORD","value":"<secret:DB_PASSWORD>"},{"name":"A","value":"b"}',
    ],
    ['"{\\"Key\\":\\"db_password\\",\\"Value\\":\\"hunter\\\\\\"2\\"}"', '"{\\"Key\\":\\"db_password\\",\\"Value\\":\\"<secret:db_password>\\"}"'],
    ['- name: DB_PASSWORD\n  value: hunter2, and more\n- name: A', '- name: DB_PASSWORD\n  value: <secret:DB_PASSWORD>\n- name: A'],
    ['+  - name: "DB_PASSWORD"\n+    value: \'hunter2\'', '+  - name: "DB_PASSWORD"\n+    value: \'<secret:DB_PASSWORD>\''],
    ['- name: DB_PASSWORD\n  value: |-\n    hunter2\n', '- name: DB_PASSWORD\n  value: |-\n    <secret:DB_PASSWORD>\n'],
    ['set {\n  name  = "auth.password"\n  value = "hunter2"\n}', 'set {\n  name  = "auth.password"\n  value = "<secret:auth.password>"\n}'],
    ['<Tag><Key>api_token</Key><Value>hunter2</Value></Tag>', '<Tag><Key>api_token</Key><Value><secret:api_token></Value></Tag>'],
    ['{"name":"API_TOKEN","value":"hunter2 and cut', '{"name":"API_TOKEN","value":"<secret:API_TOKEN>'],
    ['args:\n  - --db-password\n  - hunter2\n  - --verbose', 'args:\n  - --db-password\n  - <secret:db-password>\n  - --verbose'],
    ['["--db-password", "hunter2","--api-token","--verbose"]', '["--db-password", "<secret:db-password>","--api-token","--verbose"]'],
    // As kubectl notes it in an annotation, and as one stands in JSON of something else.
    [
      '{"data":{"host":"ZGI=","url":"eA=="},"kind":"Secret","stringData":{"pin":"0\\"{"}}',
      '{"data":{"host":"<secret:host>","url":"<secret:url>"},"kind":"Secret","stringData":{"pin":"<secret:pin>"}}',
    ],
    ['"{\\"kind\\": \\"Secret\\", \\"data\\": {\\"host\\": \\"ZGI=\\"}}"', '"{\\"kind\\": \\"Secret\\", \\"data\\": {\\"host\\": \\"<secret:host>\\"}}"'],
    ['{"kind":"Secret","data":{"host":"ZGI= and cut', '{"kind":"Secret","data":{"host":"<secret:host>'],
    // Hidden where more is known of it: whether it changes.
    [
      ' kind: Secret\n data:\n-  password: <secret, before>\n+  password: <secret, after>\n   pin: <secret>',
      ' kind: Secret\n data:\n-  password: <secret, before>\n+  password: <secret, after>\n   pin: <secret>',
    ],
  ])('%j', (text, expected) => expect(clean(text)).toBe(expected));
});

test.each([
  'sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'commit 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12',
  'token: expired',
  'The password is asked for when it runs.',
  'master_user_secret_kms_key_id = aws_kms_key.main.arn',
  'password = var.db_password',
  'secret_arn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db"',
  'nextToken: abcdef123456',
  'secretName: web-tls-cert1',
  'serviceAccountToken:\n  expirationSeconds: 3607',
  'https://example.com/a/b?c=d',
  'modules/network/subnets/private/routeTable/associations/main.tf',
  'manage_master_user_password = true',
  'password = "${steps.db.output.handle}"',
  'https://git@github.com/o/r and https://oauth2@example.com/x',
  'Give --token to say who you are, or --password-stdin to type it; --password needs a value.',
  'https://example.com/a?sig=short&signature=none',
  'token:\n  enabled: true',
  'secret:\n  - name: a\n  - name: b',
  'password:\nuser: app',
  '<secretName>web-tls-cert1</secretName>',
  '<token/><user>app-of-mine</user>',
  `integrity: sha512-${'aB3+dE6fgH9k'.repeat(7)}xY==`,
  `h1:${'aB3+dE6/gH9'.repeat(3)}aB3+dE6/gH=`,
  'web@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'arn:aws:iam::123456789012:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS',
  '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  '{"kind":"SecretList","data":{"host":"db"}}',
  '{"kind":"ConfigMap","data":{"host":"db"}}',
  '- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef:\n      name: db',
  'name = "db_password"\nvalue = var.db_password',
  '{"name":"web","value":"1"},{"hostname":"token","value":"of-a-host"}',
  'kind: SecretStore\ndata:\n  host: db.example.com',
  'kind: Secret\nmetadata:\n  name: db\n  labels:\n    app: web',
])('left as it is: %s', (text) => expect(clean(text)).toBe(text));

test.each(['value', 'shared'] as const)('values by the names of their keys, at every depth; a Kubernetes Secret whole: %s', (how) => {
  expect(
    new Redactor()[how]({
      user: 'app',
      password: 'hunter2',
      tokens: { access: 'x' },
      list: [{ apiKey: 'abcd' }, 'token=zzzz9999'],
      port: 5432,
      adminPassword: 271828,
      passwordLength: 16,
      env: [
        { name: 'DB_PASSWORD', value: 'hunter2' },
        { name: 'DB_HOST', value: 'db.example.com' },
      ],
      Tags: [
        { Key: 'db_password', Value: 'hunter2' },
        { Key: 'team', Value: 'shop' },
      ],
      tags: [
        ['db_password', 'hunter2'],
        ['team', 'shop'],
      ],
      args: ['--db-password', 'hunter2', '--api-token', '--verbose', 'password', 'said'],
      objects: [{ kind: 'Secret', metadata: { name: 'db' }, data: { host: 'ZGI=' }, stringData: { pin: '0000' } }],
    }),
  ).toEqual({
    user: 'app',
    password: '<secret:password>',
    tokens: { access: 'x' },
    list: [{ apiKey: '<secret:apiKey>' }, 'token=<secret:token>'],
    port: 5432,
    adminPassword: '<secret:adminPassword>',
    passwordLength: 16,
    env: [
      { name: 'DB_PASSWORD', value: '<secret:DB_PASSWORD>' },
      { name: 'DB_HOST', value: 'db.example.com' },
    ],
    Tags: [
      { Key: 'db_password', Value: '<secret:db_password>' },
      { Key: 'team', Value: 'shop' },
    ],
    tags: [
      ['db_password', '<secret:db_password>'],
      ['team', 'shop'],
    ],
    args: ['--db-password', '<secret:db-password>', '--api-token', '--verbose', 'password', 'said'],
    objects: [{ kind: 'Secret', metadata: { name: 'db' }, data: { host: '<secret:host>' }, stringData: { pin: '<secret:pin>' } }],
  });
});

test('shared: what has nothing to take out is the value itself; a copy never is; what would tell itself is told by its fields', () => {
  const list = [{ name: 'a', password: 'hunter2', more: { port: 1 } }, { name: 'b' }];
  const [shared, copied] = [new Redactor().shared({ list, at: new URL('https://app:hunter2@example.com') }), new Redactor().value({ list })];
  expect(JSON.stringify(shared)).toBe('{"list":[{"name":"a","password":"<secret:password>","more":{"port":1}},{"name":"b"}],"at":{}}');
  expect([shared.list[1] === list[1], shared.list[0]?.more === list[0]?.more, copied.list[1] === list[1]]).toEqual([true, true, false]);
  expect(list[0]?.password).toBe('hunter2');
});

test('what was told is found within more that is in base64 or hexadecimal, and indented', () => {
  const redactor = new Redactor();
  redactor.hide('told', 'Tr0ub4dor-and-3');
  redactor.hide('several', '{\n"auth": "q8Zx71LmNopQrStuv42"\n}');
  const base64 = (text: string, how: 'base64' | 'base64url' = 'base64') => Buffer.from(text).toString(how);
  for (const around of ['', 'u', 'us', 'use', 'user'])
    for (const how of ['base64', 'base64url'] as const) {
      const text = redactor.text(base64(`${around}:Tr0ub4dor-and-3\n`, how));
      expect(text).toContain('<secret:told>');
      // What is left of it besides: no more than a sign of what stands beside it gives away.
      expect(Buffer.from(text.split('<secret:told>').at(-1) ?? '', how).toString()).not.toContain('and');
    }
  expect(redactor.text(`${Buffer.from('Tr0ub4dor-and-3').toString('hex')} |\n    "auth": "q8Zx71LmNopQrStuv42"`)).toBe(
    '<secret:told> |\n    "auth": "<secret:several>"',
  );
});

test('what was told is found as it is, in base64, in an address and in JSON', () => {
  const redactor = new Redactor({ DB_PASSWORD: 'p"ss w/rd', PATH: '/usr/bin', PWD: '/usr/bin', APP_CREDENTIALS: '/usr/bin' });
  const forms = ['p"ss w/rd', Buffer.from('p"ss w/rd').toString('base64'), encodeURIComponent('p"ss w/rd'), JSON.stringify('p"ss w/rd')];
  expect(redactor.text(`${forms.join(' | ')} /usr/bin`)).toBe(
    '<secret:DB_PASSWORD> | <secret:DB_PASSWORD> | <secret:DB_PASSWORD> | "<secret:DB_PASSWORD>" /usr/bin',
  );
  expect(holdsPlaceholder({ a: ['x', '<secret:db>'] })).toBe(true);
  expect(holdsPlaceholder({ a: ['x', 'secret:db'] })).toBe(false);
});

test('names', () => {
  const secret = ['password', 'DB_PASSWORD', 'masterPassword', 'AWS_SECRET_ACCESS_KEY', 'clientSecret', 'api-key', 'githubToken', 'private_key'];
  const not = ['passwordLength', 'secretName', 'next_token', 'key', 'tokens_used', 'kmsKeyId', 'accessKeyRotation', 'publicKey', 'path'];
  expect(secret.filter((name) => !isSecretName(name))).toEqual([]);
  expect(not.filter(isSecretName)).toEqual([]);
});

describe('what is made to be slow is gone through all the same', () => {
  // Whatever takes time by the square of its length needs minutes for one of these.
  const long = 300_000;
  const fill = (piece: string): string => piece.repeat(Math.ceil(long / piece.length)).slice(0, long);
  test.each([
    ['what might begin an address', `${fill('a.')} token`],
    ['what might begin an address, and one', `${fill('a+')}://`],
    ['addresses without an end', fill('a://b:')],
    ['what might begin a name', `${fill('a-')}secret`],
    ['tokens that go on and on', fill('eyJ-')],
    ['halves of tokens', fill(`eyJ${'a'.repeat(10)}.`)],
    ['keys that begin', fill('-----BEGIN A')],
    ['keys with nothing below', fill('password:\n')],
    ['keys far from what is below', fill('password:\n  \n')],
    ['tags that are never closed', fill('<password> ')],
    ['Secrets without an end', `kind: Secret\ndata:\n${fill('  a:\n')}`],
    ['many Secrets', fill('---\nkind: Secret\ndata:\n')],
    ['values that are never closed', fill('password="a')],
    ['space and nothing in it', `token${fill(' ')}`],
    ['options without a value', fill('--password ')],
    ['what might begin an option', `${fill('-a')} token`],
    ['JSON in JSON that is never closed', fill('\\"token\\": \\"')],
    ['addresses of one long user', `https://${fill('a')}`],
    ['halves of other tokens', fill(`SG.${'a'.repeat(20)}.`)],
    ['signatures', fill('?sig=')],
    ['names with a value that is never closed', fill('{"name":"token","value":"a')],
    ['options far from what might be a value', fill('- --token\n -  ')],
    ['names far from what might be a value', fill('name: token\n   ')],
    ['JSON far within JSON', `${fill('\\\\')}"name token`],
    ['Secrets in JSON without an end', fill('{"kind":"Secret","data":{"a":"b')],
    ['Secrets in JSON with nothing in them', fill('{"kind":"Secret","data":{')],
    ['schemes without a word', fill('Authorization: Bearer ')],
  ])('%s', (_what, text) => expect(clean(text).length).toBeGreaterThan(0));
});
