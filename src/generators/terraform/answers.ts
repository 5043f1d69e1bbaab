/**
 * What the Terraform generator needs to know, every default filled in and every value checked: the parsed form of the
 * questionnaire's answers. A component that was not chosen is `undefined`. Ids of the questions are the paths here
 * (`network.cidr`, `cluster.nodeGroups`), but for the components, which are one question (`project.components`).
 */
export interface TerraformAnswers {
  readonly project: Project;
  readonly network: Network | undefined;
  readonly cluster: Cluster | undefined;
  readonly database: Database | undefined;
  readonly bucket: Bucket | undefined;
  readonly state: State;
  readonly output: Output;
}

export type Environment = 'dev' | 'staging' | 'prod';

export interface Project {
  /** 2–24 of a–z, 0–9 and `-`, starting with a letter: the prefix of every name. */
  readonly name: string;
  readonly environment: Environment;
  /** `eu-central-1`. */
  readonly region: string;
  /** Tags `Owner` and `CostCentre`; empty: no such tag. */
  readonly owner: string;
  readonly costCentre: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

export interface Network {
  /** Private range, /16 to /24. */
  readonly cidr: string;
  readonly zones: 2 | 3;
  /** Always holds `private` when there is a cluster or a database. */
  readonly tiers: readonly ('public' | 'private' | 'database')[];
  /** `auto`: worked out from `cidr`; the three lists are then empty. `custom`: one CIDR a zone for each chosen tier. */
  readonly subnets: 'auto' | 'custom';
  readonly publicSubnets: readonly string[];
  readonly privateSubnets: readonly string[];
  readonly databaseSubnets: readonly string[];
  /** Not `none` only with a public tier. */
  readonly nat: 'none' | 'single' | 'per-zone';
  readonly flowLogs: boolean;
  readonly flowLogDays: number;
  /** Gateway endpoints `s3`, `dynamodb`; interface endpoints the others. */
  readonly endpoints: readonly ('s3' | 'dynamodb' | 'ecr' | 'logs' | 'sts' | 'ssm' | 'ec2' | 'secretsmanager')[];
}

export interface NodeGroup {
  readonly name: string;
  readonly instanceType: string;
  readonly min: number;
  readonly desired: number;
  readonly max: number;
  readonly capacity: 'on-demand' | 'spot';
  readonly diskGiB: number;
}

export interface Cluster {
  /** `1.34`. */
  readonly version: string;
  readonly endpoint: 'private' | 'public';
  /** Who may reach a public endpoint; empty when private. Never `0.0.0.0/0`. */
  readonly allowedCidrs: readonly string[];
  readonly nodeGroups: readonly NodeGroup[];
  readonly addons: readonly ('vpc-cni' | 'coredns' | 'kube-proxy' | 'aws-ebs-csi-driver' | 'eks-pod-identity-agent' | 'metrics-server')[];
  readonly logTypes: readonly ('api' | 'audit' | 'authenticator' | 'controllerManager' | 'scheduler')[];
  readonly logDays: number;
  /** Secrets encrypted with a key of our own. */
  readonly kms: boolean;
}

export interface Database {
  readonly engine: 'postgres' | 'mysql' | 'mariadb';
  readonly version: string;
  readonly instanceClass: string;
  readonly storageGiB: number;
  /** Autoscale ceiling; equal to `storageGiB`: no autoscaling. */
  readonly storageMaxGiB: number;
  readonly multiAz: boolean;
  /** 0–35; 0: no backups. */
  readonly backupDays: number;
  readonly deletionProtection: boolean;
  readonly performanceInsights: boolean;
  readonly iamAuth: boolean;
  /** Secrets Manager makes and rotates it; otherwise a write-only argument takes it from an ephemeral variable. */
  readonly managedPassword: boolean;
  readonly name: string;
  readonly username: string;
}

export interface Bucket {
  /** Suffixes: the bucket is `<project>-<environment>-<name>-<account id>`. */
  readonly names: readonly string[];
  readonly versioning: boolean;
  readonly encryption: 'kms' | 'aes256';
  readonly lifecycle: boolean;
  /** Old versions are deleted after this many days, when there is a lifecycle. */
  readonly noncurrentDays: number;
  readonly accessLogs: boolean;
  readonly replication: boolean;
  /** Where to; another region than the project's. Empty without replication. */
  readonly replicaRegion: string;
}

export interface State {
  readonly backend: 'local' | 's3';
  readonly bucket: string;
  /** Key prefix in the bucket. */
  readonly key: string;
  readonly region: string;
}

export interface Output {
  /** `flat`: one root module. `modules`: one module per component, and a root per environment that calls them. */
  readonly layout: 'flat' | 'modules';
}
