import { settingRule } from '../setting.ts';

export const awsRdsOldEngine = settingRule({
  id: 'aws-rds-old-engine',
  title: 'RDS engine is still supported',
  severity: 'medium',
  category: 'security',
  why: 'An engine past its end of standard support gets no fixes unless extended support is paid for, by the core and the hour. A database is signed up for that unless it says otherwise, so the first sign is often the bill.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/extended-support.html',
  also: [],
  targets: ['aws_db_instance', 'aws_rds_cluster'],
  path: 'engine_version',
  good: (version) => !/^(9\.|10\.|11(\.|$)|12(\.|$)|5\.)/.test(String(version)),
  mayBeAbsent: true,
  when: (database) => /^(aurora-)?(postgres(ql)?|mysql)$/.test(String(database.get('engine'))),
  message: 'This engine version is past its standard support: move to a current one.',

  fails: `resource "aws_db_instance" "main" {
  engine         = "postgres"
  engine_version = "11.22"
}`,
  passes: `resource "aws_db_instance" "main" {
  engine         = "postgres"
  engine_version = "17.5"
}`,
});
