import { describe, expect, test } from 'vitest';
import { impactsOfPlan } from '../../../src/domain/terraform/impacts.ts';
import type { StatesSeen } from '../../../src/domain/terraform/whole-plan.ts';
import { type ChangeCase, planOf, recorded } from './plan.ts';

/** One line an item: what is done, to what, its marks, and why. */
const told = (impacts: ReturnType<typeof impactsOfPlan>): string =>
  impacts.map((i) => [`${i.operation} ${i.address}`, i.marks.join(' '), i.detail ?? ''].filter(Boolean).join(' | ')).join('\n');

interface Case {
  readonly what: string;
  readonly changes: readonly ChangeCase[];
  readonly rest?: Readonly<Record<string, unknown>>;
  readonly states?: StatesSeen;
  readonly says: string;
}
const check = ({ changes, rest, states, says }: Case): void =>
  expect(told(impactsOfPlan(planOf(changes, rest), states))).toBe(says.trim().replaceAll(/\n +/g, '\n'));

test('what Terraform itself planned', () => {
  expect(told(impactsOfPlan(recorded('every-action')))).toBe(
    `
delete terraform_data.worker[2] | runs-code | its index is beyond the count · it has local-exec provisioners
delete module.net.terraform_data.subnet["b"] | its key is gone from for_each · 1 resource depends on it
replace terraform_data.vpc | triggers_replace can’t be changed in place · the old one goes before the new one is there · 7 resources depend on it
replace terraform_data.worker[0] | runs-code | it is tainted: making it did not finish, or someone marked it · the old one goes before the new one is there · it has local-exec provisioners
forget terraform_data.gone | its resource block is gone from the configuration · it stays in the world and nobody manages it any more
update terraform_data.cluster
update terraform_data.new | moved | only its address in the state changes: it was terraform_data.old
update terraform_data.secret
update terraform_data.worker[1]
update module.net.terraform_data.subnet["a"]
create module.net.terraform_data.subnet["c"]
import terraform_data.found | it exists already and comes under this state
read check.healthy | check-failed | a check of the configuration does not hold`.trim(),
  );
  expect(
    told(impactsOfPlan(recorded('targeted')))
      .split('\n')
      .at(-1),
  ).toMatch(/^read plan \| incomplete \|/);
  expect(told(impactsOfPlan(recorded('errored')))).toMatch(/^read plan \| errored \| planning failed half-way/);
  expect(told(impactsOfPlan(recorded('destroy')))).toContain('delete plan | cascades | everything this state manages is deleted');
});

test('no value of a plan is in what is said of it', () => {
  for (const name of ['first-time', 'every-action', 'targeted', 'destroy', 'errored'])
    expect(JSON.stringify(impactsOfPlan(recorded(name)))).not.toMatch(/canary/);
  const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'canary:*', Resource: '*', Principal: '*' }] });
  const secret = planOf([
    {
      address: 'aws_s3_bucket_policy.a',
      actions: ['delete', 'create'],
      before: { policy: '{}', tags: { canary: 'a' } },
      after: { policy, tags: { canary: 'b' } },
      sensitive: { policy: true, tags: true },
      replacePaths: [['tags', 'canary'], ['policy']],
    },
  ]);
  expect(told(impactsOfPlan(secret))).not.toMatch(/canary/);
});

