import { valuesAt } from '../terraform/facts/look.ts';
import type { Fields } from '../terraform/read.ts';
import { confirmed, everywhere, hours, isPricedRegion, type PricedRegion, prices, timesLarge } from './prices.ts';

/** What one resource costs a month; or why nobody can say before it is used. */
export type Price = { readonly monthly: number; readonly unsure?: true } | { readonly unknown: string };

/** What is known of one resource, before or after. */
export interface Priceable {
  readonly type: string;
  readonly values: Fields;
  readonly region: string | undefined;
  /** Disk of the machines of a node group, in GiB, from the launch template it uses. */
  readonly diskGiB?: number | undefined;
}

type Pricer = (resource: Priceable, region: PricedRegion) => Price;

const free = { monthly: 0 } as const;
const byUse = (what: string): Price => ({ unknown: `by use: ${what}` });

/** `m7g.large` → family and factor. */
function size(name: unknown, prefix = ''): { readonly family: string; readonly times: number } | undefined {
  if (typeof name !== 'string' || !name.startsWith(prefix)) return undefined;
  const [family, kind] = name.slice(prefix.length).split('.');
  const times = kind === undefined ? undefined : timesLarge(kind);
  return family === undefined || times === undefined ? undefined : { family, times };
}

function machine(type: unknown, region: PricedRegion): Price {
  const found = size(type);
  const hourly = found === undefined ? undefined : prices[region].ec2[found.family];
  if (found === undefined || hourly === undefined) return { unknown: 'its instance type is not in the table' };
  return certain(`ec2.${found.family}`, region, hourly * found.times * hours);
}

function disk(type: unknown, gib: unknown, region: PricedRegion): Price {
  const name = typeof type === 'string' && type !== '' ? type : 'gp3';
  const each = prices[region].ebs[name];
  if (each === undefined || typeof gib !== 'number') return { unknown: 'its size or kind is known only after applying' };
  return certain(`ebs.${name}`, region, each * gib);
}

const instance: Pricer = ({ values }, region) => {
  if (values.tenancy === 'dedicated' || values.tenancy === 'host') return { unknown: 'its tenancy is not in the table' };
  const root = valuesAt(values, 'root_block_device.volume_size')[0];
  const extra = valuesAt(values, 'ebs_block_device.volume_size').length > 0;
  const roots = root === undefined ? [] : [disk(valuesAt(values, 'root_block_device.volume_type')[0], root, region)];
  return extra ? { unknown: 'it has disks beside the first' } : sum([machine(values.instance_type, region), ...roots]);
};

const database: Pricer = ({ values }, region) => {
  const found = size(values.instance_class, 'db.');
  const pair = found === undefined ? undefined : prices[region].rds[found.family];
  const engine = { mysql: 0, mariadb: 0, postgres: 1 }[String(values.engine)];
  if (found === undefined || pair === undefined || engine === undefined) return { unknown: 'its class or engine is not in the table' };
  if (typeof values.allocated_storage !== 'number') return { unknown: 'its storage is known only after applying' };
  const kind = typeof values.storage_type === 'string' ? values.storage_type : 'gp2';
  const each = prices[region].rdsStorage[kind];
  if (each === undefined || kind === 'io1') return { unknown: 'its kind of storage is not in the table' };
  const zones = values.multi_az === true ? 2 : 1;
  return sum([
    certain(`rds.${found.family}.${engine === 1 ? 'postgres' : 'mysql'}`, region, (pair[engine as 0 | 1] ?? 0) * found.times * hours * zones),
    certain(`rdsStorage.${kind}`, region, each * values.allocated_storage * zones),
  ]);
};

const nodeGroup: Pricer = ({ values, diskGiB }, region) => {
  if (values.capacity_type === 'SPOT') return { unknown: 'what spot machines cost changes by the hour' };
  const desired = valuesAt(values, 'scaling_config.desired_size')[0];
  const type = valuesAt(values, 'instance_types')[0];
  const gib = typeof values.disk_size === 'number' && values.disk_size > 0 ? values.disk_size : (diskGiB ?? 20);
  if (typeof desired !== 'number' || type === undefined) return { unknown: 'how many machines, or which, is known only after applying' };
  return times(sum([machine(type, region), disk('gp3', gib, region)]), desired);
};

const endpoint: Pricer = ({ values }, region) => {
  if (values.vpc_endpoint_type === 'Gateway' || values.vpc_endpoint_type === undefined) return free;
  if (values.vpc_endpoint_type !== 'Interface') return byUse('this kind of endpoint');
  // Subnets may be known only after applying; then there is at least one.
  const zones = Math.max(1, valuesAt(values, 'subnet_ids').length);
  return certain('interfaceEndpoint', region, prices[region].interfaceEndpoint * hours * zones);
};

const balancer: Pricer = ({ type, values }, region) => {
  const kind = type === 'aws_elb' ? 'classic' : typeof values.load_balancer_type === 'string' ? values.load_balancer_type : 'application';
  const each = prices[region].loadBalancer[kind];
  return each === undefined ? { unknown: 'its kind is not in the table' } : certain(`loadBalancer.${kind}`, region, each * hours);
};

