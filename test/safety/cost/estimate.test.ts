import { describe, expect, test } from 'vitest';
import { costOfPlan } from '../../../src/domain/cost/estimate.ts';
import { timesLarge } from '../../../src/domain/cost/prices.ts';
import { type ChangeCase, planOf, recorded } from '../../domain/terraform/plan.ts';

const provider = (region: unknown): Readonly<Record<string, unknown>> => ({
  configuration: { provider_config: { aws: { name: 'aws', expressions: { region } } }, root_module: {} },
});
const frankfurt = provider({ constant_value: 'eu-central-1' });
const virginia = provider({ constant_value: 'us-east-1' });

const told = (changes: readonly ChangeCase[], rest: Readonly<Record<string, unknown>> = virginia): string => {
  const { cost, items } = costOfPlan(planOf(changes, rest));
  const one = ({ address, before, after, why }: (typeof items)[number]): string =>
    `${address}: ${before ?? 'nothing'} → ${after ?? 'nothing'}${why === undefined ? '' : ` (${why})`}`;
  return [...items.map(one), `${cost.monthlyDelta ?? 'not known'}, ${cost.priced} priced, ${cost.unpriced} unpriced`].join('\n');
};
const create = (address: string, after: Readonly<Record<string, unknown>>): ChangeCase => ({ address, actions: ['create'], after });

interface Case {
  readonly what: string;
  readonly changes: readonly ChangeCase[];
  readonly rest?: Readonly<Record<string, unknown>>;
  readonly says: string;
}
const check = ({ changes, rest, says }: Case): void => expect(told(changes, rest)).toBe(says.trim().replaceAll(/\n +/g, '\n'));

describe('a month, by the list', () => {
  const postgres = { engine: 'postgres', instance_class: 'db.t3.large', allocated_storage: 20, storage_type: 'gp2' };
  test.each<Case>([
    // 0.145 × 730 + 20 × 0.115, as infracost's own tests have it.
    { what: 'a database', changes: [create('aws_db_instance.a', postgres)], says: 'aws_db_instance.a: nothing → 108.15\n108.15, 1 priced, 0 unpriced' },
    {
      what: 'with a standby',
      changes: [create('aws_db_instance.a', { ...postgres, multi_az: true })],
      says: 'aws_db_instance.a: nothing → 216.3\n216.3, 1 priced, 0 unpriced',
    },
    {
      what: 'a machine and its disk',
      changes: [create('aws_instance.a', { instance_type: 'm7i.2xlarge', root_block_device: [{ volume_size: 100, volume_type: 'gp3' }] })],
      says: 'aws_instance.a: nothing → 302.34\n302.34, 1 priced, 0 unpriced',
    },
    {
      what: 'in another region',
      changes: [create('aws_nat_gateway.a', {})],
      rest: frankfurt,
      says: 'aws_nat_gateway.a: nothing → 37.96\n37.96, 1 priced, 0 unpriced',
    },
    {
      what: 'where its zone says so',
      changes: [create('aws_instance.a', { instance_type: 'm7i.large', availability_zone: 'eu-central-1b' })],
      says: 'aws_instance.a: nothing → 88.15\n88.15, 1 priced, 0 unpriced',
    },
    {
      what: 'where a variable says so',
      changes: [create('aws_nat_gateway.a', {})],
      rest: { ...provider({ references: ['var.region'] }), variables: { region: { value: 'eu-central-1' } } },
      says: 'aws_nat_gateway.a: nothing → 37.96\n37.96, 1 priced, 0 unpriced',
    },
    {
      what: 'what is bigger, smaller and gone',
      changes: [
        { address: 'aws_instance.a', actions: ['update'], before: { instance_type: 't3.medium' }, after: { instance_type: 't3.large' } },
        { address: 'aws_nat_gateway.a', actions: ['delete'], before: {} },
      ],
      says: `aws_instance.a: 30.37 → 60.74
        aws_nat_gateway.a: 32.85 → nothing
        -2.48, 2 priced, 0 unpriced`,
    },
    {
      what: 'machines of a cluster, with the disks of their launch template',
      changes: [
        create('module.k["a"].aws_launch_template.node["x"]', { block_device_mappings: [{ ebs: [{ volume_size: 50 }] }] }),
        create('module.k["a"].aws_eks_node_group.main["x"]', {
          instance_types: ['t3.large'],
          capacity_type: 'ON_DEMAND',
          scaling_config: [{ desired_size: 3 }],
        }),
      ],
      rest: {
        configuration: {
          ...(virginia.configuration as object),
          root_module: {
            module_calls: {
              k: {
                source: './k',
                module: {
                  resources: [
                    {
                      address: 'aws_eks_node_group.main',
                      mode: 'managed',
                      type: 'aws_eks_node_group',
                      expressions: { launch_template: [{ id: { references: ['aws_launch_template.node', 'each.key'] } }] },
                    },
                  ],
                },
              },
            },
          },
        },
      },
      says: `module.k["a"].aws_launch_template.node["x"]: nothing → 0
        module.k["a"].aws_eks_node_group.main["x"]: nothing → 194.21
        194.21, 2 priced, 0 unpriced`,
    },
  ])('$what', check);
});