describe('data', () => {
  test.each<Case>([
    {
      what: 'a database that is deleted',
      changes: [{ address: 'aws_db_instance.main', actions: ['delete'], reason: 'delete_because_no_resource_config', before: { skip_final_snapshot: true } }],
      says: 'delete aws_db_instance.main | stateful deletes-data | its resource block is gone from the configuration · no last snapshot is made',
    },
    {
      what: 'one that is still protected',
      changes: [{ address: 'aws_db_instance.main', actions: ['delete'], before: { deletion_protection: true } }],
      says: 'delete aws_db_instance.main | stateful deletes-data | deletion_protection is on, so applying fails until it is off',
    },
    {
      what: 'a bucket that is emptied first, in a module',
      changes: [{ address: 'module.logs["a.b"].aws_s3_bucket.this', actions: ['delete'], before: { force_destroy: true } }],
      says: 'delete module.logs["a.b"].aws_s3_bucket.this | stateful deletes-data cascades | holds objects · it is emptied first',
    },
    {
      what: 'a volume that is made anew',
      changes: [{ address: 'google_compute_disk.a', actions: ['create', 'delete'], reason: 'replace_because_cannot_update', replacePaths: [['size']] }],
      says: 'replace google_compute_disk.a | stateful deletes-data | size can’t be changed in place',
    },
    {
      what: 'one that is replaced and left where it is',
      changes: [{ address: 'azurerm_mssql_database.a', actions: ['create', 'forget'], reason: 'replace_by_triggers' }],
      says: 'replace azurerm_mssql_database.a | stateful | something in its replace_triggered_by changes · the old one stays in the world and nobody manages it any more',
    },
    {
      what: 'a key',
      changes: [{ address: 'aws_kms_key.a', actions: ['delete'] }],
      says: 'delete aws_kms_key.a | stateful deletes-data deletes-key | is a key: what it encrypted or signed needs it',
    },
    {
      what: 'a namespace',
      changes: [{ address: 'kubernetes_namespace_v1.a', actions: ['delete'], before: { metadata: [{ name: 'web' }] } }],
      says: 'delete kubernetes_namespace_v1.a | stateful deletes-data cascades cluster-scoped | holds whatever was made in it · all that is in it goes with it',
    },
    {
      what: 'a manifest that holds nothing',
      changes: [{ address: 'kubernetes_manifest.a', actions: ['delete'], before: { manifest: { kind: 'ConfigMap', metadata: { namespace: 'web' } } } }],
      says: 'delete kubernetes_manifest.a',
    },
    {
      what: 'a manifest that takes a namespace along',
      changes: [{ address: 'kubernetes_manifest.a', actions: ['delete'], before: { manifest: { kind: 'Namespace', metadata: { name: 'web' } } } }],
      says: 'delete kubernetes_manifest.a | cluster-scoped stateful deletes-data cascades | it is a Namespace · all that is in it goes with it',
    },
    {
      what: 'a manifest of a kind nobody here knows',
      changes: [{ address: 'kubernetes_manifest.a', actions: ['delete'], before: { manifest: { kind: 'Acme' } } }],
      says: 'delete kubernetes_manifest.a | unknown | what kubernetes_manifest holds is not known',
    },
    { what: 'what holds nothing', changes: [{ address: 'aws_route_table.a', actions: ['delete'] }], says: 'delete aws_route_table.a' },
    {
      what: 'a type nobody here knows',
      changes: [{ address: 'acme_vault.a', actions: ['delete'] }],
      says: 'delete acme_vault.a | unknown | what acme_vault holds is not known',
    },
    {
      what: 'an unfinished replacement’s leftover',
      changes: [{ address: 'aws_db_instance.main', actions: ['delete'], deposed: '12345678' }],
      says: 'delete aws_db_instance.main | stateful deletes-data | left over from a replacement that did not finish',
    },
    {
      what: 'logs that are kept shorter',
      changes: [{ address: 'aws_cloudwatch_log_group.a', actions: ['update'], before: { retention_in_days: 0 }, after: { retention_in_days: 30 } }],
      says: 'update aws_cloudwatch_log_group.a | stateful deletes-data | retention_in_days is shortened: older logs are deleted',
    },
    {
      what: 'logs that are kept for ever',
      changes: [{ address: 'aws_cloudwatch_log_group.a', actions: ['update'], before: { retention_in_days: 30 }, after: { retention_in_days: 0 } }],
      says: 'update aws_cloudwatch_log_group.a | stateful',
    },
  ])('$what', check);
});

