import foundation from '../../../../templates/terraform/database/database.hbs';
import instance from '../../../../templates/terraform/database/instance.hbs';
import monitoring from '../../../../templates/terraform/database/monitoring.hbs';
import type { Database, TerraformAnswers } from '../answers.ts';
import type { Component, Input, OutputView } from './component.ts';
import { assign, code, write } from './hcl.ts';
import { keySection, logsGrant } from './key.ts';
import type { Scope } from './scope.ts';
import { skipsFor } from './skips.ts';

/** One RDS instance: private, encrypted, TLS only, its password never in the state. */
export function database(answers: TerraformAnswers, db: Database, scope: Scope): Component {
  const prefix = `\${${scope.name}}`;
  const engine = engines[db.engine];
  const at = { prefix, name: scope.name, logs: write(engine.logs, 1) };
  const hasCluster = answers.cluster !== undefined;
  return {
    id: 'database',
    title: 'Database',
    inputs: inputs(db),
    needs: ['name', 'vpc_id', ...(hasCluster ? (['cluster_security_group_id'] as const) : (['vpc_cidr'] as const)), 'database_subnet_ids'],
    sections: [
      keySection('database', answers.project, {
        id: 'database',
        slug: 'database',
        description: 'The database, its snapshots, logs and password',
        prefix,
        grants: [logsGrant(`/aws/rds/instance/${prefix}/*`)],
      }),
      {
        file: 'database',
        fill: foundation,
        view: {
          ...at,
          subnets: scope.database_subnet_ids,
          vpc: scope.vpc_id,
          ingress: assign(
            [
              ['security_group_id', code('aws_security_group.database.id')],
              ['description', hasCluster ? 'From the cluster and its nodes' : 'From inside the VPC'],
              hasCluster ? ['referenced_security_group_id', code(scope.cluster_security_group_id)] : ['cidr_ipv4', code(scope.vpc_cidr)],
              ['ip_protocol', 'tcp'],
              ['from_port', engine.port],
              ['to_port', engine.port],
            ],
            1,
          ),
          family: engine.family,
          parameters: engine.parameters,
        },
      },
      { file: 'database', fill: monitoring, view: at },
      {
        file: 'database',
        fill: instance,
        view: {
          ...at,
          engine: db.engine,
          port: engine.port,
          managedPassword: db.managedPassword,
          immediately: answers.project.environment === 'dev',
          skipFinalSnapshot: answers.project.environment === 'dev',
          keep: answers.project.environment === 'prod',
          skips: choices(db),
        },
      },
    ],
    outputs: outputs(db),
    replica: false,
  };
}

interface Parameter {
  readonly why: string;
  readonly name: string;
  readonly value: string;
}

interface Engine {
  readonly port: number;
  readonly logs: readonly string[];
  /** Of the parameter group, worked out from the version so that both change together. */
  readonly family: string;
  readonly parameters: readonly Parameter[];
}

const slowQueries: readonly Parameter[] = [
  { why: 'Statements over a second, in a file that CloudWatch gets.', name: 'slow_query_log', value: '1' },
  { why: 'Seconds.', name: 'long_query_time', value: '1' },
  { why: 'Not a table: only files are sent on.', name: 'log_output', value: 'FILE' },
];

const engines: { readonly [engine in Database['engine']]: Engine } = {
  postgres: {
    port: 5432,
    logs: ['postgresql', 'upgrade'],
    family: '"postgres${split(".", var.database_version)[0]}"',
    parameters: [
      { why: 'Refuses connections without TLS.', name: 'rds.force_ssl', value: '1' },
      { why: 'Schema changes are logged; data stays out of the log.', name: 'log_statement', value: 'ddl' },
      { why: 'Statements over a second (in milliseconds).', name: 'log_min_duration_statement', value: '1000' },
    ],
  },
  mysql: {
    port: 3306,
    logs: ['error', 'slowquery'],
    family: '"mysql${join(".", slice(split(".", var.database_version), 0, 2))}"',
    parameters: [{ why: 'Refuses connections without TLS.', name: 'require_secure_transport', value: '1' }, ...slowQueries],
  },
  mariadb: {
    port: 3306,
    logs: ['error', 'slowquery'],
    family: '"mariadb${join(".", slice(split(".", var.database_version), 0, 2))}"',
    parameters: [{ why: 'Refuses connections without TLS.', name: 'require_secure_transport', value: '1' }, ...slowQueries],
  },
};

