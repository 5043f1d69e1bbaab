import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { call, takeBack } from '../../support/drive-tool.ts';
import { tempFolder } from '../../support/temp.ts';
import { tree } from '../../support/tree.ts';
import { inItsPlace, planAndApply, stateFile, theProgram, type World, world } from './support.ts';

const secretive = `
variable "password" {
  type      = string
  sensitive = true
  default   = "canary-of-a-password"
}
resource "terraform_data" "a" { input = "plain" }
resource "terraform_data" "b" {
  input = { user = "ada", password = var.password }
}
output "open" { value = terraform_data.a.output }
output "closed" {
  value     = var.password
  sensitive = true
}
`;

test('outputs, the state and a plan are shown without what is sensitive in them', async () => {
  const at = world({ 'infra/main.tf': secretive });
  const planned = await call(at, 'terraform.plan', { directory: 'infra' });
  const shownPlan = await call(at, 'terraform.show', { plan: planned.output.plan });
  const applied = await call(at, 'terraform.apply', { plan: planned.output.plan });
  const outputs = await call(at, 'terraform.output', { directory: 'infra' });
  const one = await call(at, 'terraform.output', { directory: 'infra', name: 'open' });
  const none = await call(at, 'terraform.output', { directory: 'infra', name: 'opem' });
  const shown = await call(at, 'terraform.show', { directory: 'infra' });
  const single = await call(at, 'terraform.show', { directory: 'infra', address: 'terraform_data.a' });
  const listed = await call(at, 'terraform.stateList', { directory: 'infra', filter: 'terraform_data.' });
  expect(outputs.output.outputs).toEqual({ closed: { value: '<secret:terraform.closed>', sensitive: true }, open: { value: 'plain', sensitive: false } });
  expect(one.output.outputs).toEqual({ open: { value: 'plain', sensitive: false } });
  expect(none.failure?.message).toBe('The state of infra has no output opem; did you mean open?');
  expect(applied.output.outputs).toEqual({ closed: '<secret:terraform.closed>', open: 'plain' });
  expect(shown.output.resources[1]).toMatchObject({
    address: 'terraform_data.b',
    values: { input: { user: 'ada', password: '<secret:terraform.terraform_data.b.input.password>' } },
  });
  expect(single.output.resources.map((r: { address: string }) => r.address)).toEqual(['terraform_data.a']);
  expect(shownPlan.output.changes[0]).toMatchObject({
    address: 'terraform_data.a',
    actions: ['create'],
    attributes: [
      { path: 'input', after: 'plain' },
      { path: 'id', unknown: true },
      { path: 'output', unknown: true },
    ],
  });
  expect(listed.output).toMatchObject({ workspace: 'default', addresses: ['terraform_data.a', 'terraform_data.b'] });
  const all = JSON.stringify([planned, shownPlan, applied, outputs, one, none, shown, single, listed]);
  expect(all).not.toContain('canary-of-a-password');
  expect(Object.keys(tree(at.folder)).sort()).toEqual(['infra/main.tf', 'infra/terraform.tfstate']);
});

test('what a sensitive output holds deep inside shows nowhere from then on', async () => {
  const made = world({ 'main.tf': 'output "login" {\n  value     = { users = ["ada"], keys = [{ main = "canary-deep-inside" }] }\n  sensitive = true\n}\n' });
  expect((await planAndApply(made)).failure).toBeUndefined();
  // Another process, which saw no plan.
  const at = world({ 'main.tf': '', 'terraform.tfstate': readFileSync(stateFile(made), 'utf8') });
  expect(at.redactor.text('canary-deep-inside')).toBe('canary-deep-inside');
  expect((await call(at, 'terraform.output')).output.outputs).toEqual({ login: { value: '<secret:terraform.login>', sensitive: true } });
  expect(at.redactor.text('it is canary-deep-inside')).toBe('it is <secret:terraform.login>');
});

test('init leaves what Terraform leaves, workspaces too, and is taken back', async () => {
  const at = world({ 'main.tf': 'resource "terraform_data" "a" {}\nterraform {\n  backend "local" {}\n}\n' });
  const before = tree(at.folder);
  const done = await call(at, 'terraform.init', { workspace: 'staging', createWorkspace: true });
  expect(done.failure).toBeUndefined();
  expect(done.output).toMatchObject({ providers: [], backend: 'local', workspace: 'staging' });
  const planned = await call(at, 'terraform.plan');
  expect(planned.output?.workspace, planned.failure?.message).toBe('staging');
  const missing = await call(at, 'terraform.plan', { workspace: 'stagin' });
  expect(missing.failure?.message).toBe('There is no Terraform workspace stagin; did you mean staging? There are: default and staging. Nothing was changed.');
  const moved = await call(at, 'terraform.apply', { plan: planned.output.plan, workspace: 'default' });
  expect(moved.failure?.message).toBe('The saved plan no longer fits: it is for workspace staging, and default is chosen. Nothing was changed.');
  const back = await takeBack(at, done);
  expect(back.failure).toBeUndefined();
  expect(tree(at.folder)).toEqual(before);
});

