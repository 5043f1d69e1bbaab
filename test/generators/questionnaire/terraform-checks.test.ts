import { expect, test } from 'vitest';
import type { Answers } from '../../../src/domain/question.ts';
import { checkAll } from '../../../src/generators/questionnaire/check.ts';
import { terraformQuestionnaire, terraformQuestionnaireOn } from '../../../src/generators/terraform/questionnaire.ts';
import { customSubnets as custom, shop } from './shop.ts';

interface Case {
  readonly answers: Answers;
  readonly expect: readonly string[];
  readonly today?: string;
}

function check({ answers, expect: expected, today }: Case) {
  const questionnaire = today === undefined ? terraformQuestionnaire : terraformQuestionnaireOn(today);
  expect(checkAll(questionnaire, { ...shop, ...answers }).map(({ path, message }) => `${path}: ${message}`)).toEqual(expected);
}

test.each<Case>([
  {
    answers: { 'project.name': 's' },
    expect: ['project.name: "s" does not fit: use a–z, 0–9 and single hyphens between them, starting with a letter, such as shop'],
  },
  {
    answers: { 'project.name': 'Shop' },
    expect: ['project.name: "Shop" does not fit: use a–z, 0–9 and single hyphens between them, starting with a letter, such as shop'],
  },
  {
    answers: { 'project.name': 'my--shop' },
    expect: ['project.name: "my--shop" does not fit: use a–z, 0–9 and single hyphens between them, starting with a letter, such as shop'],
  },
  {
    answers: { 'project.name': 'shop-' },
    expect: ['project.name: "shop-" does not fit: use a–z, 0–9 and single hyphens between them, starting with a letter, such as shop'],
  },
  { answers: { 'project.name': 'a'.repeat(25) }, expect: ['project.name: is 25 characters long: at most 24 are allowed'] },
  { answers: { 'project.name': 'a'.repeat(24) }, expect: [] },
  { answers: { 'project.region': 'Frankfurt' }, expect: ['project.region: "Frankfurt" does not fit: write a region such as eu-central-1'] },
  { answers: { 'project.region': 'us-gov-west-1' }, expect: [] },
  { answers: { 'project.owner': 'a"b' }, expect: ['project.owner: "a\\"b" does not fit: use letters, digits, spaces and _ . : / = + - @'] },
  {
    answers: {
      'project.tags': [
        { key: 'aws:x', value: '' },
        { key: 'owner', value: 'a' },
        { key: 'Team', value: 'a' },
        { key: 'Team', value: 'b' },
      ],
    },
    expect: [
      'project.tags[0].key: AWS keeps keys that start with aws: for itself: choose another key',
      'project.tags[1].key: the tag owner is written by Nimbus: leave it out, and answer project.owner',
      'project.tags[3].key: the tag Team is here twice: keep one of them',
    ],
  },
])('project: $answers', check);

