import type { Condition, Option, QuestionGroup } from '../../../domain/question.ts';
import { type EngineVersion, engines } from './facts.ts';

const staging: Condition = { 'project.environment': 'staging' };
const prod: Condition = { 'project.environment': 'prod' };

const engineIds = ['postgres', 'mysql', 'mariadb'] as const;

const versionOptions = (today: string): Option[] =>
  engineIds.flatMap((engine) =>
    engines[engine].versions
      .filter((one) => (one.extendedUntil ?? one.until) >= today)
      .map((one) => ({
        value: one.version,
        label: `${engines[engine].label} ${one.version}`,
        help: supportOf(one, today),
        when: { 'database.engine': engine },
      })),
  );

const supportOf = ({ until, extendedUntil }: EngineVersion, today: string): string =>
  until >= today || extendedUntil === undefined ? `supported until ${until}` : `extended support until ${extendedUntil}, costs extra`;

/** `today` (ISO date) decides which versions are offered. */
export const database = (today: string): QuestionGroup => ({
  id: 'database',
  title: 'Database (RDS)',
  intro: 'One managed database: private, encrypted, TLS only.',
  when: { 'project.components': 'database' },
  questions: [
    {
      id: 'database.engine',
      type: 'choice',
      label: 'Engine',
      help: 'What your application speaks.',
      default: 'postgres',
      options: engineIds.map((engine) => ({ value: engine, label: engines[engine].label })),
    },
    {
      id: 'database.version',
      type: 'choice',
      label: 'Version',
      help: 'Without a minor version AWS takes the newest and keeps it up to date.',
      source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html',
      default: engines.postgres.default,
      defaultWhen: engineIds.map((engine) => ({ when: { 'database.engine': engine }, value: engines[engine].default })),
      options: versionOptions(today),
      open: { pattern: '\\d+(\\.\\d+){0,2}', patternHelp: 'write a version such as 17 or 8.4' },
    },
    {
      id: 'database.instanceClass',
      type: 'choice',
      label: 'Size',
      help: 'Can be changed later, with a short break.',
      source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html',
      default: 'db.t4g.medium',
      defaultWhen: [
        { when: staging, value: 'db.t4g.large' },
        { when: prod, value: 'db.m7g.large' },
      ],
      options: [
        { value: 'db.t4g.micro', label: 'db.t4g.micro', help: '2 vCPU in bursts, 1 GiB' },
        { value: 'db.t4g.small', label: 'db.t4g.small', help: '2 vCPU in bursts, 2 GiB' },
        { value: 'db.t4g.medium', label: 'db.t4g.medium', help: '2 vCPU in bursts, 4 GiB' },
        { value: 'db.t4g.large', label: 'db.t4g.large', help: '2 vCPU in bursts, 8 GiB' },
        { value: 'db.m7g.large', label: 'db.m7g.large', help: '2 vCPU, 8 GiB' },
        { value: 'db.m7g.xlarge', label: 'db.m7g.xlarge', help: '4 vCPU, 16 GiB' },
        { value: 'db.m7g.2xlarge', label: 'db.m7g.2xlarge', help: '8 vCPU, 32 GiB' },
        { value: 'db.r7g.large', label: 'db.r7g.large', help: '2 vCPU, 16 GiB' },
        { value: 'db.r7g.xlarge', label: 'db.r7g.xlarge', help: '4 vCPU, 32 GiB' },
      ],
      open: {
        pattern: 'db\\.[a-z][a-z0-9-]*[0-9][a-z0-9-]*\\.(micro|small|medium|large|xlarge|[0-9]+xlarge)',
        patternHelp: 'write an RDS instance class such as db.m7g.large',
      },
    },
    {
      id: 'database.storageGiB',
      type: 'number',
      label: 'Storage',
      help: 'To start with; it can grow and never shrinks.',
      source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html',
      unit: 'GiB',
      default: 20,
      defaultWhen: [
        { when: staging, value: 50 },
        { when: prod, value: 100 },
      ],
      min: 20,
      max: 65536,
    },
    {
      id: 'database.storageMaxGiB',
      type: 'number',
      label: 'Storage may grow to',
      help: 'A tenth above the storage or more; the same as the storage: it does not grow.',
      source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html',
      unit: 'GiB',
      default: 100,
      defaultWhen: [
        { when: staging, value: 200 },
        { when: prod, value: 1000 },
      ],
      min: 20,
      max: 65536,
    },
    {
      id: 'database.multiAz',
      type: 'boolean',
      label: 'Standby in a second zone',
      help: 'Takes over within a minute or two when a zone fails; doubles the price.',
      source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html',
      default: false,
      defaultWhen: [{ when: prod, value: true }],
    },
    {
      id: 'database.backupDays',
      type: 'number',
      label: 'Keep backups',
      help: 'Restore to any second of these days. 0: no backups.',
      source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html',
      unit: 'days',
      default: 1,
      defaultWhen: [
        { when: staging, value: 7 },
        { when: prod, value: 30 },
      ],
      min: 0,
      max: 35,
    },
    {
      id: 'database.deletionProtection',
      type: 'boolean',
      label: 'Deletion protection',
      help: 'Nobody deletes it before switching this off.',
      default: false,
      defaultWhen: [{ when: prod, value: true }],
    },
    {
      id: 'database.performanceInsights',
      type: 'boolean',
      label: 'Performance figures',
      help: 'What the database spends its time on, seven days back, at no cost.',
      source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DatabaseInsights.Engines.html',
      default: true,
    },
    {
      id: 'database.iamAuth',
      type: 'boolean',
      label: 'Sign in with IAM',
      help: 'Applications use short-lived tokens instead of a password; best below 200 new connections a second.',
      source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html',
      default: true,
    },
    {
      id: 'database.managedPassword',
      type: 'boolean',
      label: 'Password kept by AWS',
      help: 'Secrets Manager makes and rotates it. Otherwise you give it when applying; it is stored nowhere.',
      source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html',
      default: true,
    },
    {
      id: 'database.name',
      type: 'text',
      label: 'Database name',
      help: 'Letters, digits and underscores, starting with a letter, up to 63.',
      required: true,
      default: 'app',
      pattern: '[A-Za-z][A-Za-z0-9_]*',
      patternHelp: 'use letters, digits and underscores, starting with a letter',
      lengthMax: 63,
    },
    {
      id: 'database.username',
      type: 'text',
      label: 'Administrator',
      help: 'Letters, digits and underscores, starting with a letter; up to 16 for MySQL and MariaDB.',
      required: true,
      default: 'dbadmin',
      pattern: '[A-Za-z][A-Za-z0-9_]*',
      patternHelp: 'use letters, digits and underscores, starting with a letter',
      lengthMax: 63,
    },
  ],
});
