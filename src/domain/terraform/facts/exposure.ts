import { isFields, records } from '../read.ts';
import { type Fact, type FactFinder, valuesAt } from './look.ts';
import { isTheInternet } from './open-cidr.ts';

/** The ways in which a type is open to the Internet, each said once. Empty: it is not, as far as its attributes say. */
type Openings = (values: Readonly<Record<string, unknown>>) => readonly string[];

const cidrs =
  (...paths: readonly string[]): Openings =>
  (values) =>
    paths.flatMap((path) => valuesAt(values, path)).some(isTheInternet) ? ['it lets in the whole Internet'] : [];

const is =
  (path: string, value: unknown, says: string): Openings =>
  (values) =>
    valuesAt(values, path).includes(value) ? [says] : [];

/** Open unless every one of these is on. */
const allOn =
  (names: readonly string[], says: string): Openings =>
  (values) =>
    names.filter((name) => values[name] !== true).map((name) => `${name} is off: ${says}`);

const publicAcl: Openings = (values) => {
  const grants = valuesAt(values, 'access_control_policy.grant.grantee.uri');
  const canned = typeof values.acl === 'string' && ['public-read', 'public-read-write', 'authenticated-read'].includes(values.acl);
  return canned || grants.some((uri) => typeof uri === 'string' && /\/(AllUsers|AuthenticatedUsers)$/.test(uri)) ? ['its ACL lets anyone in'] : [];
};

const fourBlocks = allOn(['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'], 'buckets can be made public');

/** Google members that are everybody. */
const everybody: Openings = (values) =>
  [
    ...valuesAt(values, 'member'),
    ...valuesAt(values, 'members'),
    ...valuesAt(values, 'entity'),
    ...valuesAt(values, 'access.special_group'),
    ...valuesAt(values, 'access.iam_member'),
  ].some((member) => member === 'allUsers' || member === 'allAuthenticatedUsers')
    ? ['it is open to everybody']
    : [];

const azureRule: Openings = (values) => {
  const rules = [values, ...records(values.security_rule)];
  const open = (rule: Readonly<Record<string, unknown>>): boolean =>
    rule.direction === 'Inbound' &&
    rule.access === 'Allow' &&
    [...valuesAt(rule, 'source_address_prefix'), ...valuesAt(rule, 'source_address_prefixes')].some(
      (from) => from === '*' || from === 'Internet' || from === 'Any' || isTheInternet(from),
    );
  return rules.some(open) ? ['it lets in the whole Internet'] : [];
};

const azureRange: Openings = ({ start_ip_address: start, end_ip_address: end }) =>
  start === '0.0.0.0' && end === '255.255.255.255' ? ['it lets in the whole Internet'] : [];

const eksEndpoint: Openings = (values) => {
  const open = valuesAt(values, 'vpc_config.endpoint_public_access').includes(true);
  const ranges = valuesAt(values, 'vpc_config.public_access_cidrs');
  return open && (ranges.length === 0 || ranges.some(isTheInternet)) ? ['its Kubernetes API is reachable from the whole Internet'] : [];
};

/** Without the annotations that the three clouds know, a load balancer gets an address of the Internet. */
const loadBalancer: Openings = (values) => {
  if (!valuesAt(values, 'spec.type').includes('LoadBalancer')) return [];
  const annotations = valuesAt(values, 'metadata.annotations').find(isFields) ?? {};
  const inside = Object.entries(annotations).some(([name, value]) => internal.has(name) && value !== 'false' && value !== 'internet-facing');
  return inside ? [] : ['it gets an address of the Internet'];
};

const internal: ReadonlySet<string> = new Set([
  ...[
    'service.beta.kubernetes.io/aws-load-balancer-internal',
    'service.beta.kubernetes.io/aws-load-balancer-scheme',
    'service.beta.kubernetes.io/azure-load-balancer-internal',
  ],
  ...['networking.gke.io/load-balancer-type', 'cloud.google.com/load-balancer-type'],
]);

const ingressOnly =
  (direction: string, value: unknown, then: Openings): Openings =>
  (values) =>
    values[direction] === value ? then(values) : [];

const securityGroup = cidrs('ingress.cidr_blocks', 'ingress.ipv6_cidr_blocks');
const publicBalancer = is('internal', false, 'it is reachable from the Internet');

