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
  expect(environmentOf({ input: { branch: 'production', message: 'to prod' } }).name).toBe('unknown');
});
