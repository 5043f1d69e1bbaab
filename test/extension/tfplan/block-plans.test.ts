import { expect, test } from 'vitest';
import { blockPlans } from '../../../src/extension/tfplan/block-plans.ts';
import { planOf } from '../../domain/terraform/plan.ts';

const configuration = {
  root_module: {
    module_calls: {
      net: { source: '../modules/net', module: { module_calls: { dns: { source: './dns', module: {} } } } },
      far: { source: 'registry/thing/aws', module: {} },
    },
  },
};

test('what a plan does, block by block, in the folders the blocks are in', () => {
  const plan = planOf(
    [
      { address: 'aws_db_instance.main', actions: ['delete', 'create'], replacePaths: [['engine_version'], ['name']] },
      { address: 'aws_instance.web[0]', actions: ['no-op'] },
      { address: 'aws_instance.web[1]', actions: ['update'], before: { ami: 'a' }, after: { ami: 'b' } },
      { address: 'aws_subnet.a["x"]', actions: ['create'] },
      { address: 'aws_subnet.a["y"]', actions: ['create'] },
      { address: 'aws_subnet.a["z"]', actions: ['delete'], reason: 'delete_because_each_key' },
      { address: 'aws_eip.many', actions: ['update'], before: { a: 1, b: 1, c: 1, d: 1 }, after: { a: 2, b: 2, c: 2, d: 2 } },
      { address: 'aws_eip.gone', actions: ['delete'], reason: 'delete_because_no_resource_config' },
      { address: 'aws_eip.same', actions: ['no-op'] },
      { address: 'aws_eip.named', actions: ['no-op'], was: 'aws_eip.old' },
      { address: 'data.aws_ami.linux', actions: ['read'] },
      { address: 'module.net["eu"].aws_vpc.main', actions: ['update'], before: { cidr: 'a' }, after: { cidr: 'b' } },
      { address: 'module.net["us"].aws_vpc.main', actions: ['create'] },
      { address: 'module.net["eu"].module.dns.aws_route53_record.a', actions: ['create'] },
      { address: 'module.far.aws_thing.a', actions: ['delete', 'create'] },
    ],
    {
      configuration,
      resource_drift: [
        { address: 'aws_eip.same', mode: 'managed', type: 'aws_eip', name: 'same', change: { actions: ['update'], before: { tags: 1 }, after: { tags: 2 } } },
      ],
    },
  );
  const said = [...blockPlans(plan, 'infra')].flatMap(([folder, blocks]) =>
    [...blocks].map(([block, { says, address }]) => `${folder}: ${block}: ${says} (${address})`),
  );
  expect(said.sort()).toEqual([
    'infra: aws_db_instance.main: replace — forced by engine_version and name (aws_db_instance.main)',
    'infra: aws_eip.gone: destroy — its resource block is gone from the configuration (aws_eip.gone)',
    'infra: aws_eip.many: change — a, b and 2 more (aws_eip.many)',
    'infra: aws_eip.named: move — was aws_eip.old (aws_eip.named)',
    'infra: aws_eip.same: changed outside Terraform — tags (aws_eip.same)',
    'infra: aws_instance.web: change — ami (aws_instance.web[1])',
    'infra: aws_subnet.a: 1 to destroy, 2 to create (aws_subnet.a["z"])',
    'infra: module.far: 1 to replace in it (module.far.aws_thing.a)',
    'infra: module.net: 1 to change, 2 to create in it (module.net["eu"].aws_vpc.main)',
    'modules/net/dns: aws_route53_record.a: create (module.net["eu"].module.dns.aws_route53_record.a)',
    'modules/net: aws_vpc.main: 1 to change, 1 to create (module.net["eu"].aws_vpc.main)',
    'modules/net: module.dns: 1 to create in it (module.net["eu"].module.dns.aws_route53_record.a)',
  ]);
});

test('a module that leads out of the workspace folder has no folder here', () => {
  const plan = planOf([{ address: 'module.out.aws_vpc.a', actions: ['create'] }], {
    configuration: { root_module: { module_calls: { out: { source: '../../x', module: {} } } } },
  });
  expect([...blockPlans(plan, 'infra').keys()]).toEqual(['infra']);
});

test('a block that makes what the plan destroys elsewhere says what would keep it, in the root module only', () => {
  const values = { cidr_block: '10.0.0.0/16', tags: { name: 'a' } };
  const gone = { actions: ['delete'], reason: 'delete_because_no_resource_config', before: values };
  const plan = planOf(
    [
      { address: 'aws_vpc.old', ...gone },
      { address: 'aws_vpc.main', actions: ['create'], after: values },
      { address: 'module.net.aws_subnet.old', ...gone },
      { address: 'module.net.aws_subnet.main', actions: ['create'], after: values },
    ],
    { configuration },
  );
  const blocks = blockPlans(plan, 'infra');
  expect(blocks.get('infra')?.get('aws_vpc.main')).toEqual({
    address: 'aws_vpc.main',
    says: 'create',
    moved: [{ from: 'aws_vpc.old', to: 'aws_vpc.main', block: 'moved {\n  from = aws_vpc.old\n  to   = aws_vpc.main\n}\n' }],
  });
  expect(blocks.get('infra')?.get('aws_vpc.old')?.moved).toBeUndefined();
  expect(blocks.get('modules/net')?.get('aws_subnet.main')?.moved).toBeUndefined();
});
