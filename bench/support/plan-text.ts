/** A plan as `terraform show -json` writes it: modules, references, policies, tags, all kinds of actions. The same for the same number. */
export function planText(resources: number): string {
  const changes = [];
  const states = [];
  const configured = new Map<number, Map<string, unknown>>();
  for (let n = 0; n < resources; n++) {
    const kind = kinds[n % kinds.length] ?? kinds[0];
    const module = Math.floor(n / 100);
    const name = `${kind.type.slice(4)}_${Math.floor((n % 100) / 5)}`;
    const address = `module.part_${module}.${kind.type}.${name}[${n % 5}]`;
    const actions = acts[n % acts.length] ?? ['no-op'];
    const before = actions[0] === 'create' ? null : values(kind.values, n, 0);
    const after = actions[0] === 'delete' && actions.length === 1 ? null : values(kind.values, n, actions[0] === 'no-op' ? 0 : 1);
    const isReplace = actions.length > 1;
    changes.push({
      address,
      module_address: `module.part_${module}`,
      mode: 'managed',
      type: kind.type,
      name,
      index: n % 5,
      provider_name: 'registry.terraform.io/hashicorp/aws',
      change: {
        actions,
        before,
        after,
        after_unknown: { id: true },
        before_sensitive: { tags: {} },
        after_sensitive: { tags: {} },
        ...(isReplace ? { replace_paths: [['name']] } : {}),
      },
      ...(isReplace ? { action_reason: 'replace_because_cannot_update' } : {}),
    });
    if (before !== null) states.push({ address, mode: 'managed', type: kind.type, name, values: before, depends_on: [`module.part_${module}.aws_vpc.vpc_0`] });
    const inModule = configured.get(module) ?? new Map<string, unknown>();
    inModule.set(`${kind.type}.${name}`, {
      address: `${kind.type}.${name}`,
      mode: 'managed',
      type: kind.type,
      name,
      expressions: { vpc_id: { references: ['aws_vpc.vpc_0.id', 'aws_vpc.vpc_0'] }, name: { references: ['var.name'] } },
      count_expression: { references: ['var.number'] },
    });
    configured.set(module, inModule);
  }
  const calls = [...configured].map(
    ([module, all]) =>
      [`part_${module}`, { source: './part', expressions: { name: { references: ['var.name'] } }, module: { resources: [...all.values()] } }] as const,
  );
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.14.0',
    variables: { environment: { value: 'staging' } },
    resource_changes: changes,
    prior_state: { format_version: '1.0', values: { root_module: { child_modules: [{ address: 'module.part', resources: states }] } } },
    configuration: {
      provider_config: { aws: { name: 'aws', full_name: 'registry.terraform.io/hashicorp/aws', expressions: { region: { constant_value: 'eu-central-1' } } } },
      root_module: { module_calls: Object.fromEntries(calls) },
    },
    complete: true,
    applyable: true,
    errored: false,
  });
}

const acts = [['create'], ['update'], ['no-op'], ['update'], ['delete', 'create'], ['delete'], ['create']];

const policy = (n: number, wide: number): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: Array.from({ length: 6 }, (_, i) => ({
      Effect: 'Allow',
      Action: [`s3:Get${i}*`, 's3:ListBucket'],
      Resource: wide === 0 ? `arn:aws:s3:::bucket-${n}/*` : '*',
    })),
  });

const kinds = [
  { type: 'aws_vpc', values: { cidr_block: '10.0.0.0/16', enable_dns_hostnames: true } },
  { type: 'aws_subnet', values: { cidr_block: '10.0.1.0/24', availability_zone: 'eu-central-1a', map_public_ip_on_launch: false } },
  {
    type: 'aws_security_group',
    values: { ingress: [{ cidr_blocks: ['10.0.0.0/8'], from_port: 443, to_port: 443, protocol: 'tcp' }], egress: [{ cidr_blocks: ['0.0.0.0/0'] }] },
  },
  {
    type: 'aws_instance',
    values: { instance_type: 'm7g.large', root_block_device: [{ volume_size: 30, volume_type: 'gp3' }], associate_public_ip_address: false },
  },
  {
    type: 'aws_db_instance',
    values: {
      instance_class: 'db.t4g.medium',
      engine: 'postgres',
      allocated_storage: 50,
      storage_type: 'gp3',
      deletion_protection: true,
      skip_final_snapshot: false,
    },
  },
  { type: 'aws_s3_bucket', values: { bucket: 'logs', force_destroy: false } },
  { type: 'aws_iam_role_policy', values: { role: 'app' } },
] as const;

function values(own: Readonly<Record<string, unknown>>, n: number, later: number): Record<string, unknown> {
  const plain = Array.from({ length: 25 }, (_, i) => [`attribute_${i}`, i % 3 === 0 ? null : `value ${i} of ${n}`]);
  return {
    ...Object.fromEntries(plain),
    ...own,
    ...(Object.hasOwn(own, 'role') ? { policy: policy(n, later) } : {}),
    id: `id-${n}`,
    name: `name-${n}-${later}`,
    tags: { Name: `name-${n}`, Environment: 'staging' },
    tags_all: { Name: `name-${n}`, Environment: 'staging', Owner: 'platform' },
  };
}
