/**
 * What AWS offers and until when, looked up on {@link lookedUp}. The questions and their checks take every fact from
 * here, so that generating stays the same from day to day; refresh the table and the date together.
 */

/** ISO date of the last look. Also the day versions are judged by when nobody says another. */
export const lookedUp = '2026-11-21';

export interface EksVersion {
  readonly version: string;
  /** Last day of standard support, then of extended support, which costs extra per cluster and hour. ISO dates. */
  readonly standardUntil: string;
  readonly extendedUntil: string;
}

/**
 * 14 months of standard support and 12 of extended from the day EKS releases a version. A new cluster may be made on
 * any version in either. Newest first.
 */
export const eksVersions: readonly EksVersion[] = [
  { version: '1.36', standardUntil: '2027-08-02', extendedUntil: '2028-08-02' },
  { version: '1.35', standardUntil: '2027-03-27', extendedUntil: '2028-03-27' },
  { version: '1.34', standardUntil: '2026-12-02', extendedUntil: '2027-12-02' },
  { version: '1.33', standardUntil: '2026-07-29', extendedUntil: '2027-07-29' },
  { version: '1.32', standardUntil: '2026-03-23', extendedUntil: '2027-03-23' },
  { version: '1.31', standardUntil: '2025-11-26', extendedUntil: '2026-11-26' },
  { version: '1.30', standardUntil: '2025-07-23', extendedUntil: '2026-07-23' },
  { version: '1.29', standardUntil: '2025-03-23', extendedUntil: '2026-03-23' },
];
export const eksVersionsSource = 'https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html';

/** One behind the newest: its add-ons and the scanners know it, and more than a quarter of a year of standard support is left. */
export const eksDefault = '1.35';

export interface EngineVersion {
  readonly version: string;
  /** Last day without extra charges, ISO date. */
  readonly until: string;
  /** Last day of paid extended support; absent: there is none. */
  readonly extendedUntil?: string;
}

export interface Engine {
  readonly label: string;
  /** Newest first. */
  readonly versions: readonly EngineVersion[];
  readonly default: string;
  readonly source: string;
  readonly usernameLengthMax: number;
  /** Lower case. */
  readonly reservedUsernames: readonly string[];
  readonly reservedNames: readonly string[];
}

/** PostgreSQL's dates are the community's; RDS supports a major version at least that long. MySQL's and MariaDB's are RDS's. */
export const engines: { readonly [engine in 'postgres' | 'mysql' | 'mariadb']: Engine } = {
  postgres: {
    label: 'PostgreSQL',
    versions: [
      { version: '18', until: '2030-11-14' },
      { version: '17', until: '2029-11-08' },
      { version: '16', until: '2028-11-09' },
      { version: '15', until: '2027-11-11' },
      { version: '14', until: '2026-11-12' },
      { version: '13', until: '2025-11-13' },
    ],
    default: '17',
    source: 'https://www.postgresql.org/support/versioning/',
    usernameLengthMax: 63,
    reservedUsernames: [
      'admin',
      'user',
      'postgres_admin',
      'rdsadmin',
      'rdsrepladmin',
      'rds_superuser',
      'rds_replication',
      'rdstopmgr',
      'root',
      'public',
      'none',
      'all',
      'select',
      'table',
    ],
    reservedNames: ['template0', 'template1', 'rdsadmin', 'user', 'table', 'select', 'all', 'default'],
  },
  mysql: {
    label: 'MySQL',
    versions: [
      { version: '8.4', until: '2029-07-31', extendedUntil: '2032-07-31' },
      { version: '8.0', until: '2026-07-31', extendedUntil: '2029-07-31' },
      { version: '5.7', until: '2024-02-29', extendedUntil: '2027-02-28' },
    ],
    default: '8.4',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html',
    usernameLengthMax: 16,
    reservedUsernames: ['rdsadmin', 'rdsrepladmin', 'root', 'mysql', 'user', 'all', 'select', 'table'],
    reservedNames: ['mysql', 'information_schema', 'performance_schema', 'sys', 'innodb', 'rdsadmin', 'table', 'select', 'all', 'default'],
  },
  mariadb: {
    label: 'MariaDB',
    versions: [
      { version: '11.8', until: '2030-06-30' },
      { version: '11.4', until: '2029-05-31' },
      { version: '10.11', until: '2028-02-29' },
      { version: '10.6', until: '2026-08-31' },
    ],
    default: '11.4',
    source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MariaDB.Concepts.VersionMgmt.html',
    usernameLengthMax: 16,
    reservedUsernames: ['rdsadmin', 'rdsrepladmin', 'root', 'mariadb', 'user', 'all', 'select', 'table'],
    reservedNames: ['mysql', 'information_schema', 'performance_schema', 'sys', 'innodb', 'rdsadmin', 'table', 'select', 'all', 'default'],
  },
};

