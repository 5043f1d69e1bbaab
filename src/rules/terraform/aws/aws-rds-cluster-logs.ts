import { settingRule } from '../setting.ts';

export const awsRdsClusterLogs = settingRule({
  id: 'aws-rds-cluster-logs',
  title: 'RDS cluster sends its logs to CloudWatch',
  severity: 'low',
  category: 'operations',
  why: 'The logs of a cluster are gone with the instance that wrote them, unless they are exported. When scaling takes a reader away, the slow queries it wrote down the night before go with it.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_LogAccess.html',
  also: ['CKV_AWS_324'],
  targets: ['aws_rds_cluster'],
  path: 'enabled_cloudwatch_logs_exports',
  good: (logs) => Array.isArray(logs) && logs.length > 0,
  set: (cluster) => {
    const engine = cluster.get('engine') ?? 'aurora';
    if (typeof engine !== 'string') return undefined;
    return engine.includes('postgres') ? '["postgresql"]' : '["audit", "error", "slowquery"]';
  },
  message: 'No logs are exported: set enabled_cloudwatch_logs_exports.',

  fails: `resource "aws_rds_cluster" "main" {
  engine = "aurora-postgresql"
}`,
  passes: `resource "aws_rds_cluster" "main" {
  engine                          = "aurora-postgresql"
  enabled_cloudwatch_logs_exports = ["postgresql"]
}`,
});