test.each<Case>([
  {
    answers: { 'project.region': 'us-west-1', 'network.zones': 3 },
    expect: ['network.zones: us-west-1 gives an account two zones: take 2, or another region'],
  },
  {
    answers: { 'network.cidr': '8.8.0.0/16' },
    expect: ['network.cidr: 8.8.0.0/16 is not private: take a range inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, such as 10.0.0.0/16'],
  },
  { answers: { 'network.cidr': '10.0.0.0/8' }, expect: ['network.cidr: 10.0.0.0/8 is larger than AWS allows: a /16 is the largest, such as 10.0.0.0/16'] },
  {
    answers: { 'network.cidr': '10.0.0.0/25' },
    expect: ['network.cidr: 10.0.0.0/25 is too small for subnets in several zones: a /24 is the smallest, a /16 leaves room to grow'],
  },
  {
    answers: { 'network.cidr': '10.0.1.0/24' },
    expect: ['network.cidr: 10.0.1.0/24 leaves a /27 (27 addresses) for each private subnet, and the pods of a cluster need a /26: take 10.0.0.0/23 or larger'],
  },
  { answers: { 'network.cidr': '10.0.1.0/24', 'project.components': ['network', 'database'] }, expect: [] },
  { answers: { 'network.cidr': '10.0.0.0/23' }, expect: [] },
  { answers: { 'network.cidr': '100.64.0.0/16' }, expect: [] },
  { answers: { 'network.zones': 4 }, expect: ['network.zones: 4 is too high: 3 or less, down to 2'] },
  { answers: { 'network.zones': 1 }, expect: ['network.zones: 1 is too low: 2 or more, up to 3'] },
  {
    answers: { 'network.tiers': ['public'], 'project.components': ['network', 'cluster'] },
    expect: ['network.tiers: a cluster needs private subnets for its nodes: add private'],
  },
  {
    answers: { 'network.tiers': ['public', 'database'], 'project.components': ['network', 'database'] },
    expect: ['network.tiers: a database needs private subnets beside it, where what uses it runs: add private'],
  },
  {
    answers: { 'network.tiers': ['private'], 'network.nat': 'single' },
    expect: ['network.nat: a NAT gateway lives in a public subnet: add public to network.tiers, or choose none'],
  },
  {
    answers: { 'network.nat': 'none' },
    expect: ["network.endpoints: without NAT the cluster's nodes reach AWS through endpoints only: add ecr, ec2 and sts, or choose a NAT gateway"],
  },
  { answers: { 'network.nat': 'none', 'network.endpoints': ['s3', 'ecr', 'ec2', 'sts'] }, expect: [] },
  {
    answers: { 'network.flowLogDays': 100 },
    expect: [
      'network.flowLogDays: 100 days is not one of the possible values: the nearest is 90; possible are 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288 and 3653',
    ],
  },
  { answers: custom({}), expect: [] },
  {
    answers: custom({ 'network.privateSubnets': [] }),
    expect: ['network.privateSubnets: has 0 ranges for 2 zones: one a zone is needed, such as 10.0.0.0/19 and 10.0.32.0/19'],
  },
  {
    answers: custom({ 'network.zones': 3 }),
    expect: [
      'network.publicSubnets: has 2 ranges for 3 zones: one a zone is needed, such as 10.0.128.0/20, 10.0.144.0/20 and 10.0.160.0/20',
      'network.privateSubnets: has 2 ranges for 3 zones: one a zone is needed, such as 10.0.0.0/19, 10.0.32.0/19 and 10.0.64.0/19',
      'network.databaseSubnets: has 2 ranges for 3 zones: one a zone is needed, such as 10.0.192.0/20, 10.0.208.0/20 and 10.0.224.0/20',
    ],
  },
  {
    answers: custom({ 'network.privateSubnets': ['10.1.0.0/19', '10.0.32.0/27'] }),
    expect: [
      'network.privateSubnets[0]: 10.1.0.0/19 is not inside the network 10.0.0.0/16: one that is, for example, is 10.0.0.0/19',
      'network.privateSubnets[1]: 10.0.32.0/27 leaves 27 addresses, and the pods of a cluster need a /26: make it a /26 or larger',
    ],
  },
  {
    answers: custom({ 'network.privateSubnets': ['10.0.128.0/18', '10.0.32.0/19'] }),
    expect: ['network.privateSubnets[0]: 10.0.128.0/18 overlaps 10.0.128.0/20 (network.publicSubnets[0]): no address may be in both'],
  },
  {
    answers: custom({ 'network.publicSubnets': ['10.0.128.0/29', '10.0.0.0/16'] }),
    expect: [
      'network.publicSubnets[0]: 10.0.128.0/29 leaves 0 addresses, and AWS makes none smaller than a /28: make it a /28 or larger',
      'network.publicSubnets[1]: 10.0.0.0/16 is the whole network: leave room for the other subnets, with 10.0.128.0/20 for example',
      'network.privateSubnets[0]: 10.0.0.0/19 overlaps 10.0.0.0/16 (network.publicSubnets[1]): no address may be in both',
      'network.privateSubnets[1]: 10.0.32.0/19 overlaps 10.0.0.0/16 (network.publicSubnets[1]): no address may be in both',
      'network.databaseSubnets[0]: 10.0.192.0/20 overlaps 10.0.0.0/16 (network.publicSubnets[1]): no address may be in both',
      'network.databaseSubnets[1]: 10.0.208.0/20 overlaps 10.0.0.0/16 (network.publicSubnets[1]): no address may be in both',
    ],
  },
  {
    answers: custom({ 'network.privateSubnets': ['10.0.0.5/19', '10.0.32.0/19'] }),
    expect: ['network.privateSubnets[0]: 10.0.0.5/19 starts in the middle of its range: write 10.0.0.0/19'],
  },
])('network: $answers', check);