/** By type. */
const openings: Readonly<Record<string, Openings>> = {
  aws_security_group: securityGroup,
  aws_default_security_group: securityGroup,
  aws_security_group_rule: ingressOnly('type', 'ingress', cidrs('cidr_blocks', 'ipv6_cidr_blocks')),
  aws_vpc_security_group_ingress_rule: cidrs('cidr_ipv4', 'cidr_ipv6'),
  aws_s3_bucket: publicAcl,
  aws_s3_bucket_acl: publicAcl,
  aws_s3_object: publicAcl,
  aws_s3_bucket_public_access_block: fourBlocks,
  aws_s3_account_public_access_block: fourBlocks,
  aws_lb: publicBalancer,
  aws_alb: publicBalancer,
  aws_elb: publicBalancer,
  aws_instance: is('associate_public_ip_address', true, 'it gets an address of the Internet'),
  aws_launch_template: is('network_interfaces.associate_public_ip_address', 'true', 'its instances get addresses of the Internet'),
  aws_ecs_service: is('network_configuration.assign_public_ip', true, 'its tasks get addresses of the Internet'),
  aws_apprunner_service: is('network_configuration.ingress_configuration.is_publicly_accessible', true, 'it is reachable from the Internet'),
  aws_lambda_function_url: is('authorization_type', 'NONE', 'anyone can call it'),
  aws_lambda_permission: is('principal', '*', 'anyone can call it'),
  aws_eks_cluster: eksEndpoint,
  aws_msk_cluster: is('broker_node_group_info.connectivity_info.public_access.type', 'SERVICE_PROVIDED_EIPS', 'its brokers are reachable from the Internet'),
  aws_neptunegraph_graph: is('public_connectivity', true, 'it is reachable from the Internet'),
  aws_ami_launch_permission: is('group', 'all', 'anyone can launch it'),
  aws_db_snapshot: is('shared_accounts', 'all', 'anyone can restore it'),
  aws_db_cluster_snapshot: is('shared_accounts', 'all', 'anyone can restore it'),
  aws_ecrpublic_repository: () => ['anyone can pull from it'],
  google_compute_firewall: (values) =>
    values.direction !== 'EGRESS' && records(values.allow).length > 0 && valuesAt(values, 'source_ranges').some(isTheInternet)
      ? ['it lets in the whole Internet']
      : [],
  google_sql_database_instance: cidrs('settings.ip_configuration.authorized_networks.value'),
  google_container_cluster: cidrs('master_authorized_networks_config.cidr_blocks.cidr_block'),
  google_storage_bucket: is('public_access_prevention', 'inherited', 'it can be made public'),
  google_compute_instance: (values) => (valuesAt(values, 'network_interface.access_config').length > 0 ? ['it gets an address of the Internet'] : []),
  azurerm_network_security_rule: azureRule,
  azurerm_network_security_group: azureRule,
  azurerm_storage_account: is('allow_nested_items_to_be_public', true, 'its containers can be made public'),
  azurerm_storage_container: (values) =>
    values.container_access_type === 'blob' || values.container_access_type === 'container' ? ['anyone can read from it'] : [],
  azurerm_mssql_firewall_rule: azureRange,
  azurerm_postgresql_firewall_rule: azureRange,
  azurerm_postgresql_flexible_server_firewall_rule: azureRange,
  azurerm_mysql_firewall_rule: azureRange,
  azurerm_mysql_flexible_server_firewall_rule: azureRange,
  kubernetes_service: loadBalancer,
  kubernetes_service_v1: loadBalancer,
};

/** What any type may have. */
const anywhere: Openings = (values) => [
  ...(values.publicly_accessible === true ? ['it is reachable from the Internet'] : []),
  ...(values.public_network_access_enabled === true ? ['it is reachable from the Internet'] : []),
];

/** Types whose absence opens what they closed. */
const closing: ReadonlySet<string> = new Set([
  ...['aws_s3_bucket_public_access_block', 'aws_s3_account_public_access_block', 'aws_ebs_snapshot_block_public_access', 'aws_ec2_image_block_public_access'],
  ...['aws_vpc_block_public_access_options', 'aws_emr_block_public_access_configuration'],
]);

/** Becomes reachable, readable or callable by anyone, where it was not before. */
export const exposure: FactFinder = ({ change, destroys, leaves, before, after }) => {
  if (change.mode !== 'managed') return [];
  if (!leaves) return destroys && closing.has(change.type) ? [{ mark: 'exposes-publicly', why: 'without it, what it closed can be made public' }] : [];
  const find = Object.hasOwn(openings, change.type) ? openings[change.type] : undefined;
  const open = (values: Readonly<Record<string, unknown>>): readonly string[] => [
    ...(find?.(values) ?? []),
    ...anywhere(values),
    ...(change.type.startsWith('google_') ? everybody(values) : []),
  ];
  const now = open(after);
  if (now.length === 0) return [];
  const was = isFields(change.before) ? open(before) : [];
  return now.filter((way) => !was.includes(way)).map((way): Fact => ({ mark: 'exposes-publicly', why: way }));
};