/** Regions of the standard partition with at least three zones, and where a copy of a bucket goes unless one chooses. */
export const regions: readonly { readonly id: string; readonly place: string; readonly replica: string }[] = [
  { id: 'eu-central-1', place: 'Frankfurt', replica: 'eu-west-1' },
  { id: 'eu-central-2', place: 'Zurich', replica: 'eu-central-1' },
  { id: 'eu-north-1', place: 'Stockholm', replica: 'eu-central-1' },
  { id: 'eu-south-1', place: 'Milan', replica: 'eu-central-1' },
  { id: 'eu-south-2', place: 'Spain', replica: 'eu-west-1' },
  { id: 'eu-west-1', place: 'Ireland', replica: 'eu-central-1' },
  { id: 'eu-west-2', place: 'London', replica: 'eu-west-1' },
  { id: 'eu-west-3', place: 'Paris', replica: 'eu-central-1' },
  { id: 'us-east-1', place: 'N. Virginia', replica: 'us-west-2' },
  { id: 'us-east-2', place: 'Ohio', replica: 'us-west-2' },
  { id: 'us-west-2', place: 'Oregon', replica: 'us-east-2' },
  { id: 'ca-central-1', place: 'Canada', replica: 'us-east-2' },
  { id: 'sa-east-1', place: 'São Paulo', replica: 'us-east-1' },
  { id: 'ap-south-1', place: 'Mumbai', replica: 'ap-southeast-1' },
  { id: 'ap-southeast-1', place: 'Singapore', replica: 'ap-southeast-2' },
  { id: 'ap-southeast-2', place: 'Sydney', replica: 'ap-southeast-1' },
  { id: 'ap-northeast-1', place: 'Tokyo', replica: 'ap-northeast-3' },
  { id: 'ap-northeast-2', place: 'Seoul', replica: 'ap-northeast-1' },
  { id: 'ap-northeast-3', place: 'Osaka', replica: 'ap-northeast-1' },
  { id: 'af-south-1', place: 'Cape Town', replica: 'eu-west-1' },
  { id: 'me-central-1', place: 'UAE', replica: 'eu-central-1' },
  { id: 'il-central-1', place: 'Tel Aviv', replica: 'eu-central-1' },
];
/** Regions where an account may have two zones and no third. Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html */
export const regionsOfTwoZones: readonly string[] = ['us-west-1'];
/** The part of AWS a region is in; nothing is copied from one to another. Source: https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export const partitionOf = (region: string): string => /^(us-gov|cn|us-isob|us-iso|eusc)-/.exec(region)?.[1] ?? 'standard';
export const regionsSource = 'https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html';

/** Days CloudWatch can keep logs, of which "for ever" is left out. */
export const retentionDays: readonly number[] = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
export const retentionSource = 'https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html';

/** MySQL and MariaDB can't be measured on these. Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Engines.html */
export const classesWithoutInsights: readonly string[] = ['db.t2.micro', 'db.t2.small', 'db.t3.micro', 'db.t3.small', 'db.t4g.micro', 'db.t4g.small'];

/** Characters of a bucket's name, and digits of an account id. Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export const bucketNameMax = 63;
export const accountDigits = 12;
export const bucketNamesSource = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html';

/** `aws:` is AWS's own, and the generator writes the others itself. Lower case. */
export const reservedTagKeys: readonly string[] = ['name', 'project', 'environment', 'owner', 'costcentre', 'managedby'];
export const tagsSource = 'https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html';
