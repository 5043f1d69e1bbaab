import { z } from 'zod';
import { type ToolSpec, toolSpec } from '../../../domain/tool.ts';
import { ec2Specs } from './ec2.ts';
import { place } from './fields.ts';
import { iamSpecs } from './iam.ts';
import { s3Specs } from './s3.ts';

const getIdentity = toolSpec({
  name: 'aws.sts.getIdentity',
  effect: 'read',
  summary: 'Say which AWS account and identity the credentials are.',
  input: z.strictObject({ ...place }),
  output: z.object({ account: z.string(), arn: z.string(), userId: z.string() }),
  says: [
    'who am i in aws',
    'which aws account am i logged in to',
    'what is my aws identity',
    'am i in the right account',
    'get the caller identity',
    'aws whoami',
    'what account id is this',
  ],
  guessMs: 800,
});

const listClusters = toolSpec({
  name: 'aws.eks.listClusters',
  effect: 'read',
  summary: 'List the EKS clusters of the account.',
  input: z.strictObject({ ...place }),
  output: z.object({ clusters: z.array(z.string()) }),
  says: ['list the eks clusters', 'which kubernetes clusters do we have in aws', 'show all eks clusters in eu-west-1', 'what clusters are there'],
  guessMs: 1_000,
});

const showCluster = toolSpec({
  name: 'aws.eks.showCluster',
  effect: 'read',
  summary: 'Show one EKS cluster: version, status, endpoint, add-ons.',
  input: z.strictObject({
    cluster: z
      .string()
      .regex(/^[a-zA-Z0-9][\w-]{0,99}$/)
      .describe('Name of the EKS cluster.'),
    ...place,
  }),
  output: z.object({ cluster: z.string(), version: z.string(), status: z.string(), endpoint: z.string(), addons: z.array(z.string()) }),
  says: [
    'show the eks cluster main',
    'which version does cluster main run',
    'describe eks cluster staging',
    'is the eks cluster main active',
    'details of the cluster',
  ],
  guessMs: 1_500,
});

const listInstances = toolSpec({
  name: 'aws.rds.listInstances',
  effect: 'read',
  summary: 'List the RDS database instances.',
  input: z.strictObject({ engine: z.enum(['postgres', 'mysql', 'mariadb']).optional().describe('Only of this database engine.'), ...place }),
  output: z.object({ instances: z.array(z.object({ instance: z.string(), engine: z.string(), version: z.string(), status: z.string(), class: z.string() })) }),
  says: [
    'list the rds instances',
    'which databases do we have',
    'show all rds databases',
    'list postgres databases in eu-west-1',
    'what db instances are there',
  ],
  guessMs: 1_500,
});

const showInstance = toolSpec({
  name: 'aws.rds.showInstance',
  effect: 'read',
  summary: 'Show one RDS database instance: engine, version, endpoint, backups.',
  input: z.strictObject({
    instance: z
      .string()
      .regex(/^[a-zA-Z][a-zA-Z0-9-]{0,62}$/)
      .describe('Identifier of the database instance.'),
    ...place,
  }),
  output: z.object({
    instance: z.string(),
    engine: z.string(),
    version: z.string(),
    status: z.string(),
    endpoint: z.string(),
    multiAz: z.boolean(),
    backupDays: z.int(),
  }),
  says: [
    'show the rds instance orders',
    'describe the database orders',
    'what is the endpoint of the rds database shop',
    'is the database orders multi-az',
    'details of db instance main',
    'which engine version does the database run',
  ],
  guessMs: 1_500,
});

export const awsSpecs: readonly ToolSpec[] = [...ec2Specs, ...s3Specs, ...iamSpecs, getIdentity, listClusters, showCluster, listInstances, showInstance];