describe('guards', () => {
  test.each<Case>([
    {
      what: 'switched off',
      changes: [
        {
          address: 'aws_db_instance.main',
          actions: ['update'],
          before: { deletion_protection: true, skip_final_snapshot: false },
          after: { deletion_protection: false, skip_final_snapshot: true },
        },
      ],
      says: 'update aws_db_instance.main | stateful protection-off | deletion_protection is switched off · skip_final_snapshot is switched off',
    },
    {
      what: 'switched on',
      changes: [{ address: 'aws_s3_bucket.a', actions: ['update'], before: { force_destroy: true }, after: { force_destroy: false } }],
      says: 'update aws_s3_bucket.a | stateful',
    },
    {
      what: 'switched off and replaced in one',
      changes: [
        { address: 'aws_rds_cluster.main', actions: ['delete', 'create'], before: { deletion_protection: true }, after: { deletion_protection: false } },
      ],
      says: 'replace aws_rds_cluster.main | stateful deletes-data protection-off | the old one goes before the new one is there · deletion_protection is switched off',
    },
    {
      what: 'taken away from one thing while another is deleted',
      changes: [
        { address: 'azurerm_management_lock.a', actions: ['delete'] },
        { address: 'azurerm_storage_account.a', actions: ['delete'] },
      ],
      says: `delete azurerm_storage_account.a | stateful deletes-data protection-off | holds objects · the same plan takes the guard off azurerm_management_lock.a
        delete azurerm_management_lock.a | protection-off | it guards what it belongs to`,
    },
    {
      what: 'switched off outside Terraform before a deletion',
      changes: [{ address: 'aws_dynamodb_table.a', actions: ['delete'], before: { deletion_protection_enabled: false } }],
      rest: {
        resource_drift: [
          {
            address: 'aws_dynamodb_table.a',
            mode: 'managed',
            type: 'aws_dynamodb_table',
            name: 'a',
            change: { actions: ['update'], before: { deletion_protection_enabled: true }, after: { deletion_protection_enabled: false } },
          },
        ],
      },
      says: `delete aws_dynamodb_table.a | stateful deletes-data protection-off | deletion_protection_enabled is switched off, outside Terraform
        read aws_dynamodb_table.a | drift | it was changed outside Terraform: deletion_protection_enabled`,
    },
    {
      what: 'fewer days to come back',
      changes: [{ address: 'aws_kms_key.a', actions: ['update'], before: { deletion_window_in_days: 30 }, after: { deletion_window_in_days: 7 } }],
      says: 'update aws_kms_key.a | stateful protection-off | deletion_window_in_days is shortened',
    },
    {
      what: 'versions of a bucket',
      changes: [
        {
          address: 'aws_s3_bucket_versioning.a',
          actions: ['update'],
          before: { versioning_configuration: [{ status: 'Enabled' }] },
          after: { versioning_configuration: [{ status: 'Suspended' }] },
        },
      ],
      says: 'update aws_s3_bucket_versioning.a | protection-off | versioning_configuration.status is switched off',
    },
  ])('$what', check);
});

const allow = (action: unknown, resource: unknown = '*', more: object = {}): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource: resource, ...more }] });

