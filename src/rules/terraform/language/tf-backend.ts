import { terraformRule } from '../../rule.ts';

export const tfBackend = terraformRule({
  id: 'tf-backend',
  title: 'State is kept where a team can share it',
  severity: 'info',
  category: 'reliability',
  why: 'State on one machine is lost with it, and two people who apply at once overwrite each other. Without its state Terraform no longer knows what it made, and wants to make all of it again.',
  source: 'https://developer.hashicorp.com/terraform/language/backend',
  also: [],
  targets: [':folder'],
  optional: true,

  check(first, folder) {
    if (first.module.caller !== undefined || (folder.index.blocks.get('provider') ?? []).length === 0) return undefined;
    const kept = (folder.index.blocks.get('terraform') ?? []).some((block) => block.blocks.some((inner) => inner.type === 'backend' || inner.type === 'cloud'));
    return kept ? undefined : { message: 'State stays on one machine: add a backend.' };
  },

  fails: 'provider "aws" {\n  region = "eu-central-1"\n}',
  passes:
    'terraform {\n  backend "s3" {\n    bucket       = "example-state"\n    key          = "main.tfstate"\n    use_lockfile = true\n  }\n}\n\nprovider "aws" {\n  region = "eu-central-1"\n}',
});
