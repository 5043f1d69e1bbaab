import { terraformRule } from '../../rule.ts';

export const tfNaming = terraformRule({
  id: 'tf-naming',
  title: 'Names are lower case with underscores',
  severity: 'info',
  category: 'operations',
  why: 'One way of writing names means that nobody has to look up how this one is written. Mending it later is dearer: without a moved block, a renamed resource is deleted and made anew.',
  source: 'https://developer.hashicorp.com/terraform/language/style#resource-naming',
  also: ['terraform_naming_convention'],
  targets: [':resource', ':data', ':module', ':variable', ':output'],

  check: (block) =>
    /^[a-z_][a-z0-9_]*$/.test(block.name) || block.name === ''
      ? undefined
      : { message: `${block.name} is not written as other names are: use lower case and underscores (with a moved block, if it exists already).` },

  fails: 'variable "BucketName" {\n  type = string\n}',
  passes: 'variable "bucket_name" {\n  type = string\n}',
});
