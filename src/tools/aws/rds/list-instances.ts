import { z } from 'zod';
import { count } from '../../../base/say.ts';
import { readingTool } from '../aws-tool.ts';
import { more, place } from '../fields.ts';
import { collect, cutNote, itemsMax } from '../pages.ts';

/** Source: docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html. */
const engines = [
  ...['postgres', 'mysql', 'mariadb', 'aurora-postgresql', 'aurora-mysql'],
  ...['oracle-ee', 'oracle-ee-cdb', 'oracle-se2', 'oracle-se2-cdb', 'sqlserver-ee', 'sqlserver-se', 'sqlserver-ex', 'sqlserver-web', 'db2-ae', 'db2-se'],
] as const;

export const listInstances = readingTool({
  name: 'aws.rds.listInstances',
  summary: 'List the RDS database instances.',
  input: z.strictObject({ engine: z.enum(engines).optional().describe('Only of this database engine.'), ...place }),
  output: z.object({
    instances: z.array(z.object({ instance: z.string(), engine: z.string(), version: z.string(), status: z.string(), class: z.string() })),
    more,
  }),
  commands: ['aws rds describe-db-instances'],
  says: [
    'list the rds instances',
    'which databases do we have',
    'show all rds databases',
    'list postgres databases in eu-west-1',
    'what db instances are there',
    'which rds instances are there',
    'show our mysql databases in aws',
    'what databases run in rds',
    'all rds databases in eu-west-1',
    'which databases do we run',
    'postgres instances in rds',
    'any mariadb databases',
    'databases in the account',
    'our rds instances',
    'which postgres databases do we run?',
    'mysql servers on rds',
    'dbs in eu-west-1',
    'do we have any mariadb?',
    'dbs on aws',
    'what dbs are on rds',
    'any mysql databases in eu-west-1',
    'mariadb instances',
    'database inventory in aws',
    'rds overview',
    'how many databases are there on rds',
    'postgres databases on rds',
    'show me all aurora mysql instances in eu-west-1',
    'aws rds describe-db-instances --profile data',
    'Our license manager has asked for every SQL Server Web edition we run as a managed database, please look in RDS with the profile licensing for me.',
    'sql server standard dbs on RDS please',
    'managed databases in ap-south-1 with their endpoints, rds',
    'we plan to bring everything to aurora postgres this year and want to see how far we are, so list the rds instances that run aurora-postgresql already',
    'rds instnaces running oracle se2',
    'which of the RDS databases use SQL Server Express, account finance',
    'give me the rds overview for us-west-1',
  ],
  examples: [{ title: 'List the PostgreSQL databases', input: { engine: 'postgres' } }],
  guessMs: 1_500,

  async read({ engine }, aws) {
    const rds = await aws.service('rds');
    const found = await collect(itemsMax, async (Marker) => {
      const page = await aws.ask(
        'rds:DescribeDBInstances',
        rds.describeDBInstances({ Marker, MaxRecords: 100, ...(engine === undefined ? {} : { Filters: [{ Name: 'engine', Values: [engine] }] }) }),
      );
      return { items: page.DBInstances, next: page.Marker };
    });
    const instances = found.items.map((db) => ({
      instance: db.DBInstanceIdentifier ?? '',
      engine: db.Engine ?? '',
      version: db.EngineVersion ?? '',
      status: db.DBInstanceStatus ?? '',
      class: db.DBInstanceClass ?? '',
    }));
    return {
      output: { instances, ...(found.more ? { more: true } : {}) },
      summary: `${count(instances.length, 'database')} in ${aws.region}.${cutNote(found.more)}`,
    };
  },
});
