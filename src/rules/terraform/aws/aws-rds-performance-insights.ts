import { switchRule } from '../switch.ts';

export const awsRdsPerformanceInsights = switchRule({
  id: 'aws-rds-performance-insights',
  title: 'RDS has Performance Insights',
  severity: 'low',
  category: 'operations',
  why: 'When a database is slow, it shows which statement and which wait. Seven days of it cost nothing.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.html',
  also: ['CKV_AWS_353', 'AVD-AWS-0133'],
  targets: ['aws_db_instance', 'aws_rds_cluster_instance'],
  // Not to be had there.
  when: (database) => {
    const engine = String(database.get('engine'));
    if (engine.startsWith('db2')) return false;
    return !(/^(mariadb|mysql)$/.test(engine) && /^db\.(t2\.(micro|small)|t3\.(micro|small)|t4g\.(micro|small))$/.test(String(database.get('instance_class'))));
  },
  path: 'performance_insights_enabled',
  message: 'Nothing is recorded about what slows the database: set performance_insights_enabled = true.',

  fails: `resource "aws_db_instance" "main" {
  engine = "postgres"
}`,
  passes: `resource "aws_db_instance" "main" {
  engine                       = "postgres"
  performance_insights_enabled = true
}`,
});
