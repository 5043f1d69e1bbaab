import { expect, test } from 'vitest';
import { withoutKeys } from '../../../src/domain/terraform/address.ts';
import { blastRadiusOf } from '../../../src/domain/terraform/blast.ts';
import { type ChangeCase, planOf, recorded } from './plan.ts';

const resource = (address: string, ...references: readonly string[]) => ({
  address,
  mode: address.startsWith('data.') ? 'data' : 'managed',
  type: address.split('.').at(-2),
  expressions: { any: { references } },
});
const same = (...addresses: readonly string[]): readonly ChangeCase[] => addresses.map((address) => ({ address, actions: ['no-op'] }));

const reached = (changes: readonly ChangeCase[], root: Readonly<Record<string, unknown>>, rest: Readonly<Record<string, unknown>> = {}): readonly string[] =>
  blastRadiusOf(planOf(changes, { configuration: { root_module: root }, ...rest })).dependents.map(({ address, of }) => `${address} of ${of}`);

test('through references, nearest first, whatever changes itself left out', () => {
  const changes = [
    { address: 'aws_vpc.a', actions: ['delete', 'create'] },
    { address: 'aws_route.a', actions: ['update'] },
    ...same('aws_subnet.a[0]', 'aws_subnet.a[1]', 'aws_instance.a', 'aws_vpc.b'),
  ];
  const root = {
    resources: [
      resource('aws_vpc.a'),
      resource('aws_vpc.b'),
      resource('aws_subnet.a', 'aws_vpc.a.id', 'aws_vpc.a'),
      resource('aws_instance.a', 'aws_subnet.a[0].id', 'aws_subnet.a'),
      resource('aws_route.a', 'aws_vpc.a'),
    ],
  };
  expect(reached(changes, root)).toEqual(['aws_subnet.a[0] of aws_vpc.a', 'aws_subnet.a[1] of aws_vpc.a', 'aws_instance.a of aws_vpc.a']);
});

test('through inputs and outputs of modules, and a data source on the way', () => {
  const changes = [{ address: 'module.net.aws_vpc.a', actions: ['update'] }, ...same('module.app.module.dns.aws_route53_record.a', 'aws_instance.b')];
  const root = {
    resources: [resource('data.aws_subnets.x', 'module.net.vpc_id', 'module.net'), resource('aws_instance.b', 'data.aws_subnets.x.ids', 'data.aws_subnets.x')],
    module_calls: {
      net: {
        source: './net',
        module: { resources: [resource('aws_vpc.a')], outputs: { vpc_id: { expression: { references: ['aws_vpc.a.id', 'aws_vpc.a'] } } } },
      },
      app: {
        source: './app',
        expressions: { vpc: { references: ['module.net.vpc_id', 'module.net'] } },
        module: {
          module_calls: {
            dns: { source: './dns', expressions: { zone: { references: ['var.vpc'] } }, module: { resources: [resource('aws_route53_record.a', 'var.zone')] } },
          },
        },
      },
    },
  };
  expect(reached(changes, root)).toEqual(['module.app.module.dns.aws_route53_record.a of module.net.aws_vpc.a', 'aws_instance.b of module.net.aws_vpc.a']);
});

test('what the state knows of a local value, and of what is in no configuration any more', () => {
  const changes = [{ address: 'aws_db_instance.gone', actions: ['delete'] }, ...same('aws_instance.a')];
  const state = { values: { root_module: { resources: [{ address: 'aws_instance.a', mode: 'managed', depends_on: ['aws_db_instance.gone'] }] } } };
  expect(reached(changes, { resources: [resource('aws_instance.a', 'local.address')] }, { prior_state: state })).toEqual([
    'aws_instance.a of aws_db_instance.gone',
  ]);
});

test('modules that refer to each other in a circle end', () => {
  const root = {
    module_calls: {
      a: {
        source: './a',
        expressions: { x: { references: ['module.b.y', 'module.b'] } },
        module: { outputs: { y: { expression: { references: ['var.x'] } } } },
      },
      b: {
        source: './b',
        expressions: { x: { references: ['module.a.y', 'module.a'] } },
        module: { outputs: { y: { expression: { references: ['var.x'] } } }, resources: [resource('aws_vpc.a', 'var.x')] },
      },
    },
  };
  expect(reached([{ address: 'module.b.aws_vpc.a', actions: ['update'] }], root)).toEqual([]);
});

test('what Terraform itself planned: where, and by whom', () => {
  const { resources, changing, modules, providers } = blastRadiusOf(recorded('every-action'));
  expect({ resources: resources.length, changing, modules, providers }).toEqual({
    resources: 10,
    changing: 9,
    modules: ['root', 'module.net'],
    providers: ['terraform.io/builtin/terraform'],
  });
});

test('addresses without the keys of their instances', () => {
  expect(
    ['aws_vpc.a', 'aws_vpc.a[0]', 'module.a["x.y"].aws_vpc.b["c[0]"]', 'module.a["say \\"]\\" twice"].aws_vpc.b', 'aws_vpc.a["open'].map(withoutKeys),
  ).toEqual(['aws_vpc.a', 'aws_vpc.a', 'module.a.aws_vpc.b', 'module.a.aws_vpc.b', 'aws_vpc.a']);
});

test('a chain of thousands of modules is followed to its end', () => {
  const number = 5_000;
  const calls = Object.fromEntries(
    Array.from({ length: number }, (_, i) => [
      `m${i}`,
      {
        source: './m',
        expressions: i === 0 ? {} : { x: { references: [`module.m${i - 1}.y`] } },
        module:
          i === 0
            ? { resources: [resource('aws_vpc.a')], outputs: { y: { expression: { references: ['aws_vpc.a'] } } } }
            : { outputs: { y: { expression: { references: ['var.x'] } } } },
      },
    ]),
  );
  const root = { module_calls: calls, resources: [resource('aws_instance.a', `module.m${number - 1}.y`)] };
  expect(reached([{ address: 'module.m0.aws_vpc.a', actions: ['update'] }, ...same('aws_instance.a')], root)).toEqual([
    'aws_instance.a of module.m0.aws_vpc.a',
  ]);
});
