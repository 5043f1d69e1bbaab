import { expect, test } from 'vitest';
import { call } from '../../support/drive-tool.ts';
import { world } from './support.ts';

const configuration = 'variable "environment" {\n  default = "dev"\n}\nresource "terraform_data" "a" {\n  input = var.environment\n}\n';

test.each([
  { what: 'the variable', plan: {}, because: undefined },
  { what: 'a file of variables', plan: { varFiles: ['values/prod.tfvars'] }, because: 'the file of variables is called values/prod.tfvars' },
  { what: 'a value in a file', plan: { varFiles: ['values/eu.tfvars'] }, because: 'the environment is called production' },
  { what: 'a value that was given', plan: { vars: { environment: 'live' } }, because: 'the environment is called live' },
])('an apply is on production where $what of its plan says so', async ({ plan, because }) => {
  const at = world({
    'infra/main.tf': configuration,
    'infra/values/prod.tfvars': '',
    'infra/values/eu.tfvars': 'environment = "production"\n',
  });
  const planned = await call(at, 'terraform.plan', { directory: 'infra', ...plan });
  const applied = await call(at, 'terraform.apply', { directory: 'infra', plan: planned.output.plan });
  expect(applied.failure).toBeUndefined();
  expect(applied.decision).toMatchObject({
    kind: 'confirm',
    ...(because === undefined ? {} : { typed: 'infra', reasons: expect.arrayContaining([`production: ${because}`]) }),
  });
  expect(applied.decision).toHaveProperty('risk', because === undefined ? 'low' : 'medium');
});