describe('who gets in', () => {
  test.each<Case>([
    {
      what: 'the whole Internet',
      changes: [
        {
          address: 'aws_security_group.a',
          actions: ['update'],
          before: { ingress: [{ cidr_blocks: ['10.0.0.0/8'] }] },
          after: { ingress: [{ cidr_blocks: ['10.0.0.0/8', '0.0.0.0/0'] }] },
        },
      ],
      says: 'update aws_security_group.a | exposes-publicly | it lets in the whole Internet',
    },
    {
      what: 'half of it',
      changes: [{ address: 'aws_vpc_security_group_ingress_rule.a', actions: ['create'], after: { cidr_ipv4: '128.0.0.0/1' } }],
      says: 'create aws_vpc_security_group_ingress_rule.a | exposes-publicly | it lets in the whole Internet',
    },
    {
      what: 'a private range',
      changes: [{ address: 'aws_vpc_security_group_ingress_rule.a', actions: ['create'], after: { cidr_ipv4: '10.0.0.0/8' } }],
      says: 'create aws_vpc_security_group_ingress_rule.a',
    },
    {
      what: 'the way out',
      changes: [{ address: 'aws_security_group_rule.a', actions: ['create'], after: { type: 'egress', cidr_blocks: ['0.0.0.0/0'] } }],
      says: 'create aws_security_group_rule.a',
    },
    {
      what: 'what was open before',
      changes: [{ address: 'aws_lb.a', actions: ['update'], before: { internal: false, tags: {} }, after: { internal: false, tags: { a: 'b' } } }],
      says: 'update aws_lb.a',
    },
    {
      what: 'no block of public access any more',
      changes: [{ address: 'aws_s3_bucket_public_access_block.a', actions: ['delete'] }],
      says: 'delete aws_s3_bucket_public_access_block.a | exposes-publicly | without it, what it closed can be made public',
    },
    {
      what: 'a public database',
      changes: [{ address: 'aws_db_instance.a', actions: ['create'], after: { publicly_accessible: true } }],
      says: 'create aws_db_instance.a | stateful exposes-publicly | it is reachable from the Internet',
    },
    {
      what: 'everybody, at Google',
      changes: [{ address: 'google_storage_bucket_iam_member.a', actions: ['create'], after: { member: 'allUsers', role: 'roles/storage.objectViewer' } }],
      says: 'create google_storage_bucket_iam_member.a | exposes-publicly | it is open to everybody',
    },
    {
      what: 'owners and everybody, in a whole policy',
      changes: [
        {
          address: 'google_project_iam_policy.a',
          actions: ['update'],
          before: { policy_data: '{"bindings":[]}' },
          after: { policy_data: '{"bindings":[{"role":"roles/owner","members":["allUsers"]}]}' },
        },
      ],
      says: 'update google_project_iam_policy.a | widens-access exposes-publicly | it gives roles/owner · it is open to everybody',
    },
    {
      what: 'a rule at Azure',
      changes: [
        { address: 'azurerm_network_security_rule.a', actions: ['create'], after: { direction: 'Inbound', access: 'Allow', source_address_prefix: '*' } },
      ],
      says: 'create azurerm_network_security_rule.a | exposes-publicly | it lets in the whole Internet',
    },
    {
      what: 'an internal load balancer of Kubernetes',
      changes: [
        {
          address: 'kubernetes_service_v1.a',
          actions: ['create'],
          after: { metadata: [{ annotations: { 'service.beta.kubernetes.io/aws-load-balancer-internal': 'true' } }], spec: [{ type: 'LoadBalancer' }] },
        },
      ],
      says: 'create kubernetes_service_v1.a',
    },
    {
      what: 'everything on everything',
      changes: [{ address: 'aws_iam_role_policy.a', actions: ['update'], before: { policy: allow('s3:GetObject') }, after: { policy: allow('*') } }],
      says: 'update aws_iam_role_policy.a | widens-access | policy allows every action on everything',
    },
    {
      what: 'one action more',
      changes: [
        {
          address: 'aws_iam_policy.a',
          actions: ['update'],
          before: { policy: allow(['s3:GetObject'], 'arn:aws:s3:::a/*') },
          after: { policy: allow(['s3:GetObject', 's3:PutObject'], 'arn:aws:s3:::a/*') },
        },
      ],
      says: 'update aws_iam_policy.a | widens-access | policy allows more than before',
    },
    {
      what: 'one action fewer, written otherwise',
      changes: [
        {
          address: 'aws_iam_policy.a',
          actions: ['update'],
          before: { policy: allow(['s3:*'], '*') },
          after: { policy: allow(['s3:Get*', 'S3:PutObject'], ['arn:aws:s3:::a/*']) },
        },
      ],
      says: 'update aws_iam_policy.a',
    },
    {
      what: 'a denial that goes',
      changes: [
        {
          address: 'aws_s3_bucket_policy.a',
          actions: ['update'],
          before: { policy: JSON.stringify({ Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject', Resource: '*' }] }) },
          after: { policy: JSON.stringify({ Statement: [] }) },
        },
      ],
      says: 'update aws_s3_bucket_policy.a | widens-access | policy allows more than before',
    },
    {
      what: 'anyone',
      changes: [
        {
          address: 'aws_sqs_queue_policy.a',
          actions: ['create'],
          after: { policy: allow('sqs:SendMessage', 'arn:aws:sqs:eu-central-1:123456789012:a', { Principal: '*' }) },
        },
      ],
      says: 'create aws_sqs_queue_policy.a | exposes-publicly | policy lets anyone in',
    },
    {
      what: 'anyone, under a condition',
      changes: [
        {
          address: 'aws_sqs_queue_policy.a',
          actions: ['create'],
          after: { policy: allow('sqs:SendMessage', 'a', { Principal: '*', Condition: { ArnEquals: { 'aws:SourceArn': 'b' } } }) },
        },
      ],
      says: 'create aws_sqs_queue_policy.a',
    },
    {
      what: 'passing any role on',
      changes: [{ address: 'aws_iam_policy.a', actions: ['create'], after: { policy: allow('iam:PassRole') } }],
      says: 'create aws_iam_policy.a | widens-access | policy allows iam:passrole on everything',
    },
    {
      what: 'all that is not named',
      changes: [
        {
          address: 'aws_iam_policy.a',
          actions: ['create'],
          after: { policy: JSON.stringify({ Statement: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' } }) },
        },
      ],
      says: 'create aws_iam_policy.a | widens-access | policy allows every action on everything',
    },
    {
      what: 'a policy known only afterwards',
      changes: [{ address: 'aws_iam_policy.a', actions: ['update'], before: { policy: allow('s3:GetObject') }, after: {}, unknown: { policy: true } }],
      says: 'update aws_iam_policy.a | unknown | what policy will allow is known only after applying',
    },
    {
      what: 'a key that its own account administers',
      changes: [
        { address: 'aws_kms_key.a', actions: ['create'], after: { policy: allow('kms:*', '*', { Principal: { AWS: 'arn:aws:iam::123456789012:root' } }) } },
      ],
      says: 'create aws_kms_key.a | stateful',
    },
    {
      what: 'an administrator',
      changes: [{ address: 'aws_iam_role_policy_attachment.a', actions: ['create'], after: { policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' } }],
      says: 'create aws_iam_role_policy_attachment.a | widens-access | it gives AdministratorAccess',
    },
    {
      what: 'a policy of a worker node',
      changes: [
        { address: 'aws_iam_role_policy_attachment.a', actions: ['create'], after: { policy_arn: 'arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy' } },
      ],
      says: 'create aws_iam_role_policy_attachment.a',
    },
    {
      what: 'an owner at Azure',
      changes: [{ address: 'azurerm_role_assignment.a', actions: ['create'], after: { role_definition_name: 'Owner' } }],
      says: 'create azurerm_role_assignment.a | widens-access | it gives Owner',
    },
    {
      what: 'lasting credentials',
      changes: [{ address: 'aws_iam_access_key.a', actions: ['create'], after: {} }],
      says: 'create aws_iam_access_key.a | widens-access | it makes lasting credentials',
    },
  ])('$what', check);
});

const many = (number: number, actions: readonly string[] = ['create']): readonly ChangeCase[] =>
  Array.from({ length: number }, (_, i) => ({ address: `aws_subnet.s[${i}]`, actions }));
const line = (told: string, found: RegExp): string => told.split('\n').find((one) => found.test(one)) ?? '';

describe('the state', () => {
  const cases: readonly { readonly what: string; readonly number: number; readonly states?: StatesSeen; readonly says: string }[] = [
    { what: 'empty, for the first time', number: 9, says: '' },
    {
      what: 'empty, and much is made',
      number: 12,
      says: 'create plan | empty-state | the state is empty, and was never seen with anything in it: right for a first time, and else everything is made twice (12 resources)',
    },
    {
      what: 'empty, and as empty when last seen',
      number: 12,
      states: { last: { lineage: 'a', serial: 0, resources: 0 } },
      says: 'create plan | empty-state | the state is empty, and was never seen with anything in it: right for a first time, and else everything is made twice (12 resources)',
    },
    { what: 'empty, and much is made where all was made just now', number: 12, states: { isNew: true }, says: '' },
    {
      what: 'empty, and another is known of',
      number: 2,
      states: { isNew: true, elsewhere: 'terraform.tfstate in the folder holds 4 resources' },
      says: 'create plan | empty-state | the state is empty, but terraform.tfstate in the folder holds 4 resources; the plan makes 2 resources that may exist already',
    },
    { what: 'not empty, whatever else is known of', number: 2, states: { now: { resources: 3 }, elsewhere: 'there are other workspaces (prod)' }, says: '' },
    {
      what: 'empty, and it was not',
      number: 12,
      states: { now: { lineage: 'b', serial: 0 }, last: { lineage: 'a', serial: 40, resources: 60 } },
      says: 'create plan | stale-state | the state is new, and another was here before, and the plan makes 12 resources that may exist already',
    },
    {
      what: 'older than last time',
      number: 3,
      states: { now: { lineage: 'a', serial: 12, resources: 50 }, last: { lineage: 'a', serial: 40, resources: 60 } },
      says: 'create plan | stale-state | the state is older than the one last seen here (12, and it was 40), and the plan makes 3 resources that may exist already',
    },
    {
      what: 'another one',
      number: 0,
      states: { now: { lineage: 'b', serial: 50, resources: 50 }, last: { lineage: 'a', serial: 40, resources: 60 } },
      says: 'read plan | stale-state | the state is not a later version of the one last seen here, it is another',
    },
    {
      what: 'suddenly nearly empty, serial unknown',
      number: 12,
      states: { now: { resources: 2 }, last: { resources: 60 } },
      says: 'create plan | stale-state | the state knows 2 resources, and it was 60 when last seen, and the plan makes 12 resources that may exist already',
    },
    {
      what: 'later than last time',
      number: 12,
      states: { now: { lineage: 'a', serial: 41, resources: 2 }, last: { lineage: 'a', serial: 40, resources: 60 } },
      says: '',
    },
  ];
  test.each(cases)('$what', ({ number, states, says }) => expect(line(told(impactsOfPlan(planOf(many(number)), states)), / plan \| /)).toBe(says));

  test('most of it deleted', () =>
    expect(line(told(impactsOfPlan(planOf(many(6, ['delete'])), { now: { resources: 10 } })), / plan \| /)).toBe(
      'delete plan | cascades | 6 resources of 10 are deleted',
    ));
});

describe('rows of their own', () => {
  const bucket = { address: 'aws_s3_bucket.a', mode: 'managed', type: 'aws_s3_bucket', name: 'a' };
  test.each<Case>([
    {
      what: 'an import that also changes something',
      changes: [{ address: 'aws_vpc.a', actions: ['update'], importing: true }],
      says: `update aws_vpc.a
        import aws_vpc.a | it exists already and comes under this state`,
    },
    {
      what: 'a move that also changes something',
      changes: [{ address: 'aws_vpc.a', actions: ['update'], was: 'aws_vpc.b' }],
      says: 'update aws_vpc.a | it was aws_vpc.b',
    },
    { what: 'unchanged', changes: [{ address: 'aws_vpc.a', actions: ['no-op'] }], says: '' },
    {
      what: 'deferred',
      changes: [],
      rest: {
        complete: false,
        deferred_changes: [{ reason: 'instance_count_unknown', resource_change: { ...bucket, change: { actions: ['delete'], before: {} } } }],
      },
      says: `delete aws_s3_bucket.a | stateful deletes-data deferred | left for a later plan: instance count unknown · holds objects
        read plan | incomplete | it is a part only (-target, or changes left for later): another plan is needed to get to what the configuration says`,
    },
    {
      what: 'deleted outside',
      changes: [],
      rest: { resource_drift: [{ ...bucket, change: { actions: ['delete'], before: {}, after: null } }] },
      says: 'read aws_s3_bucket.a | drift | it was deleted outside Terraform',
    },
    {
      what: 'an action of a provider',
      changes: [],
      rest: {
        action_invocations: [
          {
            address: 'action.aws_lambda_invoke.a',
            type: 'aws_lambda_invoke',
            name: 'a',
            provider_name: 'x',
            lifecycle_action_trigger: { triggering_resource_address: 'aws_instance.a' },
          },
        ],
      },
      says: 'update action.aws_lambda_invoke.a | runs-code | the provider does this when aws_instance.a changes',
    },
    {
      what: 'a program that is asked for data',
      changes: [{ address: 'data.external.a', actions: ['read'], reason: 'read_because_dependency_pending', after: {} }],
      says: 'read data.external.a | runs-code | what it depends on changes first · it runs a program of the folder',
    },
    {
      what: 'code from elsewhere',
      changes: [],
      rest: {
        configuration: {
          provider_config: {
            acme: { name: 'acme', full_name: 'registry.terraform.io/someone/acme' },
            aws: { name: 'aws', full_name: 'registry.terraform.io/hashicorp/aws' },
          },
          root_module: {
            module_calls: {
              local: { source: './net', module: {} },
              pinned: { source: 'terraform-aws-modules/vpc/aws', version_constraint: '5.1.2', module: {} },
              floating: { source: 'git::https://user:canary@example.com/a.git?ref=main', module: {} },
            },
          },
        },
      },
      says: `read registry.terraform.io/someone/acme | runs-code unknown | a provider that is not well known: it is a program, and runs here with your credentials
        read module.floating | unknown | a module from git::https://example.com/a.git?ref=main, at no fixed version: it may be another next time
        read module.pinned | a module from terraform-aws-modules/vpc/aws, at a fixed version`,
    },
  ])('$what', check);
});