const group = (fields: Answers) => ({ name: 'a', instanceType: 'm7g.large', min: 1, desired: 2, max: 3, capacity: 'spot', diskGiB: 50, ...fields });

test.each<Case>([
  { answers: { 'cluster.version': '1.29' }, expect: ['cluster.version: Kubernetes 1.29 went out of support on EKS on 2026-03-23: choose 1.35'] },
  { answers: { 'cluster.version': '1.21' }, expect: ['cluster.version: Kubernetes 1.21 went out of support on EKS long ago: choose 1.35'] },
  { answers: { 'cluster.version': '1.34' }, expect: [] },
  {
    answers: { 'cluster.version': '1.34' },
    today: '2028-01-01',
    expect: ['cluster.version: Kubernetes 1.34 went out of support on EKS on 2027-12-02: choose 1.35'],
  },
  { answers: { 'cluster.version': '1.37' }, expect: [] },
  { answers: { 'cluster.version': 'latest' }, expect: ['cluster.version: "latest" does not fit: write a version such as 1.35'] },
  {
    answers: { 'cluster.endpoint': 'public' },
    expect: [
      'cluster.allowedCidrs: a public endpoint needs the addresses it lets in: add the range of your office or VPN, such as 203.0.113.0/24, or choose private',
    ],
  },
  { answers: { 'cluster.endpoint': 'public', 'cluster.allowedCidrs': ['203.0.113.0/24'] }, expect: [] },
  {
    answers: { 'cluster.endpoint': 'public', 'cluster.allowedCidrs': ['0.0.0.0/0', '0.0.0.0/1', '10.0.0.0/8', '203.0.113.0/24', '203.0.113.0/24', 'home'] },
    expect: [
      'cluster.allowedCidrs[5]: "home" is not a range of addresses: write it like 10.0.0.0/16',
      'cluster.allowedCidrs[0]: 0.0.0.0/0 is the whole Internet: give the range of your office or VPN, such as 203.0.113.0/24, or choose a private endpoint',
      'cluster.allowedCidrs[1]: 0.0.0.0/1 is a large part of the Internet: give a range of /8 or smaller',
      'cluster.allowedCidrs[2]: 10.0.0.0/8 is a private range, and nobody reaches a public endpoint from one: give the public address of your office or VPN, such as 203.0.113.7/32',
      'cluster.allowedCidrs[4]: 203.0.113.0/24 is here twice: leave one out',
    ],
  },
  { answers: { 'cluster.nodeGroups': [] }, expect: ['cluster.nodeGroups: needs 1 node group or more, and has 0'] },
  { answers: { 'cluster.nodeGroups': [group({ desired: 3, max: 2 })] }, expect: ['cluster.nodeGroups[0].max: max is below desired: raise max to 3 or more'] },
  { answers: { 'cluster.nodeGroups': [group({ min: 3 })] }, expect: ['cluster.nodeGroups[0].desired: desired is below min: raise desired to 3 or more'] },
  {
    answers: { 'cluster.nodeGroups': [group({ min: 5, desired: 4, max: 3 })] },
    expect: [
      'cluster.nodeGroups[0].desired: desired is below min: raise desired to 5 or more',
      'cluster.nodeGroups[0].max: max is below desired: raise max to 5 or more',
    ],
  },
  {
    answers: { 'cluster.nodeGroups': [group({}), group({})] },
    expect: ['cluster.nodeGroups[1].name: a node group called a is here already: give this one another name'],
  },
  {
    answers: { 'cluster.nodeGroups': [group({ max: 'many', name: '9' }), group({ min: 9 })] },
    expect: [
      'cluster.nodeGroups[0].name: "9" does not fit: use a–z, 0–9 and hyphens between them, starting with a letter',
      'cluster.nodeGroups[0].max: "many" is not a number: write digits, such as 3',
      'cluster.nodeGroups[1].desired: desired is below min: raise desired to 9 or more',
      'cluster.nodeGroups[1].max: max is below min: raise max to 9 or more',
    ],
  },
  {
    answers: { 'cluster.nodeGroups': [group({ instanceType: 'large', diskGiB: 8 })] },
    expect: [
      'cluster.nodeGroups[0].instanceType: "large" does not fit: write an EC2 instance type such as m7g.large',
      'cluster.nodeGroups[0].diskGiB: 8 is too low: 20 GiB or more, up to 16384',
    ],
  },
  { answers: { 'cluster.nodeGroups': [group({ instanceType: 'u7i-12tb.224xlarge' }), group({ name: 'b', instanceType: 'c7gn.metal' })] }, expect: [] },
])('cluster: $answers', check);