describe('what has no price is unknown, and never nothing', () => {
  test.each<Case>([
    {
      what: 'beside what has one',
      changes: [create('aws_vpc.a', {}), create('aws_s3_bucket.a', {}), create('aws_kinesis_stream.a', {})],
      says: `aws_vpc.a: nothing → 0
        aws_s3_bucket.a: nothing → unknown (by use: what is stored and asked for)
        aws_kinesis_stream.a: nothing → unknown (its type is not in the table)
        0, 1 priced, 2 unpriced`,
    },
    {
      what: 'alone: there is no sum',
      changes: [create('google_compute_instance.a', {})],
      says: 'google_compute_instance.a: nothing → unknown (its type is not in the table)\nnot known, 0 priced, 1 unpriced',
    },
    {
      what: 'a region without prices',
      changes: [create('aws_nat_gateway.a', {})],
      rest: provider({ constant_value: 'ap-south-1' }),
      says: 'aws_nat_gateway.a: nothing → unknown (there are no prices of ap-south-1 here)\nnot known, 0 priced, 1 unpriced',
    },
    {
      what: 'no region at all',
      changes: [create('aws_nat_gateway.a', {})],
      rest: {},
      says: 'aws_nat_gateway.a: nothing → unknown (its region is not known)\nnot known, 0 priced, 1 unpriced',
    },
    {
      what: 'a size that is not known yet',
      changes: [create('aws_ebs_volume.a', { type: 'gp3' })],
      says: 'aws_ebs_volume.a: nothing → unknown (its size or kind is known only after applying)\nnot known, 0 priced, 1 unpriced',
    },
    {
      what: 'another engine',
      changes: [create('aws_db_instance.a', { engine: 'oracle-ee', instance_class: 'db.t3.large', allocated_storage: 20 })],
      says: 'aws_db_instance.a: nothing → unknown (its class or engine is not in the table)\nnot known, 0 priced, 1 unpriced',
    },
    {
      what: 'spot machines',
      changes: [create('aws_eks_node_group.a', { capacity_type: 'SPOT' })],
      says: 'aws_eks_node_group.a: nothing → unknown (what spot machines cost changes by the hour)\nnot known, 0 priced, 1 unpriced',
    },
    {
      what: 'one side only: the difference is not known either',
      changes: [{ address: 'aws_instance.a', actions: ['update'], before: { instance_type: 't3.large' }, after: { instance_type: 'p5.48xlarge' } }],
      says: 'aws_instance.a: 60.74 → unknown (its instance type is not in the table)\nnot known, 0 priced, 1 unpriced',
    },
  ])('$what', check);
});

test('what is forgotten costs what it cost, and what does not change adds nothing', () => {
  const gateway = { address: 'aws_nat_gateway.a', before: {}, after: {} };
  const forgotten = costOfPlan(planOf([{ ...gateway, actions: ['forget'] }], virginia));
  expect(forgotten.cost.monthlyDelta).toBeUndefined();
  const unchanged = costOfPlan(planOf([{ ...gateway, actions: ['no-op'] }], virginia));
  expect([unchanged.items.length, unchanged.monthly]).toEqual([0, { amount: 32.85, priced: 1, unpriced: 0 }]);
  expect(costOfPlan(recorded('every-action')).cost).toMatchObject({ monthlyDelta: 0, unpriced: 0 });
});

test('where the plan says no region, what the person knows counts; some things cost the same everywhere', () => {
  const plan = planOf([create('aws_nat_gateway.a', {}), create('aws_eks_cluster.a', {})]);
  expect([costOfPlan(plan).cost.monthlyDelta, costOfPlan(plan, 'us-east-1').cost.monthlyDelta]).toEqual([73, 105.85]);
});

test('a price that nothing confirmed says so', () => {
  const unsure = (region: Readonly<Record<string, unknown>>) =>
    costOfPlan(planOf([create('aws_instance.a', { instance_type: 't3a.large' })], region)).items[0]?.unsure;
  expect(unsure(frankfurt)).toBe(true);
  expect(costOfPlan(planOf([create('aws_nat_gateway.a', {})], virginia)).items[0]?.unsure).toBeUndefined();
});

test('sizes are multiples of large', () => {
  expect(['nano', 'micro', 'small', 'medium', 'large', 'xlarge', '2xlarge', '24xlarge', 'metal', 'metal-24xl', 'huge'].map(timesLarge)).toEqual([
    0.0625,
    0.125,
    0.25,
    0.5,
    1,
    2,
    4,
    48,
    undefined,
    undefined,
    undefined,
  ]);
});
