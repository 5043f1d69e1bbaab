import type { Bucket, Cluster, Database, Network, TerraformAnswers } from '../../src/generators/terraform/answers.ts';
import { regionsOfTwoZones } from '../../src/generators/terraform/questions/facts.ts';
import { type Factors, pairwise, type Row, sparing } from './pairwise.ts';
import { sampleBucket, sampleCluster, sampleDatabase, sampleNetwork, stagingAnswers } from './terraform-answers.ts';

/** Everything the questionnaire leaves open that changes what is generated. */
export const factors: Factors = {
  layout: ['flat', 'modules'],
  environment: ['dev', 'staging', 'prod'],
  region: ['eu-central-1', 'us-east-1', 'us-west-1', 'us-gov-west-1'],
  backend: ['local', 's3', 's3-no-key'],
  owner: ['given', 'none'],
  tags: ['none', 'plain', 'hostile'],
  cidr: ['10.20.0.0/16', '172.16.0.0/20', '192.168.4.0/24'],
  zones: ['2', '3'],
  tiers: ['private', 'public private', 'private database', 'public private database'],
  subnets: ['auto', 'custom'],
  nat: ['none', 'single', 'per-zone'],
  flowLogs: ['off', '90', '365', '0'],
  endpoints: ['none', 'gateway', 'interface', 'all'],
  endpoint: ['private', 'public'],
  nodeGroups: ['one', 'mixed'],
  addons: ['none', 'core', 'storage', 'all'],
  logTypes: ['none', 'audit', 'all'],
  logDays: ['30', '365'],
  clusterKms: ['yes', 'no'],
  engine: ['postgres 17.4', 'postgres 16', 'mysql 8.0.40', 'mariadb 11.4'],
  storage: ['fixed', 'grows'],
  multiAz: ['yes', 'no'],
  backups: ['0', '7', '35'],
  deletionProtection: ['yes', 'no'],
  insights: ['yes', 'no'],
  iamAuth: ['yes', 'no'],
  password: ['managed', 'write-only'],
  buckets: ['one', 'two'],
  versioning: ['yes', 'no'],
  encryption: ['kms', 'aes256'],
  lifecycle: ['yes', 'no'],
  accessLogs: ['yes', 'no'],
  replication: ['yes', 'no'],
};

/** Stacks that lack a part; a cluster or database without a network lives in one that was made elsewhere. */
const parts = ['network', 'network cluster', 'network database', 'network bucket', 'bucket', 'cluster', 'cluster database', 'database bucket'];

export interface Combination {
  /** `07 modules prod network,cluster`. */
  readonly name: string;
  readonly answers: TerraformAnswers;
}

/**
 * Every pair of choices in a whole stack, without the part. A bucket that is copied to another region needs a second provider,
 * and a plan of it nearly twice the processor time: there only where a pair needs it.
 */
export const wholeRows = (): Row[] => sparing(pairwise(factors), 'replication', 'yes', 'no');

/** Every pair of choices in a whole stack, then every choice in every smaller stack. Always the same, in the same order. */
export function combinations(): Combination[] {
  const whole = wholeRows().map((row): Row => ({ ...row, parts: 'network cluster database bucket' }));
  const smaller = sparing(pairwise({ parts, ...factors }, 'parts'), 'replication', 'yes', 'no', 'parts');
  return [...whole, ...smaller].map((row, at) => ({
    name: `${String(at + 1).padStart(2, '0')} ${row.layout} ${row.environment} ${row.parts?.replaceAll(' ', ',')}`,
    answers: answersOf(row),
  }));
}

function answersOf(row: Row): TerraformAnswers {
  const has = (part: string) => row.parts?.split(' ').includes(part);
  const base = stagingAnswers();
  return {
    project: {
      ...base.project,
      name: 'shop',
      region: regionOf(row),
      environment: choice(row, 'environment', ['dev', 'staging', 'prod']),
      owner: row.owner === 'given' ? base.project.owner : '',
      costCentre: row.owner === 'given' ? base.project.costCentre : '',
      tags: tags[row.tags ?? ''] ?? [],
    },
    network: has('network') ? networkOf(row) : undefined,
    cluster: has('cluster') ? clusterOf(row) : undefined,
    database: has('database') ? databaseOf(row) : undefined,
    bucket: has('bucket') ? bucketOf(row) : undefined,
    state:
      row.backend === 'local'
        ? base.state
        : { backend: 's3', bucket: 'example-terraform-state', key: row.backend === 's3' ? '/teams/shop/' : '', region: 'eu-central-1' },
    output: { layout: choice(row, 'layout', ['flat', 'modules']) },
  };
}

const regionOf = (row: Row) => choice(row, 'region', ['eu-central-1', 'us-east-1', 'us-west-1', 'us-gov-west-1']);

const tags: { readonly [level: string]: readonly { readonly key: string; readonly value: string }[] } = {
  plain: [{ key: 'Team', value: 'checkout' }],
  hostile: [
    { key: 'a "quoted" key', value: '${file("/etc/passwd")} %{ if true }x%{ endif }' },
    { key: 'lines', value: 'one"\n}\nresource "null_resource" "x" {}\n# \\' },
    { key: 'dollars', value: '$${x} $$${x} $$$${x} %%{ y } $%{z} $' },
  ],
};