test.each<Case>([
  { answers: { 'database.engine': 'mysql' }, expect: [] },
  { answers: { 'database.engine': 'mysql', 'database.version': '17' }, expect: ['database.version: MySQL versions have 2 parts, such as 8.4: choose 8.4'] },
  {
    answers: { 'database.engine': 'mysql', 'database.version': '11.4' },
    expect: ['database.version: RDS has no MySQL 11.4, it has 8.4, 8.0 and 5.7: choose 8.4'],
  },
  {
    answers: { 'database.engine': 'postgres', 'database.version': '8.4' },
    expect: ['database.version: RDS has no PostgreSQL 8.4, it has 18, 17, 16 and 15: choose 17'],
  },
  { answers: { 'database.version': '17.4' }, expect: [] },
  { answers: { 'database.version': '19' }, expect: [] },
  { answers: { 'database.version': '99' }, expect: ['database.version: RDS has no PostgreSQL 99, it has 18, 17, 16 and 15: choose 17'] },
  { answers: { 'database.version': '13.9' }, expect: ['database.version: PostgreSQL 13 went out of support on 2025-11-13: choose 17'] },
  {
    answers: { 'database.engine': 'mariadb', 'database.version': '10.6' },
    expect: ['database.version: MariaDB 10.6 went out of support on 2026-08-31: choose 11.4'],
  },
  { answers: { 'database.engine': 'mysql', 'database.version': '8.0.40' }, expect: [] },
  { answers: { 'database.storageGiB': 100, 'database.storageMaxGiB': 100 }, expect: [] },
  {
    answers: { 'database.storageGiB': 100, 'database.storageMaxGiB': 109 },
    expect: [
      'database.storageMaxGiB: 109 GiB is less than a tenth above the storage of 100 GiB: raise it to 110 or more, or make it 100 for storage that does not grow',
    ],
  },
  {
    answers: { 'database.storageGiB': 100, 'database.storageMaxGiB': 50 },
    expect: ['database.storageMaxGiB: 50 GiB is below the storage of 100 GiB: raise it to 110 or more, or make it 100 for storage that does not grow'],
  },
  { answers: { 'database.backupDays': 36 }, expect: ['database.backupDays: 36 is too high: 35 days or less, down to 0'] },
  {
    answers: { 'database.engine': 'mysql', 'database.instanceClass': 'db.t4g.micro' },
    expect: ["database.performanceInsights: MySQL on db.t4g.micro can't be measured: choose db.t4g.medium or larger, or switch this off"],
  },
  { answers: { 'database.instanceClass': 'db.t4g.micro' }, expect: [] },
  {
    answers: { 'database.engine': 'mysql', 'database.username': 'a_very_long_username' },
    expect: ['database.username: is 20 characters long: MySQL allows 16 at most'],
  },
  {
    answers: { 'database.username': 'rdsadmin' },
    expect: ['database.username: rdsadmin is reserved by PostgreSQL on RDS: take another name, such as dbadmin'],
  },
  {
    answers: { 'database.username': 'pg_shop', 'database.name': 'template1' },
    expect: [
      'database.username: pg_shop is reserved by PostgreSQL on RDS: take another name, such as dbadmin',
      'database.name: template1 is reserved by PostgreSQL: take another name, such as app',
    ],
  },
  { answers: { 'database.name': 'my-db' }, expect: ['database.name: "my-db" does not fit: use letters, digits and underscores, starting with a letter'] },
])('database: $answers', check);

