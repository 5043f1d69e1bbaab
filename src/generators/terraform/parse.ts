import { answersInvalid } from '../../domain/failure/answers.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import type { Answers } from '../../domain/question.ts';
import { checkAll } from '../questionnaire/check.ts';
import { resolve } from '../questionnaire/resolve.ts';
import type { Bucket, Cluster, Database, Network, NodeGroup, Output, Project, State, TerraformAnswers } from './answers.ts';
import { terraformQuestionnaire, terraformQuestionnaireOn } from './questionnaire.ts';
import { type Fields, fieldsOf } from './questions/fields.ts';
import { has } from './questions/typed.ts';

/**
 * Answers as the generator takes them, every default filled in; or everything that is wrong with them, at once. `today`
 * (ISO date) judges the versions; without it they are judged as of the day the facts were looked up, so that the same
 * answers always give the same result.
 */
export function parseTerraformAnswers(answers: Answers, today?: string): Outcome<TerraformAnswers> {
  const questionnaire = today === undefined ? terraformQuestionnaire : terraformQuestionnaireOn(today);
  const problems = checkAll(questionnaire, answers);
  if (problems.length > 0) return failed(answersInvalid(problems));
  const all = resolve(questionnaire, answers).answers;
  const when = <T>(component: string, make: (fields: Fields) => T): T | undefined =>
    has(all, 'project.components', component) ? make(fieldsOf(all, component)) : undefined;
  return ok({
    project: project(fieldsOf(all, 'project')),
    network: when('network', network),
    cluster: when('cluster', cluster),
    database: when('database', database),
    bucket: when('bucket', bucket),
    state: state(fieldsOf(all, 'state')),
    output: output(fieldsOf(all, 'output')),
  });
}

const project = (from: Fields): Project => ({
  name: from.text('name'),
  environment: from.choice('environment', ['dev', 'staging', 'prod']),
  region: from.text('region'),
  owner: from.text('owner').trim(),
  costCentre: from.text('costCentre').trim(),
  tags: from.records('tags').map((tag) => ({ key: tag.text('key'), value: tag.text('value') })),
});

function network(from: Fields): Network {
  const tiers = from.choices('tiers', ['public', 'private', 'database']);
  const custom = from.choice('subnets', ['auto', 'custom']) === 'custom';
  const ranges = (tier: Network['tiers'][number]) => (custom && tiers.includes(tier) ? from.texts(`${tier}Subnets`) : []);
  const flowLogs = from.flag('flowLogs');
  return {
    cidr: from.text('cidr'),
    zones: from.number('zones') === 3 ? 3 : 2,
    tiers,
    subnets: custom ? 'custom' : 'auto',
    publicSubnets: ranges('public'),
    privateSubnets: ranges('private'),
    databaseSubnets: ranges('database'),
    // A gateway that no private subnet uses would cost and do nothing.
    nat: tiers.includes('private') ? from.choice('nat', ['none', 'single', 'per-zone']) : 'none',
    flowLogs,
    flowLogDays: flowLogs ? from.number('flowLogDays') : 0,
    endpoints: from.choices('endpoints', ['s3', 'dynamodb', 'ecr', 'logs', 'sts', 'ssm', 'ec2', 'secretsmanager']),
  };
}

function cluster(from: Fields): Cluster {
  const endpoint = from.choice('endpoint', ['private', 'public']);
  return {
    version: from.text('version'),
    endpoint,
    allowedCidrs: endpoint === 'public' ? from.texts('allowedCidrs') : [],
    nodeGroups: from.records('nodeGroups').map(nodeGroup),
    addons: from.choices('addons', ['vpc-cni', 'coredns', 'kube-proxy', 'aws-ebs-csi-driver', 'eks-pod-identity-agent', 'metrics-server']),
    logTypes: from.choices('logTypes', ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']),
    logDays: from.number('logDays'),
    kms: from.flag('kms'),
  };
}

const nodeGroup = (from: Fields): NodeGroup => ({
  name: from.text('name'),
  instanceType: from.text('instanceType'),
  min: from.number('min'),
  desired: from.number('desired'),
  max: from.number('max'),
  capacity: from.choice('capacity', ['on-demand', 'spot']),
  diskGiB: from.number('diskGiB'),
});

const database = (from: Fields): Database => ({
  engine: from.choice('engine', ['postgres', 'mysql', 'mariadb']),
  version: from.text('version'),
  instanceClass: from.text('instanceClass'),
  storageGiB: from.number('storageGiB'),
  storageMaxGiB: from.number('storageMaxGiB'),
  multiAz: from.flag('multiAz'),
  backupDays: from.number('backupDays'),
  deletionProtection: from.flag('deletionProtection'),
  performanceInsights: from.flag('performanceInsights'),
  iamAuth: from.flag('iamAuth'),
  managedPassword: from.flag('managedPassword'),
  name: from.text('name'),
  username: from.text('username'),
});

function bucket(from: Fields): Bucket {
  const lifecycle = from.flag('lifecycle');
  const replication = from.flag('replication');
  return {
    names: from.texts('names'),
    versioning: from.flag('versioning'),
    encryption: from.choice('encryption', ['kms', 'aes256']),
    lifecycle,
    noncurrentDays: lifecycle ? from.number('noncurrentDays') : 0,
    accessLogs: from.flag('accessLogs'),
    replication,
    replicaRegion: replication ? from.text('replicaRegion') : '',
  };
}

function state(from: Fields): State {
  const backend = from.choice('backend', ['local', 's3']);
  return backend === 's3'
    ? { backend, bucket: from.text('bucket'), key: from.text('key'), region: from.text('region') }
    : { backend, bucket: '', key: '', region: '' };
}

const output = (from: Fields): Output => ({ layout: from.choice('layout', ['flat', 'modules']) });
