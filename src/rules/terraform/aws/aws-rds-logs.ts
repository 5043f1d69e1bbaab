import { settingRule } from '../setting.ts';

export const awsRdsLogs = settingRule({
  id: 'aws-rds-logs',
  title: 'RDS sends its logs to CloudWatch',
  severity: 'low',
  category: 'operations',
  why: 'The logs of a database are gone with the instance that wrote them, unless they are exported. RDS also deletes them by itself after some days, so a late look at an outage finds nothing.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html',
  also: ['CKV_AWS_129'],
  targets: ['aws_db_instance'],
  path: 'enabled_cloudwatch_logs_exports',
  good: (logs) => Array.isArray(logs) && logs.length > 0,
  set: (database) => {
    const engine = String(database.get('engine'));
    if (engine === 'postgres') return '["postgresql", "upgrade"]';
    if (engine === 'mysql' || engine === 'mariadb') return '["audit", "error", "slowquery"]';
    if (engine.startsWith('oracle')) return '["alert", "audit", "listener", "trace"]';
    return engine.startsWith('sqlserver') ? '["error"]' : undefined;
  },
  message: 'No logs are exported: set enabled_cloudwatch_logs_exports.',

  fails: `resource "aws_db_instance" "main" {
  engine = "postgres"
}`,
  passes: `resource "aws_db_instance" "main" {
  engine                          = "postgres"
  enabled_cloudwatch_logs_exports = ["postgresql", "upgrade"]
}`,
});