test.each<Case>([
  { answers: { 'bucket.names': ['data', 'data'] }, expect: ['bucket.names[1]: a bucket called data is here already: give this one another name'] },
  { answers: { 'bucket.names': ['access-logs'] }, expect: ['bucket.names[0]: access-logs is the bucket that the access logs go to: take another name'] },
  { answers: { 'bucket.names': ['access-logs'], 'bucket.accessLogs': false }, expect: [] },
  { answers: { 'bucket.names': ['Data_1'] }, expect: ['bucket.names[0]: "Data_1" does not fit: use a–z, 0–9 and hyphens between them, such as data'] },
  { answers: { 'bucket.names': ['x'.repeat(41)] }, expect: [] },
  {
    answers: { 'bucket.names': ['x'.repeat(42)] },
    expect: [`bucket.names[0]: makes a bucket name of 64 characters (shop-dev-${'x'.repeat(42)}-<account id>): S3 allows 63, so use 41 or fewer here, not 42`],
  },
  { answers: { 'bucket.replication': true }, expect: [] },
  {
    answers: { 'project.region': 'us-gov-west-1', 'bucket.replication': true, 'bucket.versioning': true, 'bucket.replicaRegion': 'eu-west-1' },
    expect: ['bucket.replicaRegion: nothing is copied from us-gov-west-1 to eu-west-1, which is another part of AWS: choose a region beside us-gov-west-1'],
  },
  {
    answers: { 'bucket.replication': true, 'bucket.versioning': false, 'bucket.replicaRegion': 'eu-central-1' },
    expect: [
      'bucket.versioning: copying to a second region needs old versions to be kept: switch this on, or bucket.replication off',
      'bucket.replicaRegion: eu-central-1 is where the bucket is already: choose another region',
    ],
  },
  {
    answers: { 'state.backend': 's3' },
    expect: ['state.bucket: needs an answer: a bucket is called by 3 to 63 of a–z, 0–9, hyphens and dots, starting and ending with a letter or digit'],
  },
  { answers: { 'state.backend': 's3', 'state.bucket': 'example-state', 'state.key': 'teams/shop' }, expect: [] },
  {
    answers: { 'state.backend': 's3', 'state.bucket': '10.0.0.1' },
    expect: ['state.bucket: "10.0.0.1" does not fit: a bucket is called by 3 to 63 of a–z, 0–9, hyphens and dots, starting and ending with a letter or digit'],
  },
  {
    answers: { 'state.backend': 's3', 'state.bucket': 'example-state', 'state.key': '/abs//key' },
    expect: ['state.key: "/abs//key" does not fit: write names with / between them, such as teams/shop'],
  },
])('bucket and state: $answers', check);

test.each<Case>([
  {
    answers: {
      'project.name': '',
      'network.cidr': '8.8.8.0/24',
      'cluster.version': '1.29',
      'cluster.nodeGroups': [group({ max: 1 })],
      'database.storageMaxGiB': 10,
      'bucket.nmaes': ['x'],
    },
    expect: [
      'bucket.nmaes: no question is called that; the nearest is bucket.names',
      'project.name: needs an answer: use a–z, 0–9 and single hyphens between them, starting with a letter, such as shop',
      'database.storageMaxGiB: 10 is too low: 20 GiB or more, up to 65536',
      'network.cidr: 8.8.8.0/24 is not private: take a range inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10, such as 10.0.0.0/16',
      'cluster.version: Kubernetes 1.29 went out of support on EKS on 2026-03-23: choose 1.35',
      'cluster.nodeGroups[0].max: max is below desired: raise max to 2 or more',
    ],
  },
])('a half-filled file gets all its problems at once', check);
