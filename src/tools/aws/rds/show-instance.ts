import { z } from 'zod';
import { notThere } from '../../../domain/failure/aws.ts';
import { FailureError } from '../../../domain/failure/failure.ts';
import { readingTool } from '../aws-tool.ts';
import { place } from '../fields.ts';
import { isAbsent } from '../session/explain.ts';

export const showInstance = readingTool({
  name: 'aws.rds.showInstance',
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
    class: z.string().optional(),
    public: z.boolean().optional(),
    encrypted: z.boolean().optional(),
    deletionProtection: z.boolean().optional(),
  }),
  commands: ['aws rds describe-db-instances --db-instance-identifier={instance}'],
  says: [
    'show the rds instance orders',
    'describe the database orders',
    'what is the endpoint of the rds database shop',
    'is the database orders multi-az',
    'details of db instance main',
    'which engine version does the database run',
    'show the database orders',
    'what is the endpoint of the rds instance orders',
    'engine version of the database shop',
    'are backups on for the database orders',
    'describe the rds instance billing',
    'status of the rds database shop',
    'which version of postgres is the database orders',
    'is the rds instance orders multi-az',
    'how big is the database shop',
    'connection endpoint of the database billing',
    'is orders-db backed up?',
    'which engine version is orders-db?',
    'database orders-db details',
    'how is the rds instance orders-db doing?',
    'endpoint of database orders',
    'backup settings of rds instance orders',
    'is db orders multi-az',
    'how big is the database orders',
    'is db orders publicly accessible',
    'which version does database orders run',
    'db orders',
    'storage of rds instance orders',
    'can I connect to database orders, what is its host',
    'What is the endpoint of the RDS instance checkout-prod?',
    'aws rds describe-db-instances --db-instance-identifier fleet-pg',
    "The new service can't find its database and the hostname in the config looks wrong to me, what's the endpoint of the RDS instance claims-db in eu-west-1?",
    "A customer wants a promise that we could restore last week's state, so show me the backup settings of the RDS database named policies-pg with profile dba.",
    'I need the hostname and port of our RDS database ledger, as the new service must connect to it.',
    'Requesting configuration of RDS DB instance "hr-main" in account 797911223344.',
    'Queries on ride-history have been slow since Monday and I would like to know which instance class and how much storage this RDS database was given.',
    'describe database wiki-pg on RDS, profile infra',
    'Please give me the data of the RDS instance "reporting"',
    'somebody scheduled an upgrade of the rds instance warehouse-mssql and i want to see which version it is on at the moment, profile ops-ro please',
    'rds databse auth-store detials',
    'Show me one of the RDS databases with its backup settings.',
    'what size class is main-db on amazon rds, us-east-1',
  ],
  examples: [{ title: 'Look at one database', input: { instance: 'shop-db' } }],
  guessMs: 1_500,

  async read({ instance }, aws) {
    const rds = await aws.service('rds');
    const found = await aws.ask('rds:DescribeDBInstances', rds.describeDBInstances({ DBInstanceIdentifier: instance }), (error) =>
      isAbsent(error) ? { DBInstances: [] } : undefined,
    );
    const db = found.DBInstances?.[0];
    if (db === undefined) throw new FailureError(notThere(`database instance ${instance}`, aws.region));
    const { Address, Port } = db.Endpoint ?? {};
    const output = {
      instance: db.DBInstanceIdentifier ?? instance,
      engine: db.Engine ?? '',
      version: db.EngineVersion ?? '',
      status: db.DBInstanceStatus ?? '',
      endpoint: Address === undefined ? '' : `${Address}:${Port ?? ''}`,
      multiAz: db.MultiAZ ?? false,
      backupDays: db.BackupRetentionPeriod ?? 0,
      ...(db.DBInstanceClass === undefined ? {} : { class: db.DBInstanceClass }),
      ...(db.PubliclyAccessible === undefined ? {} : { public: db.PubliclyAccessible }),
      ...(db.StorageEncrypted === undefined ? {} : { encrypted: db.StorageEncrypted }),
      ...(db.DeletionProtection === undefined ? {} : { deletionProtection: db.DeletionProtection }),
    };
    return { output, summary: `${output.instance}: ${output.engine} ${output.version}, ${output.status}.` };
  },
});
