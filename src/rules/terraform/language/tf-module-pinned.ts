import { terraformRule } from '../../rule.ts';

const checkov = ['CKV_TF_2', 'CKV_TF_1'];

export const tfModulePinned = terraformRule({
  id: 'tf-module-pinned',
  title: 'Module from elsewhere is pinned to a version',
  severity: 'medium',
  category: 'reliability',
  why: 'Without a version the next init takes whatever is newest, and a plan that was read yesterday is another one today. Whoever gets hold of its repository is in your next apply, with the rights of your pipeline.',
  source: 'https://developer.hashicorp.com/terraform/language/modules/configuration#version',
  also: [...checkov, 'terraform_module_version', 'terraform_module_pinned_source'],
  targets: [':module'],

  check(module) {
    const source = module.get('source');
    if (typeof source !== 'string' || /^\.\.?(\/|$)/.test(source) || source.startsWith('/')) return undefined;
    if (isRepository(source)) {
      const ref = /[?&]ref=([^&]+)/.exec(source)?.[1];
      return ref === undefined || /^(main|master|develop|HEAD)$/.test(ref)
        ? {
            message: 'The module follows a branch: pin it with ?ref= to a tag or a commit.',
            at: module.span('source'),
            also: [...checkov, 'terraform_module_pinned_source'],
          }
        : undefined;
    }
    if (!isRegistry(source) || module.get('version') !== undefined) return undefined;
    return {
      message: 'The module takes whatever version is newest: give it a version.',
      at: module.span('source'),
      also: [...checkov, 'terraform_module_version'],
    };
  },

  fails: 'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}',
  passes: 'module "vpc" {\n  source  = "terraform-aws-modules/vpc/aws"\n  version = "~> 6.0"\n}',
});

const isRepository = (source: string): boolean => /^git::|^(git@|github\.com\/|bitbucket\.org\/)|^hg::|\.git(\/\/|\?|$)/.test(source);
const isRegistry = (source: string): boolean => /^([\w.-]+\/)?[\w-]+\/[\w-]+\/[\w-]+(\/\/.*)?$/.test(source);
