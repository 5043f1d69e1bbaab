import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tempFolder } from '../../support/temp.ts';
import { plant, tree } from '../../support/tree.ts';
import { answersText, inTerraformsPlace, type Nimbus, nimbus, versionOnly } from './nimbus.ts';

interface Case {
  readonly answers?: string;
  readonly json?: true;
  readonly out?: (n: Nimbus) => string;
  readonly before?: (n: Nimbus) => void;
  readonly code: number;
  /** What the failure says: its code, its message and fix, and a problem a line. */
  readonly says: RegExp | readonly RegExp[];
}

const generate = (n: Nimbus, out: string, answers = 'answers.yaml') => [
  'generate',
  'terraform',
  '--answers',
  join(n.data, answers),
  '--out',
  out,
  '--yes',
  '--json',
];

/** Generates from something wrong: the exit code and the words; nothing was written and nothing that was there is lost. */
async function check({ answers = answersText, json, out = () => 'infra', before = () => {}, code, says }: Case): Promise<void> {
  const n = await nimbus();
  const name = json ? 'answers.json' : 'answers.yaml';
  writeFileSync(join(n.data, name), answers);
  before(n);
  const was = tree(n.workspace);
  const ended = await n.run(generate(n, out(n), name));
  const failure = ended.document.failure ?? stepFailure(ended.document);
  const words =
    failure === undefined
      ? ended.stdout
      : [`${failure.code} ${failure.message} ${failure.fix}`, ...(failure.problems ?? []).map((p) => `${p.path}: ${p.message}`)].join('\n');
  for (const pattern of [says].flat()) expect(words).toMatch(pattern);
  expect(ended.code, words).toBe(code);
  expect(tree(n.workspace)).toEqual(was);
}

const stepFailure = (document: { readonly [key: string]: unknown }) =>
  (document.steps as readonly { failure?: undefined }[] | undefined)?.find((s) => s.failure)?.failure;

const network = (more: string) =>
  `project: { name: shop, environment: staging, region: eu-central-1, components: [network], owner: o, costCentre: c }\nnetwork: { ${more} }\n`;

for (const [what, row] of Object.entries<Case>({
  'answers that are no YAML': { answers: 'project: {name: shop\n', code: 2, says: /^answers\/malformed .*line \d+, column \d+/ },
  'answers that are no JSON': { answers: '{"project": ', json: true, code: 2, says: /^answers\/malformed .*JSON at line 1/ },
  'answers that are a list': { answers: '- a\n', code: 2, says: /^answers\/not-a-map/ },
  'answers that are half filled: all problems at once': {
    answers: 'project: { name: "My Shop!", environment: moon, components: [network, database] }\nnetwork: { cidr: 300.1.1.1/16, zones: 99 }\n',
    code: 2,
    says: [/^input\/invalid|^answers\/invalid/, /^project\.name: /m, /^project\.environment: /m, /^network\.cidr: /m, /^network\.zones: /m],
  },
  'an unknown question: the nearest is named': { answers: network('cidr: 10.0.0.0/16, zoness: 2'), code: 2, says: /network\.zoness: .*network\.zones\b/ },
  'an unknown question beside a wrong answer': { answers: network('cidr: nonsense, zoness: 2'), code: 2, says: [/network\.zoness/, /^network\.cidr: /m] },
  'a network that is too small': { answers: network('cidr: 10.0.0.0/28, zones: 3'), code: 2, says: /^network\.cidr: /m },
  'a public network': { answers: network('cidr: 8.8.0.0/16'), code: 2, says: /^network\.cidr: .*private/m },
  'subnets that overlap': {
    answers: network(
      'cidr: 10.0.0.0/16, zones: 2, tiers: [public, private], subnets: custom, publicSubnets: [10.0.0.0/24, 10.0.0.128/25], privateSubnets: [10.0.2.0/24, 10.0.3.0/24]',
    ),
    code: 2,
    says: /^network\.publicSubnets.*overlaps/m,
  },
  'a folder outside the workspace': { out: () => '../elsewhere', code: 2, says: /^files\/outside-workspace/ },
  'a folder outside the workspace, by its whole path': { out: (n) => n.data, code: 2, says: /^files\/outside-workspace/ },
  'a link out of the workspace': { before: (n) => symlinkSync(n.data, join(n.workspace, 'infra')), code: 2, says: /^files\/outside-workspace .*symbolic link/ },
  'a link out of the workspace, further up': {
    out: () => 'link/infra',
    before: (n) => symlinkSync(n.data, join(n.workspace, 'link')),
    code: 2,
    says: /^files\/outside-workspace/,
  },
  'a file in the place of the folder': { before: (n) => plant(n.workspace, { infra: 'a file' }), code: 2, says: /^files\/not-a-folder/ },
  'a file in the place of a folder above it': {
    out: () => 'a/infra',
    before: (n) => plant(n.workspace, { a: 'a file' }),
    code: 2,
    says: /^files\/not-a-folder|^files\/failed/,
  },
  'a folder in the place of a file': {
    before: (n) => mkdirSync(join(n.workspace, 'infra/README.md'), { recursive: true }),
    code: 2,
    says: /^files\/not-a-file/,
  },
}))
  test(what, () => check(row));