const choices = (db: Database): string[] =>
  skipsFor(
    [!db.multiAz, 'CKV_AWS_157:One zone is enough here; a failure of that zone stops the database'],
    [db.backupDays === 0, 'CKV_AWS_133:No backups were asked for; the data can be made again'],
    [!db.deletionProtection, 'CKV_AWS_293:May be deleted without unlocking it first'],
    [!db.performanceInsights, 'CKV_AWS_353:Performance Insights were switched off'],
    [!db.iamAuth, 'CKV_AWS_161:Applications sign in with a password; IAM authentication was switched off'],
  );

function inputs(db: Database): Input[] {
  const list: Input[] = [
    {
      name: 'database_version',
      description: 'Version of the engine. Without its minor part AWS chooses, and updates, the newest.',
      type: 'string',
      value: db.version,
      validations: [
        db.engine === 'postgres'
          ? { condition: 'can(regex("^[0-9]+([.][0-9]+)*$", var.database_version))', message: 'A version such as 17 or 17.4 is needed.' }
          : {
              condition: 'can(regex("^[0-9]+[.][0-9]+([.][0-9]+)*$", var.database_version))',
              message: 'A version with its minor part is needed, such as 8.4 or 11.4.',
            },
      ],
    },
    {
      name: 'database_instance_class',
      description: 'Size of the instance.',
      type: 'string',
      value: db.instanceClass,
      validations: [
        { condition: 'startswith(var.database_instance_class, "db.")', message: 'Instance classes of RDS start with "db.", such as db.t4g.medium.' },
      ],
    },
    {
      name: 'database_storage_gib',
      description: 'Storage to start with, in GiB.',
      type: 'number',
      value: db.storageGiB,
      validations: [{ condition: 'var.database_storage_gib >= 20', message: 'gp3 storage starts at 20 GiB.' }],
    },
    {
      name: 'database_storage_max_gib',
      description: 'Storage may grow by itself up to here, in GiB; 0 keeps it as it is.',
      type: 'number',
      value: db.storageMaxGiB > db.storageGiB ? db.storageMaxGiB : 0,
      validations: [
        {
          condition: 'var.database_storage_max_gib == 0 || var.database_storage_max_gib > var.database_storage_gib',
          message: 'The ceiling must be above the storage to start with, or 0.',
        },
      ],
    },
    { name: 'database_multi_az', description: 'Keep a standby in a second zone.', type: 'bool', value: db.multiAz },
    {
      name: 'database_backup_days',
      description: 'Days to keep daily backups; 0 makes none.',
      type: 'number',
      value: db.backupDays,
      validations: [{ condition: 'var.database_backup_days >= 0 && var.database_backup_days <= 35', message: 'RDS keeps backups for 35 days at the most.' }],
    },
    { name: 'database_deletion_protection', description: 'Refuse to delete the database until this is false.', type: 'bool', value: db.deletionProtection },
    {
      name: 'database_performance_insights',
      description: 'Record what the database spends its time on, for seven days.',
      type: 'bool',
      value: db.performanceInsights,
    },
    { name: 'database_iam_auth', description: 'Let IAM roles sign in with short-lived tokens.', type: 'bool', value: db.iamAuth },
    {
      name: 'database_name',
      description: 'Name of the first database on the instance.',
      type: 'string',
      value: db.name,
      validations: [
        { condition: 'can(regex("^[A-Za-z][A-Za-z0-9_]{0,62}$", var.database_name))', message: 'Letters, digits and underscores, starting with a letter.' },
      ],
    },
    { name: 'database_username', description: 'Name of the administrator.', type: 'string', value: db.username },
  ];
  if (!db.managedPassword)
    list.push(
      {
        name: 'database_password',
        description: 'Password of the administrator, given as TF_VAR_database_password. Used while applying and stored nowhere.',
        type: 'string',
        secret: true,
        validations: [{ condition: 'length(var.database_password) >= 16', message: 'At least 16 characters are needed.' }],
      },
      { name: 'database_password_version', description: 'Raise it to send a new password.', type: 'number', value: 1 },
    );
  return list;
}

function outputs(db: Database): OutputView[] {
  const list: OutputView[] = [
    { name: 'database_endpoint', description: 'Host and port to connect to.', value: 'aws_db_instance.main.endpoint' },
    { name: 'database_name', description: 'Name of the database.', value: 'aws_db_instance.main.db_name' },
    { name: 'database_security_group_id', description: 'Add ingress rules here to let others in.', value: 'aws_security_group.database.id' },
  ];
  if (db.managedPassword)
    list.push({
      name: 'database_secret_arn',
      description: 'Secret in Secrets Manager with user name and password.',
      value: 'one(aws_db_instance.main.master_user_secret[*].secret_arn)',
    });
  return list;
}