function networkOf(row: Row): Network {
  const cidr = row.cidr ?? '';
  const zones = row.zones === '2' || regionsOfTwoZones.includes(regionOf(row)) ? 2 : 3;
  const tiers = (row.tiers ?? '').split(' ') as Network['tiers'];
  const isCustom = row.subnets === 'custom';
  const listFor = (tier: Network['tiers'][number], first: number) =>
    isCustom && tiers.includes(tier) ? Array.from({ length: zones }, (_, at) => sixteenth(cidr, first + at)) : [];
  return {
    ...sampleNetwork(),
    cidr,
    zones,
    tiers,
    subnets: isCustom ? 'custom' : 'auto',
    publicSubnets: listFor('public', 0),
    privateSubnets: listFor('private', 4),
    databaseSubnets: listFor('database', 12),
    nat: tiers.includes('public') ? choice(row, 'nat', ['none', 'single', 'per-zone']) : 'none',
    flowLogs: row.flowLogs !== 'off',
    flowLogDays: row.flowLogs === 'off' ? 0 : Number(row.flowLogs),
    endpoints: endpoints[row.endpoints ?? ''] ?? [],
  };
}

const endpoints: { readonly [level: string]: Network['endpoints'] } = {
  gateway: ['s3'],
  interface: ['ecr', 'sts'],
  all: ['s3', 'dynamodb', 'ecr', 'logs', 'sts', 'ssm', 'ec2', 'secretsmanager'],
};

/** The n-th of sixteen equal parts of a range. */
function sixteenth(cidr: string, place: number): string {
  const [address = '', prefix = ''] = cidr.split('/');
  const bits = Number(prefix) + 4;
  const start = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + place * 2 ** (32 - bits);
  return `${[24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join('.')}/${bits}`;
}

function clusterOf(row: Row): Cluster {
  const sample = sampleCluster();
  const isPublic = row.endpoint === 'public';
  return {
    ...sample,
    endpoint: isPublic ? 'public' : 'private',
    allowedCidrs: isPublic ? ['198.51.100.0/24', '203.0.113.7/32'] : [],
    nodeGroups:
      row.nodeGroups === 'one'
        ? sample.nodeGroups
        : [
            { name: 'general', instanceType: 'm7i.large', min: 2, desired: 3, max: 6, capacity: 'on-demand', diskGiB: 50 },
            { name: 'batch-spot', instanceType: 'c7gn.xlarge', min: 0, desired: 0, max: 20, capacity: 'spot', diskGiB: 100 },
            { name: 'gpu', instanceType: 'g5.xlarge', min: 0, desired: 0, max: 1, capacity: 'on-demand', diskGiB: 200 },
          ],
    addons: addons[row.addons ?? ''] ?? [],
    logTypes: row.logTypes === 'none' ? [] : row.logTypes === 'audit' ? ['audit', 'authenticator'] : sample.logTypes,
    logDays: Number(row.logDays),
    kms: row.clusterKms === 'yes',
  };
}

const addons: { readonly [level: string]: Cluster['addons'] } = {
  core: ['vpc-cni', 'coredns', 'kube-proxy'],
  storage: ['aws-ebs-csi-driver'],
  all: ['vpc-cni', 'coredns', 'kube-proxy', 'aws-ebs-csi-driver', 'eks-pod-identity-agent', 'metrics-server'],
};

function databaseOf(row: Row): Database {
  const sample = sampleDatabase();
  const [engine = '', version = ''] = (row.engine ?? '').split(' ');
  return {
    ...sample,
    engine: engine as Database['engine'],
    version,
    storageMaxGiB: row.storage === 'grows' ? 200 : sample.storageGiB,
    multiAz: row.multiAz === 'yes',
    backupDays: Number(row.backups),
    deletionProtection: row.deletionProtection === 'yes',
    performanceInsights: row.insights === 'yes',
    iamAuth: row.iamAuth === 'yes',
    managedPassword: row.password === 'managed',
  };
}

function bucketOf(row: Row): Bucket {
  const isCopied = row.replication === 'yes';
  return {
    ...sampleBucket(),
    names: row.buckets === 'one' ? ['assets'] : ['assets', 'a-rather-long-name-for-a-bucket'],
    versioning: isCopied || row.versioning === 'yes',
    encryption: choice(row, 'encryption', ['kms', 'aes256']),
    lifecycle: row.lifecycle === 'yes',
    accessLogs: row.accessLogs === 'yes',
    replication: isCopied,
    replicaRegion: isCopied ? (regionOf(row) === 'us-gov-west-1' ? 'us-gov-east-1' : 'eu-west-1') : '',
  };
}

function choice<const Level extends string>(row: Row, factor: string, levels: readonly Level[]): Level {
  const found = levels.find((level) => level === row[factor]);
  if (found === undefined) throw new Error(`${factor} is ${row[factor]}, which is none of ${levels.join(', ')}`);
  return found;
}