/** A file system of its own at `place`, where this user may make one. */
function mounted(place: string, options: string): void {
  mkdirSync(place, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'none', place], { stdio: 'ignore' });
  onTestFinished(() => void execFileSync('umount', [place]));
}

const canMount = (() => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const place = mkdtempSync(join(tmpdir(), 'nimbus-test-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'none', place], { stdio: 'ignore' });
    execFileSync('umount', [place]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
})();

for (const [what, options, says] of [
  ['a disk that gets full', 'size=48k', /the disk is full/],
  ['a folder that can’t be written', 'ro', /this user may not/],
] as const)
  test.skipIf(!canMount)(`${what}: said plainly, and what was written can be taken back (needs root, to mount)`, async () => {
    const n = await nimbus();
    mounted(join(n.workspace, 'infra'), options);
    const ended = await n.run(generate(n, 'infra'));
    expect(ended.code, ended.stdout).toBe(1);
    expect(ended.stdout + ended.stderr).toMatch(says);
    expect(Object.entries(tree(n.workspace)).filter(([path, text]) => text === '' && !path.endsWith('/'))).toEqual([]);
    if (options === 'ro') return;
    const { runId = '' } = ended.document;
    const { document } = await n.run(['runs', 'rollback', runId, '--json']);
    expect(await n.run(['runs', 'rollback', runId, '--approve', document.hash ?? '', '--json'])).toMatchObject({ code: 0 });
    expect(tree(n.workspace)).toEqual({ 'infra/': '' });
  });

/** A Terraform that is not as it should be: the files are written and scanned, its own checks say why not, and the exit code counts. */
async function checkTerraform(row: { env: Readonly<Record<string, string>>; code: number; validate: string; detail: RegExp; fix?: RegExp }): Promise<void> {
  const n = await nimbus();
  const { code, document, stderr } = await n.run(generate(n, 'infra'), { env: row.env });
  const named = (name: string) => document.checks?.find((c) => c.name === name);
  expect(named('terraform.validate'), stderr).toMatchObject({ ok: false, status: row.validate });
  expect(named('terraform.validate')?.detail).toMatch(row.detail);
  if (row.fix) expect(named('terraform.validate')?.fix).toMatch(row.fix);
  expect(named('rules.scan')).toMatchObject({ ok: true, status: 'succeeded' });
  expect(document.files?.length).toBeGreaterThan(5);
  expect(Object.keys(tree(n.workspace))).toEqual((document.files ?? []).map((f) => `infra/${f.path}`).sort());
  expect(code).toBe(row.code);
}

const hasTerraform = (() => {
  try {
    execFileSync('terraform', ['version'], { stdio: 'ignore', env: { ...process.env, TF_CLI_CONFIG_FILE: '' } });
    return true;
  } catch {
    return false;
  }
})();
const settings = (text: string): Readonly<Record<string, string>> => {
  const path = join(tempFolder(), 'cli.tfrc');
  writeFileSync(path, text);
  return { TF_CLI_CONFIG_FILE: path, NIMBUS_TERRAFORM: 'terraform' };
};

test('no Terraform on the PATH', () =>
  checkTerraform({
    env: { NIMBUS_TERRAFORM: '', PATH: tempFolder() },
    code: 0,
    validate: 'skipped',
    detail: /was not found on this machine/,
    fix: /Install Terraform/,
  }));
test('a Terraform that is too old', () =>
  checkTerraform({
    env: inTerraformsPlace(`say({ terraform_version: '1.5.7' });`),
    code: 0,
    validate: 'skipped',
    detail: /is version 1\.5\.7; this needs 1\.11\.0 or newer/,
  }));
test('a Terraform that prints garbage for its version', () =>
  checkTerraform({ env: inTerraformsPlace(`say('<html>sign in first</html>');`), code: 1, validate: 'failed', detail: /not the JSON it promises/ }));
test('a Terraform that prints garbage for its verdict', () =>
  checkTerraform({
    env: inTerraformsPlace(`${versionOnly}\nif (args[0] === 'validate') say('\\u0000 nonsense {');`),
    code: 1,
    validate: 'failed',
    detail: /not the JSON it promises/,
  }));
test('a Terraform that is killed', () =>
  checkTerraform({
    env: inTerraformsPlace(`${versionOnly}\nif (args[0] !== 'fmt') process.kill(process.pid, 'SIGKILL');`),
    code: 1,
    validate: 'failed',
    detail: /ended from outside \(SIGKILL\)/,
  }));
for (const [how, text] of [
  ['no copy on this machine', `provider_installation {\n  filesystem_mirror {\n    path = "/nowhere"\n  }\n}\n`],
  ['a mirror that does not answer', `provider_installation {\n  network_mirror {\n    url = "https://127.0.0.1:9/"\n  }\n}\n`],
] as const)
  test.skipIf(!hasTerraform)(`a provider that can’t be had, with ${how}: the rest still counts`, () =>
    checkTerraform({ env: settings(text), code: 0, validate: 'skipped', detail: /could not get the provider/, fix: /set up a provider mirror/ }),
  );
