import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Moto, startMoto } from '../../support/moto.ts';
import { findTerraform, type Provider, type Terraform } from '../../support/terraform.ts';
import { after, before, local, terraform as terraformSteps, workspace, workspaceNow } from './mixed.ts';
import { killsOf, oneTrial, randoms, type Subject, trials } from './trials.ts';

const found = await findTerraform();
if ('missing' in found) test.skip(`killed while AWS is changed: ${found.missing}`, () => {});
else suite(found);

const config = `terraform {
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

resource "aws_s3_bucket" "files" {
  bucket = "example-files"
}

resource "aws_ssm_parameter" "place" {
  name  = "/example/place"
  type  = "String"
  value = aws_s3_bucket.files.bucket
}
`;

function suite(terraform: Terraform): void {
  let moto: Moto;
  let gate: Gate;
  let provider: Provider;
  beforeAll(async () => {
    moto = await startMoto();
    gate = await gateBefore(new URL(moto.url));
    const env = { ...moto.env, AWS_ENDPOINT_URL: gate.url };
    // One that stays: starting one takes longer than all else that is done here. Terraform is killed, it is not.
    provider = await terraform.startProvider(env, config);
    Object.assign(process.env, terraform.env, env, provider.env);
  });
  afterAll(async () => {
    for (const name of [...Object.keys(terraform.env), ...Object.keys(moto.env), ...Object.keys(provider.env)]) delete process.env[name];
    await provider[Symbol.asyncDispose]();
    await gate.close();
    await moto[Symbol.asyncDispose]();
    await terraform[Symbol.asyncDispose]();
  });

  /** What AWS itself says it holds. */
  const inAws = async (): Promise<string> => {
    const buckets = await (await fetch(moto.direct, { headers: signedFor('s3') })).text();
    const told = await fetch(moto.direct, {
      method: 'POST',
      headers: { ...signedFor('ssm'), 'x-amz-target': 'AmazonSSM.DescribeParameters', 'content-type': 'application/x-amz-json-1.1' },
      body: '{}',
    });
    const { Parameters } = (await told.json()) as { readonly Parameters: readonly { readonly Name: string }[] };
    const names = [...[...buckets.matchAll(/<Name>(.*?)<\/Name>/g)].map(([, name]) => name), ...Parameters.map((one) => one.Name)];
    return `AWS: ${names.join(', ') || 'nothing'}`;
  };
  const subject = (): Subject => ({
    steps: [...local, ...terraformSteps],
    template: workspace(config),
    reset: async () => {
      gate.open();
      await fetch(`${moto.direct}/moto-api/reset`, { method: 'POST' });
    },
    world: async (folder) => `${workspaceNow(folder)}\n${await inAws()}`,
    before: `${before}\nAWS: nothing`,
    after: `${after('files, place')}\nAWS: example-files, /example/place`,
  });

  test('killed while AWS makes a thing: Terraform notes it down though nobody reads what it prints, and it is taken back', { timeout: 1_800_000 }, async () => {
    const told = await oneTrial(
      subject(),
      async (child) => {
        await gate.closesAfter('PUT', '/example-files');
        child.kill('SIGKILL');
        await once(child, 'exit');
        // What is taken up interrupts Terraform: an answer that is only on its way by then is lost to it, and told as what may exist.
        const next = gate.nextCall();
        gate.open();
        await next;
      },
      true,
    );
    // Whether the apply took effect can't be told from outside: it made one of two things, and was stopped.
    expect(told).toEqual({ end: 'could not be resumed, rolled back' });
  });

  test('killed at any moment, a run that applies to AWS is taken up or taken back, there as well', { timeout: 1_800_000 }, async () => {
    expect(await trials(killsOf(20), subject(), randoms(3))).toEqual([]);
  });
}

const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=test/20250101/eu-central-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

/** A server before AWS that can keep its answers to itself for a while. */
interface Gate {
  readonly url: string;
  /** Resolves when AWS has done the first call of this kind from here on; its answer, and all later ones, are held back. */
  closesAfter(method: string, path: string): Promise<void>;
  open(): void;
  /** Resolves when something is asked for from here on: who asks has read the answer before. */
  nextCall(): Promise<void>;
  close(): Promise<void>;
}

async function gateBefore({ hostname, port }: URL): Promise<Gate> {
  let waitsFor: { readonly call: string; readonly done: () => void } | undefined;
  let held = Promise.resolve();
  let open = () => {};
  let called = () => {};
  const server: Server = createServer((asked, answer) => {
    called();
    const passed = request({ hostname, port, method: asked.method, path: asked.url, headers: asked.headers }, async (reply) => {
      if (waitsFor?.call === `${asked.method} ${asked.url?.split('?')[0]}`) {
        waitsFor.done();
        waitsFor = undefined;
        held = new Promise((resolve) => {
          open = resolve;
        });
      }
      await held;
      answer.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(answer);
    });
    passed.on('error', () => answer.writeHead(502).end());
    asked.pipe(passed);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    closesAfter: (method, path) =>
      new Promise((done) => {
        waitsFor = { call: `${method} ${path}`, done };
      }),
    open: () => open(),
    nextCall: () =>
      new Promise((done) => {
        called = done;
      }),
    close: () => new Promise((done) => server.close(() => done())),
  };
}