describe('providers that are fetched once', () => {
  const hosts = ['registry.terraform.io', 'registry.opentofu.org'];
  const platform = `${process.platform}_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const needed = 'terraform {\n  required_providers {\n    null = {\n      source = "hashicorp/null"\n    }\n  }\n}\n';

  /** A mirror with one provider, packed, which is all of Terraform's configuration but for `more`; whose content no `init` can take after `damage`. */
  const mirror = (more = '') => {
    const folder = tempFolder();
    const packed = hosts.map((host) => join(folder, 'mirror', host, 'hashicorp/null', `terraform-provider-null_9.9.9_${platform}.zip`));
    const content = zipOf('terraform-provider-null_v9.9.9', 'a provider');
    const fill = (bytes: Uint8Array) => {
      for (const path of packed) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, bytes);
      }
    };
    fill(content);
    const settings = join(folder, 'cli.tfrc');
    writeFileSync(settings, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(join(folder, 'mirror'))}\n  }\n}\n${more}`);
    process.env.TF_CLI_CONFIG_FILE = settings;
    onTestFinished(() => {
      delete process.env.TF_CLI_CONFIG_FILE;
    });
    return { damage: () => fill(new Uint8Array()) };
  };
  const providerIn = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap((path) => (path.endsWith('_v9.9.9') ? [realpathSync(join(folder, path))] : []));
  /** The provider of a root module, where it really lies. */
  const providerOf = (at: World, directory: string) => {
    const versions = hosts.map((host) => join(at.folder, directory, '.terraform/providers', host, 'hashicorp/null/9.9.9'));
    return versions.flatMap((folder) => (existsSync(folder) ? providerIn(join(folder, platform)) : []));
  };
  const kept = async (at: World) => providerIn(await scratch(at));
  const scratch = (at: World) => at.workplace(at.folder, new AbortController().signal, () => {}).scratch('terraform');
  const roots = { 'one/main.tf': needed, 'two/main.tf': needed, 'three/main.tf': needed };
  const init = async (at: World, directory: string) => (await call(at, 'terraform.init', { directory })).failure?.message;
  const lock = (at: World, directory: string) => cpSync(join(at.folder, 'one/.terraform.lock.hcl'), join(at.folder, directory, '.terraform.lock.hcl'));

  test('with a lock file the second folder takes what the first one fetched; without one nothing that is kept is touched', async () => {
    const at = world(roots);
    const { damage } = mirror();
    expect(await init(at, 'one')).toBeUndefined();
    expect(await kept(at)).toEqual([]);
    expect(providerOf(at, 'one')).toEqual([expect.stringContaining(join(at.folder, 'one'))]);
    lock(at, 'two');
    expect(await init(at, 'two')).toBeUndefined();
    damage();
    lock(at, 'three');
    expect(await init(at, 'three')).toBeUndefined();
    const [provider] = await kept(at);
    expect(provider).toBeDefined();
    expect([providerOf(at, 'two'), providerOf(at, 'three')]).toEqual([[provider], [provider]]);
  });

  test('into the folder that a person has set up for it, and into no other', async () => {
    const own = tempFolder();
    const at = world(roots);
    mirror(`plugin_cache_dir = ${JSON.stringify(own)}\n`);
    expect(await init(at, 'one')).toBeUndefined();
    lock(at, 'two');
    expect(await init(at, 'two')).toBeUndefined();
    expect(await kept(at)).toEqual([]);
    expect(providerOf(at, 'two')).toEqual(providerIn(own));
  });

  test('a provider that is to be replaced while it runs for somebody else is fetched for this folder alone', async () => {
    const at = world(roots);
    mirror();
    expect(await init(at, 'one')).toBeUndefined();
    lock(at, 'two');
    const script = join(tempFolder(), 'terraform');
    writeFileSync(
      script,
      `#!/bin/sh\n[ "$1" = init ] && [ -n "$TF_PLUGIN_CACHE_DIR" ] && { echo "open terraform-provider-null_v9.9.9: text file busy" >&2; exit 1; }\nexec "${theProgram()}" "$@"\n`,
      { mode: 0o755 },
    );
    inItsPlace(script);
    expect(await init(at, 'two')).toBeUndefined();
    expect(providerOf(at, 'two')).toEqual([expect.stringContaining(join(at.folder, 'two'))]);
  });
});

