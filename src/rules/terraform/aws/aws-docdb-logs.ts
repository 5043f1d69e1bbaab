import { settingRule } from '../setting.ts';

export const awsDocdbLogs = settingRule({
  id: 'aws-docdb-logs',
  title: 'DocumentDB hands its logs over',
  severity: 'medium',
  category: 'security',
  why: 'Who read or changed what, and which queries were slow, can only be told afterwards when it was written down. The export alone writes nothing: the parameter group has to switch audit_logs or profiler on as well.',
  source: 'https://docs.aws.amazon.com/documentdb/latest/developerguide/event-auditing.html',
  also: ['CKV_AWS_85', 'AVD-AWS-0020'],
  targets: ['aws_docdb_cluster'],
  path: 'enabled_cloudwatch_logs_exports',
  good: (logs) => Array.isArray(logs) && (logs.includes('audit') || logs.includes('profiler')),
  message: 'No log is handed over: set enabled_cloudwatch_logs_exports = ["audit", "profiler"].',
  set: '["audit", "profiler"]',

  fails: `resource "aws_docdb_cluster" "main" {
  storage_encrypted = true
}`,
  passes: `resource "aws_docdb_cluster" "main" {
  storage_encrypted               = true
  enabled_cloudwatch_logs_exports = ["audit", "profiler"]
}`,
});
