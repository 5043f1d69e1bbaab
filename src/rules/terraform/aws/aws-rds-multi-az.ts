import { switchRule } from '../switch.ts';

export const awsRdsMultiAz = switchRule({
  id: 'aws-rds-multi-az',
  title: 'RDS database stands in two zones',
  severity: 'medium',
  category: 'reliability',
  why: 'When the zone of a single database goes down, the database is down until somebody restores it. A standby takes over in a minute or two.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html',
  also: ['CKV_AWS_157'],
  targets: ['aws_db_instance'],
  path: 'multi_az',
  message: 'The database has no standby in another zone: set multi_az = true.',

  fails: `resource "aws_db_instance" "main" {
  engine = "postgres"
}`,
  passes: `resource "aws_db_instance" "main" {
  engine   = "postgres"
  multi_az = true
}`,
});
