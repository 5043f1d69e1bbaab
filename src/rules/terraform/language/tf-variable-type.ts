import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

export const tfVariableType = terraformRule({
  id: 'tf-variable-type',
  title: 'Variable has a type',
  severity: 'low',
  category: 'operations',
  why: 'Without a type a wrong value is found where it is used, if at all, instead of where it was given. A list from the command line or the environment then arrives as one text.',
  source: 'https://developer.hashicorp.com/terraform/language/values/variables#type-constraints',
  also: ['terraform_typed_variables'],
  targets: [':variable'],

  check: (variable) => (variable.attribute('type') || variable.syntax.broken ? undefined : { message: 'The variable takes anything: give it a type.' }),
  fix(variable) {
    const standard = variable.attribute('default')?.value;
    const value = standard?.kind === 'literal' ? standard.value : undefined;
    const type = { string: 'string', number: 'number', boolean: 'bool' }[typeof value as string];
    return type === undefined ? undefined : set(variable, 'type', type);
  },

  fails: 'variable "region" {\n  description = "Where everything stands."\n  default     = "eu-central-1"\n}',
  passes: 'variable "region" {\n  description = "Where everything stands."\n  type        = string\n  default     = "eu-central-1"\n}',
});
