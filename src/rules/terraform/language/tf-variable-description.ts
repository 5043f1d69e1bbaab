import { terraformRule } from '../../rule.ts';

export const tfVariableDescription = terraformRule({
  id: 'tf-variable-description',
  title: 'Variable says what it is for',
  severity: 'info',
  category: 'operations',
  why: 'Whoever sets the variable sees nothing but its name and this text. Terraform shows it when it asks for a value that was not given, and generated documentation is made of it.',
  source: 'https://developer.hashicorp.com/terraform/language/values/variables#input-variable-documentation',
  also: ['terraform_documented_variables'],
  targets: [':variable'],

  check(variable) {
    const text = variable.get('description');
    return text === undefined || text === '' ? { message: 'Nothing says what the variable is for: give it a description.' } : undefined;
  },

  fails: 'variable "region" {\n  type = string\n}',
  passes: 'variable "region" {\n  description = "Where everything stands."\n  type        = string\n}',
});