const pricers: Readonly<Record<string, Pricer>> = {
  aws_instance: instance,
  aws_db_instance: database,
  aws_eks_node_group: nodeGroup,
  aws_nat_gateway: (_resource, region) => certain('natGateway', region, prices[region].natGateway * hours),
  aws_ebs_volume: ({ values }, region) =>
    values.type === 'io1' || values.type === 'io2' ? { unknown: 'what it can do a second is priced apart' } : disk(values.type, values.size, region),
  aws_vpc_endpoint: endpoint,
  aws_lb: balancer,
  aws_alb: balancer,
  aws_elb: balancer,
  aws_s3_bucket: () => byUse('what is stored and asked for'),
  aws_cloudwatch_log_group: () => byUse('what is logged'),
  aws_flow_log: () => byUse('what is logged'),
  aws_dynamodb_table: ({ values }) =>
    values.billing_mode === 'PROVISIONED' ? { unknown: 'provisioned capacity is not in the table' } : byUse('what is stored and asked for'),
  aws_sqs_queue: () => byUse('messages'),
  aws_sns_topic: () => byUse('messages'),
  aws_lambda_function: () => byUse('calls'),
};

/** What costs the same wherever it is. */
const alike: Readonly<Record<string, number>> = {
  aws_eks_cluster: everywhere.eksCluster * hours,
  aws_eip: everywhere.publicAddress * hours,
  aws_kms_key: everywhere.kmsKey,
  aws_kms_replica_key: everywhere.kmsKey,
  aws_secretsmanager_secret: everywhere.secret,
  aws_route53_zone: everywhere.hostedZone,
};

/** Types that cost nothing by themselves. What is in none of the tables is unknown, not free. */
const freeTypes: ReadonlySet<string> = new Set(
  `
  vpc subnet route route_table route_table_association main_route_table_association internet_gateway egress_only_internet_gateway default_vpc
  default_subnet default_route_table default_network_acl default_security_group security_group security_group_rule network_acl
  network_acl_rule vpc_security_group_ingress_rule vpc_security_group_egress_rule vpc_dhcp_options vpc_dhcp_options_association
  vpc_endpoint_route_table_association vpc_endpoint_policy iam_role iam_role_policy iam_role_policy_attachment iam_policy iam_instance_profile
  iam_user iam_group iam_user_policy iam_user_policy_attachment iam_openid_connect_provider iam_service_linked_role
  db_subnet_group db_parameter_group db_option_group launch_template eks_addon eks_access_entry eks_access_policy_association
  eks_pod_identity_association eks_identity_provider_config kms_alias kms_grant kms_key_policy s3_bucket_versioning s3_bucket_policy
  s3_bucket_public_access_block s3_bucket_ownership_controls s3_bucket_server_side_encryption_configuration s3_bucket_acl
  s3_bucket_lifecycle_configuration s3_bucket_logging s3_bucket_notification s3_bucket_cors_configuration s3_bucket_replication_configuration
  s3_bucket_object_lock_configuration s3_account_public_access_block ebs_encryption_by_default lb_target_group lb_listener
  lb_listener_rule lb_target_group_attachment volume_attachment eip_association key_pair sqs_queue_policy sns_topic_policy lambda_permission
  secretsmanager_secret_version secretsmanager_secret_policy acm_certificate acm_certificate_validation cloudwatch_log_resource_policy
  autoscaling_attachment appautoscaling_target appautoscaling_policy ecs_cluster ecs_task_definition route53_record`
    .trim()
    .split(/\s+/)
    .map((name) => `aws_${name}`),
);

const localProviders = /^(random|null|local|tls|time|archive|external|http|cloudinit|template|terraform)_/;

/** A month of one resource as it stands. */
export function priceOf(resource: Priceable): Price {
  if (freeTypes.has(resource.type) || localProviders.test(resource.type)) return free;
  const same = Object.hasOwn(alike, resource.type) ? alike[resource.type] : undefined;
  if (same !== undefined) return { monthly: same };
  const pricer = Object.hasOwn(pricers, resource.type) ? pricers[resource.type] : undefined;
  if (pricer === undefined) return { unknown: 'its type is not in the table' };
  if (!isPricedRegion(resource.region))
    return { unknown: resource.region === undefined ? 'its region is not known' : `there are no prices of ${resource.region} here` };
  return pricer(resource, resource.region);
}

const certain = (key: string, region: PricedRegion, monthly: number): Price => (confirmed[region].has(key) ? { monthly } : { monthly, unsure: true });

function sum(all: readonly Price[]): Price {
  let monthly = 0;
  let isUnsure = false;
  for (const price of all) {
    if ('unknown' in price) return price;
    monthly += price.monthly;
    isUnsure ||= price.unsure === true;
  }
  return isUnsure ? { monthly, unsure: true } : { monthly };
}

const times = (price: Price, by: number): Price => ('unknown' in price ? price : { ...price, monthly: price.monthly * by });
