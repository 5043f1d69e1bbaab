import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { call, inspect, preview, rollBack, takeBack } from '../../support/drive-tool.ts';
import { type Moto, startMoto } from '../../support/moto.ts';
import { tempFolder } from '../../support/temp.ts';
import { findTerraform, type Terraform } from '../../support/terraform.ts';
import { tree } from '../../support/tree.ts';
import { world } from './support.ts';

const found = await findTerraform();
if ('missing' in found) test.skip(`Terraform’s tools on AWS: ${found.missing}`, () => {});
else suite(found);

const provider = `terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region                      = "eu-central-1"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
}
`;
const bucket = (name: string, owner: string) => `
resource "aws_s3_bucket" "logs" {
  bucket = "${name}"
  tags   = { Owner = "${owner}" }
}
`;

function suite(terraform: Terraform): void {
  let moto: Moto;
  beforeAll(async () => {
    moto = await startMoto();
    Object.assign(process.env, terraform.env, moto.env);
  });
  afterAll(async () => {
    for (const name of [...Object.keys(terraform.env), ...Object.keys(moto.env)]) delete process.env[name];
    await moto[Symbol.asyncDispose]();
    await terraform[Symbol.asyncDispose]();
  });
  /** A call of S3 itself. */
  const s3 = async (method: string, path: string, body?: string) => {
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=test/20250101/eu-central-1/s3/aws4_request, SignedHeaders=host, Signature=0' };
    const answer = await fetch(`${moto.url}/${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    return { status: answer.status, text: await answer.text() };
  };
  const make = '<CreateBucketConfiguration><LocationConstraint>eu-central-1</LocationConstraint></CreateBucketConfiguration>';

  /** One provider for all that follows: starting one takes longer than most of what it is asked. */
  const attached = async (env: Readonly<Record<string, string>> = {}) => {
    const running = await terraform.startProvider({ ...moto.env, ...env }, 'aws_s3_bucket, aws_s3_object');
    Object.assign(process.env, running.env);
    onTestFinished(async () => {
      for (const name of Object.keys(running.env)) delete process.env[name];
      await running[Symbol.asyncDispose]();
    });
  };

  test('a bucket: planned without a trace, made with the lock file, found drifted, and taken back', async () => {
    const at = world({ 'infra/main.tf': provider + bucket('example-logs', 'ada') });
    const planned = await call(at, 'terraform.plan', { directory: 'infra' });
    expect(planned.failure).toBeUndefined();
    expect(Object.keys(tree(at.folder))).toEqual(['infra/main.tf']);
    const seen = await preview(at, 'terraform.apply', { plan: planned.output.plan });
    expect(seen).toMatchObject({
      summary: 'Apply to infra: create 1 resource',
      files: [{ path: 'infra/.terraform.lock.hcl', action: 'create' }],
      target: {
        system: 'terraform',
        label: `AWS account 123456789012, eu-central-1 · workspace default · local state ${join(at.folder, 'infra/terraform.tfstate')}`,
        facts: { account: '123456789012', region: 'eu-central-1', workspace: 'default', serial: '0' },
      },
      impacts: [{ address: 'aws_s3_bucket.logs', type: 'aws_s3_bucket', operation: 'create' }],
    });
    const applied = await call(at, 'terraform.apply', { plan: planned.output.plan });
    expect({ failure: applied.failure, verdict: applied.verdict, summary: applied.summary }).toEqual({
      failure: undefined,
      verdict: { met: true },
      summary: 'Applied: 1 resource made.',
    });
    expect(existsSync(join(at.folder, 'infra/.terraform'))).toBe(false);
    expect(readFileSync(join(at.folder, 'infra/.terraform.lock.hcl'), 'utf8')).toContain('version     = "5.100.0"');

    // With a provider that Terraform was given, started and wrote down; all else that is asked of it, one that stays can tell.
    await attached();
    expect((await s3('PUT', 'example-logs?tagging', '<Tagging><TagSet><Tag><Key>Owner</Key><Value>eve</Value></Tag></TagSet></Tagging>')).status).toBeLessThan(
      300,
    );
    const drifted = await call(at, 'terraform.drift', { directory: 'infra' });
    expect(drifted.output?.drifted, drifted.failure?.message).toMatchObject([
      { address: 'aws_s3_bucket.logs', action: 'update', attributes: expect.arrayContaining([{ path: 'tags.Owner', before: 'ada', after: 'eve' }]) },
    ]);

    const back = await takeBack(at, applied);
    expect(back.failure).toBeUndefined();
    expect((await s3('HEAD', 'example-logs')).status).toBe(404);
    expect(existsSync(join(at.folder, 'infra/.terraform.lock.hcl'))).toBe(false);
  });

  test('a bucket that exists comes under the state with the configuration Terraform wrote', async () => {
    await attached();
    await s3('PUT', 'example-old', make);
    const at = world({ 'main.tf': provider });
    const done = await call(at, 'terraform.import', { address: 'aws_s3_bucket.old', id: 'example-old' });
    expect(done.failure).toBeUndefined();
    expect({ status: done.status, verdict: done.verdict, file: done.output.file }).toEqual({
      status: 'succeeded',
      verdict: { met: true },
      file: 'imported_aws_s3_bucket_old.tf',
    });
    expect(readFileSync(join(at.folder, 'imported_aws_s3_bucket_old.tf'), 'utf8')).toContain('"example-old"');
    const back = await takeBack(at, done);
    expect(back.failure).toBeUndefined();
    expect(existsSync(join(at.folder, 'imported_aws_s3_bucket_old.tf'))).toBe(false);
    expect((await s3('HEAD', 'example-old')).status).toBe(200);
  });

  test('a part fails in the cloud: what was made is known, and taken back', async () => {
    await attached();
    const at = world({
      'main.tf': `${provider}
resource "aws_s3_bucket" "good" { bucket = "example-good" }
resource "aws_s3_object" "bad" {
  bucket  = "example-not-there"
  key     = "a"
  content = "b"
  depends_on = [aws_s3_bucket.good]
}
`,
    });
    const planned = await call(at, 'terraform.plan');
    const applied = await call(at, 'terraform.apply', { plan: planned.output.plan });
    expect(applied.failure).toMatchObject({
      code: 'terraform/partly-applied',
      message: expect.stringContaining('aws_s3_bucket.good is done; aws_s3_object.bad failed and may be half done'),
    });
    const back = await takeBack(at, applied);
    expect(back.failure).toBeUndefined();
    expect((await s3('HEAD', 'example-good')).status).toBe(404);
  });

  /** Passes all on to moto; what makes this bucket is done there and never answered. */
  const stalling = async (bucketName: string, onStalled: () => void) => {
    const server = createServer((asked, answer) => {
      const behind = request(`${moto.url}${asked.url}`, { method: asked.method, headers: asked.headers }, (reply) => {
        if (asked.method === 'PUT' && asked.url?.replaceAll('/', '') === bucketName) return onStalled();
        answer.writeHead(reply.statusCode ?? 502, reply.headers);
        reply.pipe(answer);
      });
      asked.pipe(behind);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  test('Terraform is killed while it makes a bucket: what no state knows is told by the apply and by the roll back', async () => {
    const bin = tempFolder();
    const real = (process.env.PATH ?? '')
      .split(':')
      .map((folder) => join(folder, 'terraform'))
      .find(existsSync);
    writeFileSync(join(bin, 'terraform'), `#!/bin/sh\necho $$ > ${bin}/pid\nexec ${real} "$@"\n`, { mode: 0o755 });
    const kill = () => void process.kill(Number(readFileSync(join(bin, 'pid'), 'utf8')), 'SIGKILL');
    await attached({ AWS_ENDPOINT_URL: await stalling('example-lost', kill) });
    process.env.NIMBUS_TERRAFORM = join(bin, 'terraform');
    onTestFinished(() => {
      delete process.env.NIMBUS_TERRAFORM;
    });
    const at = world({
      'main.tf': `${provider}
resource "aws_s3_bucket" "known" { bucket = "example-known" }
resource "aws_s3_bucket" "lost" {
  bucket     = "example-lost"
  depends_on = [aws_s3_bucket.known]
}
`,
    });
    const planned = await call(at, 'terraform.plan');
    const applied = await call(at, 'terraform.apply', { plan: planned.output.plan });
    const told = 'May exist, Terraform’s state does not know it: aws_s3_bucket.lost (bucket example-lost).';
    expect(applied.failure).toMatchObject({
      code: 'terraform/may-exist',
      message: `${bin}/terraform was ended from outside (SIGKILL) before it was done. ${told}`,
      fix: expect.stringContaining('taken into the state (terraform.import) or deleted by hand'),
    });
    expect((await s3('HEAD', 'example-lost')).status).toBe(200);

    const back = await takeBack(at, applied);
    expect(back.failure).toBeUndefined();
    expect(back.events.flatMap(({ event }) => (event.type === 'step-previewed' ? event.preview.warnings : []))).toContain(
      `${told} Taking the apply back leaves that as it is`,
    );
    expect(back.events.at(-1)?.event).toMatchObject({ type: 'run-ended', outcome: 'failed', missing: [expect.stringContaining(told)] });
    expect((await s3('HEAD', 'example-known')).status).toBe(404);
    expect((await s3('HEAD', 'example-lost')).status).toBe(200);
  });

  test('a state in S3: its place is told, and a lock that nobody alive holds is named with the way out', async () => {
    await s3('PUT', 'example-state', make);
    const at = world({
      'main.tf': `terraform {
  backend "s3" {
    bucket         = "example-state"
    key            = "shop/terraform.tfstate"
    region         = "eu-central-1"
    use_path_style = true
    use_lockfile   = true
    skip_credentials_validation = true
    skip_requesting_account_id  = true
    skip_region_validation      = true
  }
}
resource "terraform_data" "a" {}
`,
    });
    const planned = await call(at, 'terraform.plan');
    expect(planned.failure).toBeUndefined();
    const seen = await preview(at, 'terraform.apply', { plan: planned.output.plan });
    expect(seen).toMatchObject({ target: { label: expect.stringContaining('s3 bucket example-state, key shop/terraform.tfstate, region eu-central-1') } });
    const lock = {
      ID: '5c0e9d6f-0000-4000-8000-000000000001',
      Operation: 'OperationTypeApply',
      Who: 'ada@gone.example.com',
      Version: '1.11.4',
      Created: '2026-01-01T00:00:00Z',
      Path: 'example-state/shop/terraform.tfstate',
    };
    await s3('PUT', 'example-state/shop/terraform.tfstate.tflock', JSON.stringify(lock));
    const locked = await call(at, 'terraform.apply', { plan: planned.output.plan });
    expect(locked.failure).toMatchObject({
      code: 'terraform/state-locked',
      message: expect.stringContaining(`by ada@gone.example.com (apply) since 2026-01-01 00:00:00, lock ${lock.ID}. Nothing was changed.`),
      fix: expect.stringContaining(`terraform force-unlock ${lock.ID}`),
    });
    const other = await call(at, 'terraform.unlock', { lock: '5c0e9d6f-0000-4000-8000-000000000002' });
    expect(`${other.failure?.code}: ${other.failure?.message}`).toBe(
      `terraform/other-lock: The lock that is held is ${lock.ID} by ada@gone.example.com, and not 5c0e9d6f-0000-4000-8000-000000000002. Nothing was changed.`,
    );
    const freed = await call(at, 'terraform.unlock', { lock: lock.ID });
    expect([freed.failure, freed.asked, freed.summary, freed.verdict]).toEqual([
      undefined,
      `Remove the lock ${lock.ID} of the state of this folder, held by ada@gone.example.com (apply) since 2026-01-01 00:00:00`,
      `The lock ${lock.ID} is gone (it was held by ada@gone.example.com (apply) since 2026-01-01 00:00:00).`,
      { met: true },
    ]);
    expect(freed.decision).toMatchObject({ kind: 'confirm', risk: 'critical', typed: lock.ID });
    expect(await inspect(at, 'terraform.unlock', { lock: lock.ID })).toBe('done');
    expect((await s3('HEAD', 'example-state/shop/terraform.tfstate.tflock')).status).toBe(404);
    const again = await call(at, 'terraform.plan');
    const applied = await call(at, 'terraform.apply', { plan: again.output.plan });
    expect(applied.failure).toBeUndefined();
    expect((await s3('GET', 'example-state/shop/terraform.tfstate')).text).toContain('terraform_data');
    const before = JSON.parse((await s3('GET', 'example-state/shop/terraform.tfstate')).text).resources;
    const out = await call(at, 'terraform.forget', { address: 'terraform_data.a' });
    expect([out.failure, out.verdict]).toEqual([undefined, { met: true }]);
    expect(await rollBack(at, out)).toBe('succeeded');
    expect(JSON.parse((await s3('GET', 'example-state/shop/terraform.tfstate')).text).resources).toEqual(before);
    expect(Object.keys(tree(at.folder))).toEqual(['main.tf']);
    writeFileSync(join(at.folder, 'main.tf'), readFileSync(join(at.folder, 'main.tf'), 'utf8').replace('shop/', 'other/'));
    expect((await call(at, 'terraform.stateList')).output.addresses).toEqual([]);
  });

  test('a lock that stays in S3, as its Terraform was killed or made to end, is told with the way out', async () => {
    await s3('PUT', 'example-killed', make);
    const place =
      'bucket = "example-killed"\n key = "a.tfstate"\n region = "eu-central-1"\n use_path_style = true\n use_lockfile = true\n skip_credentials_validation = true\n skip_requesting_account_id = true\n skip_region_validation = true';
    // Its parent is Terraform.
    const killed = (command: string) =>
      `terraform {\n  backend "s3" {\n ${place}\n  }\n}\nresource "terraform_data" "a" {\n  provisioner "local-exec" { command = "${command}" }\n}\n`;
    const at = world({ 'main.tf': killed('kill -KILL $PPID') });
    const heldNow = async () => JSON.parse((await s3('GET', 'example-killed/a.tfstate.tflock')).text).ID as string;
    const planned = await call(at, 'terraform.plan');
    const dead = await call(at, 'terraform.apply', { plan: planned.output.plan });
    const id = await heldNow();
    expect(dead.failure).toMatchObject({
      code: 'terraform/may-exist',
      message: expect.stringMatching(new RegExp(`^terraform was ended from outside \\(SIGKILL\\).* The state is still locked: lock ${id}, held by \\S+\\.$`)),
      fix: expect.stringContaining(
        `First, when nothing works on that state any more, remove the lock: terraform.unlock with the lock ${id} (terraform force-unlock ${id}).`,
      ),
    });
    expect((await call(at, 'terraform.unlock', { lock: id })).verdict).toEqual({ met: true });

    // It is asked to stop, and falls over: what asks is all that it hears.
    const bin = tempFolder();
    const real = (process.env.PATH ?? '')
      .split(':')
      .map((folder) => join(folder, 'terraform'))
      .find(existsSync);
    writeFileSync(
      join(bin, 'terraform'),
      `#!/bin/sh\n[ "$1" = apply ] || exec ${real} "$@"\ntrap 'kill -KILL $child' INT\nsetsid ${real} "$@" &\nchild=$!\nwait $child\n`,
      { mode: 0o755 },
    );
    process.env.NIMBUS_TERRAFORM = join(bin, 'terraform');
    onTestFinished(() => {
      delete process.env.NIMBUS_TERRAFORM;
    });
    writeFileSync(join(at.folder, 'main.tf'), killed('echo begun; exec sleep 600'));
    const again = await call(at, 'terraform.plan');
    const cut = await call(at, 'terraform.apply', { plan: again.output.plan }, { stop: (line) => line.endsWith(': begun') });
    const other = await heldNow();
    expect(cut.failure).toMatchObject({
      code: 'terraform/may-exist',
      message: expect.stringMatching(
        new RegExp(`^Applying was stopped, and Terraform ended before it was done with that\\. .* The state is still locked: lock ${other}`),
      ),
      fix: expect.stringContaining(`terraform.unlock with the lock ${other}`),
    });
    expect((await call(at, 'terraform.unlock', { lock: other })).verdict).toEqual({ met: true });
  });

  test('a state moves to another backend when that is asked for, and stays where it is until then', async () => {
    await s3('PUT', 'example-moved', make);
    const local = 'resource "terraform_data" "a" { input = "kept" }\n';
    const at = world({ 'main.tf': local });
    expect((await call(at, 'terraform.init')).failure).toBeUndefined();
    const planned = await call(at, 'terraform.plan');
    expect((await call(at, 'terraform.apply', { plan: planned.output.plan })).failure).toBeUndefined();
    const place =
      'bucket = "example-moved"\n key = "moved.tfstate"\n region = "eu-central-1"\n use_path_style = true\n skip_credentials_validation = true\n skip_requesting_account_id = true\n skip_region_validation = true';
    writeFileSync(join(at.folder, 'main.tf'), `terraform {\n  backend "s3" {\n ${place}\n  }\n}\n${local}`);
    const unmoved = await call(at, 'terraform.init');
    expect(unmoved.failure).toMatchObject({ code: 'terraform/backend-changed', fix: expect.stringContaining('`migrateState`') });
    expect((await s3('HEAD', 'example-moved/moved.tfstate')).status).toBe(404);
    const moved = await call(at, 'terraform.init', { migrateState: true });
    expect([moved.failure, moved.verdict, moved.asked]).toEqual([undefined, { met: true }, 'Move the state of this folder to its new backend']);
    expect((await s3('GET', 'example-moved/moved.tfstate')).text).toContain('"kept"');
    expect((await call(at, 'terraform.stateList')).output.addresses).toEqual(['terraform_data.a']);
    expect((await call(at, 'terraform.plan')).output.counts).toEqual({ add: 0, change: 0, remove: 0, import: 0 });
  });
}
