import type { Bucket, Cluster, Database, Network, TerraformAnswers } from '../../src/generators/terraform/answers.ts';

/** The sample stack: network, cluster, database and bucket for staging. */
export const stagingAnswers = (): TerraformAnswers => ({
  project: {
    name: 'shop',
    environment: 'staging',
    region: 'eu-central-1',
    owner: 'platform',
    costCentre: 'cc-1042',
    tags: [{ key: 'Team', value: 'checkout' }],
  },
  network: sampleNetwork(),
  cluster: sampleCluster(),
  database: sampleDatabase(),
  bucket: sampleBucket(),
  state: { backend: 'local', bucket: '', key: '', region: '' },
  output: { layout: 'flat' },
});

export const sampleNetwork = (): Network => ({
  cidr: '10.20.0.0/16',
  zones: 3,
  tiers: ['public', 'private', 'database'],
  subnets: 'auto',
  publicSubnets: [],
  privateSubnets: [],
  databaseSubnets: [],
  nat: 'single',
  flowLogs: true,
  flowLogDays: 90,
  endpoints: ['s3', 'ecr'],
});

export const sampleCluster = (): Cluster => ({
  version: '1.34',
  endpoint: 'private',
  allowedCidrs: [],
  nodeGroups: [{ name: 'default', instanceType: 'm7g.large', min: 2, desired: 2, max: 4, capacity: 'on-demand', diskGiB: 50 }],
  addons: ['vpc-cni', 'coredns', 'kube-proxy', 'aws-ebs-csi-driver', 'eks-pod-identity-agent'],
  logTypes: ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler'],
  logDays: 90,
  kms: true,
});

export const sampleDatabase = (): Database => ({
  engine: 'postgres',
  version: '17.4',
  instanceClass: 'db.t4g.medium',
  storageGiB: 50,
  storageMaxGiB: 200,
  multiAz: false,
  backupDays: 7,
  deletionProtection: true,
  performanceInsights: true,
  iamAuth: true,
  managedPassword: true,
  name: 'shop',
  username: 'shop_admin',
});

export const sampleBucket = (): Bucket => ({
  names: ['assets'],
  versioning: true,
  encryption: 'kms',
  lifecycle: true,
  noncurrentDays: 60,
  accessLogs: true,
  replication: false,
  replicaRegion: '',
});
