import { expect, test } from 'vitest';
import { environmentNamed, environmentOf } from '../../src/safety/environment.ts';

test.each([
  ['shop-prod', 'prod'],
  ['ShopProduction', 'prod'],
  ['envs/prd/eu', 'prod'],
  ['pre-prod', 'staging'],
  ['preprod.tfvars', 'staging'],
  ['non-prod', 'staging'],
  ['kind-dev', 'dev'],
  ['prod-test', 'prod'],
  ['product-catalogue', 'unknown'],
  ['delivery', 'unknown'],
  ['default', 'unknown'],
  ['', 'unknown'],
])('%s is %s', (name, environment) => expect(environmentNamed(name)).toBe(environment));

test('the gravest sign counts, and says what it is', () => {
  const target = { system: 'kubernetes', label: '', facts: { context: 'shop-prod', namespace: 'dev', server: 'https://dev.example.com' } } as const;
  expect(environmentOf({ given: { name: 'dev', because: 'the profile dev' }, target })).toEqual({ name: 'prod', because: 'the context is called shop-prod' });
  expect(environmentOf({ given: { name: 'prod', because: 'you said so' }, input: { namespace: 'dev' } })).toEqual({ name: 'prod', because: 'you said so' });
  expect(environmentOf({ input: { varFiles: ['common.tfvars', 'staging.tfvars'] } }).name).toBe('staging');
  const saved = (facts: Readonly<Record<string, string>>) => environmentOf({ target: { system: 'terraform', label: '', facts } });
  expect(saved({ environment: 'stg, dev, live', workspace: 'default' })).toEqual({ name: 'prod', because: 'the environment is called live' });
  expect(saved({ varFiles: 'common.tfvars, envs/prod.tfvars' })).toEqual({ name: 'prod', because: 'the file of variables is called envs/prod.tfvars' });
  expect(saved({ environment: 'dev', directory: 'envs/staging' }).name).toBe('staging');
  expect(environmentOf({ input: { branch: 'production', message: 'to prod' } }).name).toBe('unknown');
});
