import { asBoolean } from '../../hcl/value.ts';
import { set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';

const secretName = /(^|_)(password|passwd|passphrase|secret|secret_key|token|api_key|apikey|private_key|credentials)$/i;

export const tfSensitiveVariable = terraformRule({
  id: 'tf-sensitive-variable',
  title: 'A variable that takes a secret is marked sensitive',
  severity: 'medium',
  category: 'security',
  why: 'Otherwise every plan prints it, into the terminal, the log of the pipeline and the comment on the pull request. It may still stand in the state in plain text; only an ephemeral variable never gets there.',
  source: 'https://developer.hashicorp.com/terraform/language/values/variables#suppressing-values-in-cli-output',
  also: [],
  targets: [':variable'],

  check: (variable) =>
    secretName.test(variable.name) && (asBoolean(variable.get('sensitive')) ?? false) === false && (asBoolean(variable.get('ephemeral')) ?? false) === false
      ? { message: 'Plans print this value: set sensitive = true.', at: variable.span('sensitive') }
      : undefined,
  fix: (variable) => set(variable, 'sensitive', 'true'),

  fails: 'variable "db_password" {\n  description = "Password of the database."\n  type        = string\n}',
  passes: 'variable "db_password" {\n  description = "Password of the database."\n  type        = string\n  sensitive   = true\n}',
});
