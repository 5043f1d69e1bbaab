import { terraformRule } from '../../rule.ts';

export const tfRequiredVersion = terraformRule({
  id: 'tf-required-version',
  title: 'The module says which Terraform it needs',
  severity: 'low',
  category: 'operations',
  why: 'With an older Terraform than the code was written for, the error is about a syntax nobody recognises, or worse, there is none. With the line, Terraform stops at once and says which version is wanted, before it touches anything.',
  source: 'https://developer.hashicorp.com/terraform/language/terraform#terraform-required_version',
  also: ['terraform_required_version'],
  targets: [':folder'],

  check(first, folder) {
    const blocks = folder.index.blocks.get('terraform') ?? [];
    if (blocks.some((block) => block.attributes.has('required_version') || block.broken)) return undefined;
    const [place] = blocks.filter((block) => block.file === first.syntax.file);
    return {
      message: 'Nothing says which Terraform this needs: set required_version.',
      ...(place ? { at: { start: place.start, end: place.headerEnd } } : {}),
    };
  },

  fails: 'resource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}',
  passes: 'terraform {\n  required_version = ">= 1.9"\n}\n\nresource "aws_vpc" "main" {\n  cidr_block = "10.0.0.0/16"\n}',
});