/** A zip file with one file in it that may be run, not compressed. Source: pkware.com/appnote. */
function zipOf(name: string, text: string): Uint8Array {
  const [called, content] = [Buffer.from(name), Buffer.from(text)];
  const sizes = Buffer.alloc(16);
  sizes.writeUInt32LE(crc32(content), 0);
  sizes.writeUInt32LE(content.length, 4);
  sizes.writeUInt32LE(content.length, 8);
  sizes.writeUInt16LE(called.length, 12);
  // Version 2.0, no flags, stored, without a time.
  const about = Buffer.concat([Buffer.from([20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0]), sizes]);
  const local = Buffer.concat([Buffer.from('PK\x03\x04'), about, called, content]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE((0o100755 << 16) >>> 0, 6);
  const entry = Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), about, rest, called]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(entry.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, entry, Buffer.from('PK\x05\x06'), end]);
}

test('drift of a state, and a new name for the same thing', async () => {
  const at = world({ 'main.tf': 'resource "terraform_data" "a" {\n  input = "one"\n}\n' });
  await planAndApply(at);
  const clean = await call(at, 'terraform.drift');
  expect({ summary: clean.summary, drifted: clean.output?.drifted }, clean.failure?.message).toEqual({
    summary: 'Nothing drifted: everything is as the state says.',
    drifted: [],
  });
  writeFileSync(join(at.folder, 'main.tf'), 'resource "terraform_data" "b" {\n  input = "one"\n}\n');
  const planned = await call(at, 'terraform.plan');
  expect(planned.output.moved).toEqual([
    { from: 'terraform_data.a', to: 'terraform_data.b', block: 'moved {\n  from = terraform_data.a\n  to   = terraform_data.b\n}\n' },
  ]);
});

test('an import writes the configuration that was missing, and is taken back', async () => {
  const at = world({ 'main.tf': '# nothing yet\n' });
  const before = tree(at.folder);
  const done = await call(at, 'terraform.import', { address: 'terraform_data.old', id: 'an id with "quotes" and ${x}' });
  expect(done.failure).toBeUndefined();
  expect({ status: done.status, verdict: done.verdict, file: done.output.file }).toEqual({
    status: 'succeeded',
    verdict: { met: true },
    file: 'imported_terraform_data_old.tf',
  });
  expect(readFileSync(join(at.folder, 'imported_terraform_data_old.tf'), 'utf8')).toContain('resource "terraform_data" "old"');
  expect((await call(at, 'terraform.stateList')).output.addresses).toEqual(['terraform_data.old']);
  expect((await call(at, 'terraform.show', { address: 'terraform_data.old' })).output.resources[0].values.id).toBe('an id with "quotes" and ${x}');
  const again = await call(at, 'terraform.import', { address: 'terraform_data.old', id: 'x' });
  expect(again.failure?.code).toBe('terraform/already-managed');
  const back = await takeBack(at, done);
  expect(back.failure).toBeUndefined();
  expect((await call(at, 'terraform.stateList')).output.addresses).toEqual([]);
  const { 'terraform.tfstate': _, ...rest } = tree(at.folder);
  expect(rest).toEqual(before);
});

test('tests of a module are run, and told one by one when they fail', async () => {
  const at = world({
    'main.tf': 'variable "name" { default = "a" }\nresource "terraform_data" "a" { input = var.name }\noutput "name" { value = terraform_data.a.output }\n',
    'tests/a.tftest.hcl': 'run "good" {\n  assert {\n    condition     = output.name == "a"\n    error_message = "not a"\n  }\n}\n',
  });
  const good = await call(at, 'terraform.test');
  expect(good.failure).toBeUndefined();
  expect(good.output).toMatchObject({ passed: 1, failed: 0, runs: [{ file: 'tests/a.tftest.hcl', run: 'good', status: 'pass' }] });
  const bad = await call(at, 'terraform.test', { vars: { name: 'b' } });
  expect(bad.failure).toMatchObject({ code: 'terraform/tests-failed', problems: [{ path: 'tests/a.tftest.hcl good' }] });
  expect(Object.keys(tree(at.folder)).sort()).toEqual(['main.tf', 'tests/a.tftest.hcl']);
});
