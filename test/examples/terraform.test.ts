import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, PutBucketTaggingCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, test } from 'vitest';
import { terraformTools } from '../../src/tools/terraform/all.ts';
import { clientsOf } from '../real/aws/clients.ts';
import { planAndApply, stateFile, type World, world } from '../real/terraform/support.ts';
import { type Called, call } from '../support/drive-tool.ts';
import { type Moto, startMoto } from '../support/moto.ts';
import { tempFolder } from '../support/temp.ts';
import { findTerraform, type Provider, type Terraform } from '../support/terraform.ts';
import { plant, tree } from '../support/tree.ts';
import { makeExamples, type Stage } from './example.ts';

const directory = 'infra';
type Files = Readonly<Record<string, string>>;

/** What Terraform keeps itself: it takes no provider, so most examples are about it. */
const release: Files = {
  'infra/main.tf': `resource "terraform_data" "release" {
  input = "1.4.2"
}

output "release" {
  value = terraform_data.release.output
}
`,
};
const logs: Files = {
  'infra/provider.tf': `terraform {
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
`,
  'infra/logs.tf': `resource "aws_s3_bucket" "logs" {
  bucket = "shop-logs"
  tags = {
    Owner = "shop"
  }
}
`,
};
const lockId = '5c0e9d6f-0000-4000-8000-000000000001';
const inBucket = `terraform {
  backend "s3" {
    bucket                      = "shop-state"
    key                         = "infra.tfstate"
    region                      = "eu-central-1"
    use_path_style              = true
    use_lockfile                = true
    skip_credentials_validation = true
    skip_requesting_account_id  = true
    skip_region_validation      = true
  }
}
`;
const label: Files = {
  'modules/label/main.tf': `variable "name" {
  type = string
}

output "label" {
  value = "shop-\${lower(var.name)}"
}
`,
  'modules/label/tests/label.tftest.hcl': `run "is_in_lower_case" {
  command = plan

  variables {
    name = "Logs"
  }

  assert {
    condition     = output.label == "shop-logs"
    error_message = "The label is not in lower case."
  }
}
`,
};

const found = await findTerraform();
if ('missing' in found) test.skip(`the examples of Terraform: ${found.missing}`, () => {});
else examplesWith(found);

function examplesWith(terraform: Terraform): void {
  let moto: Moto;
  // One that stays: starting it takes longer than all it is asked here.
  let aws: Provider;
  let state: string | undefined;
  beforeAll(async () => {
    moto = await startMoto();
    aws = await terraform.startProvider(moto.env, Object.values(logs).join('\n'));
    Object.assign(process.env, terraform.env, moto.env);
  });
  afterAll(async () => {
    for (const name of [...Object.keys(terraform.env), ...Object.keys(moto.env), ...Object.keys(aws.env)]) delete process.env[name];
    await aws[Symbol.asyncDispose]();
    await moto[Symbol.asyncDispose]();
    await terraform[Symbol.asyncDispose]();
  });

  /** What each example finds in the workspace. */
  const stages: Readonly<Record<string, (at: World) => Promise<Partial<Stage>>>> = {
    'terraform.init': async (at) => {
      plant(at.folder, logs);
      return { picture: () => JSON.stringify(Object.keys(tree(at.folder))) };
    },
    'terraform.fmt': async (at) => {
      plant(at.folder, { 'infra/main.tf': release['infra/main.tf']?.replace('input = ', 'input=') ?? '' });
      return {};
    },
    'terraform.validate': withFiles,
    'terraform.plan': withFiles,
    'terraform.apply': async (at) => {
      plant(at.folder, release);
      return { names: { 'tfplan-3f9a1c5b7d2e4f60a8b9': done(await call(at, 'terraform.plan', { directory })).output.plan } };
    },
    'terraform.drift': async (at) => {
      Object.assign(process.env, aws.env);
      const cwd = join(tempFolder(), directory);
      plant(join(cwd, '..'), logs);
      for (const args of [['init'], ['apply', '-auto-approve']]) {
        const { code, output } = await terraform.run(args, { cwd, env: { ...moto.env, ...aws.env } });
        if (code !== 0) throw new Error(output);
      }
      plant(at.folder, logs);
      writeFileSync(stateFile(at, directory), readFileSync(join(cwd, 'terraform.tfstate')));
      const byHand = new PutBucketTaggingCommand({ Bucket: 'shop-logs', Tagging: { TagSet: [{ Key: 'Owner', Value: 'nobody' }] } });
      await clientsOf(moto.url).s3.send(byHand);
      return {};
    },
    'terraform.import': async (at) => {
      plant(at.folder, { 'infra/main.tf': 'terraform {\n  required_version = ">= 1.11"\n}\n' });
      return {};
    },
    'terraform.stateMove': async (at) => {
      await applied(at);
      plant(at.folder, {
        'infra/main.tf': release['infra/main.tf']?.replaceAll('"release" {\n  input', '"version" {\n  input').replace('data.release', 'data.version') ?? '',
      });
      return {};
    },
    'terraform.workspace': async (at) => {
      plant(at.folder, release);
      return { picture: () => tree(at.folder)['infra/.terraform/environment'] ?? 'default' };
    },
    'terraform.unlock': async (at) => {
      plant(at.folder, { 'infra/main.tf': inBucket });
      const { s3 } = clientsOf(moto.url);
      await s3.send(new CreateBucketCommand({ Bucket: 'shop-state', CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' } }));
      const Body = JSON.stringify({
        ID: lockId,
        Operation: 'OperationTypeApply',
        Who: 'ada@example.com',
        Version: '1.11.4',
        Created: '2026-01-01T00:00:00Z',
        Path: 'shop-state/infra.tfstate',
      });
      await s3.send(new PutObjectCommand({ Bucket: 'shop-state', Key: 'infra.tfstate.tflock', Body }));
      return {};
    },
    'terraform.test': async (at) => {
      plant(at.folder, label);
      return {};
    },
  };

  makeExamples('terraform', terraformTools, async (tool) => {
    for (const name of Object.keys(aws.env)) delete process.env[name];
    const at = world();
    return { world: at, picture: () => picture(at), ...(await (stages[tool] ?? applied)(at)) };
  });

  async function withFiles(at: World): Promise<Partial<Stage>> {
    plant(at.folder, release);
    return {};
  }

  /** Applied for the first example that needs it; the others find the same state. */
  async function applied(at: World): Promise<Partial<Stage>> {
    plant(at.folder, release);
    if (state === undefined) done(await planAndApply(at, { directory }));
    else writeFileSync(stateFile(at, directory), state);
    state ??= readFileSync(stateFile(at, directory), 'utf8');
    return {};
  }

  /** The files a person wrote, and what Terraform says it manages. */
  function picture(at: World): string {
    const files = tree(at.folder);
    const now = files['infra/terraform.tfstate'];
    const managed = now === undefined ? [] : JSON.parse(now).resources.map((one: { type: string; name: string }) => `${one.type}.${one.name}`);
    return JSON.stringify({ written: Object.entries(files).filter(([path]) => path.endsWith('.tf')), managed });
  }
}

function done(called: Called): Called {
  if (called.failure !== undefined) throw new Error(called.failure.message);
  return called;
}
