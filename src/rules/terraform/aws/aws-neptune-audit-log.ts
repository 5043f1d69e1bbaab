import { settingRule } from '../setting.ts';

export const awsNeptuneAuditLog = settingRule({
  id: 'aws-neptune-audit-log',
  title: 'Neptune writes its audit log',
  severity: 'medium',
  category: 'security',
  why: 'Who asked the graph for what can only be told afterwards when it was written down. The parameter group of the cluster needs neptune_enable_audit_log = 1 as well; without it there is nothing to export.',
  source: 'https://docs.aws.amazon.com/neptune/latest/userguide/auditing.html',
  also: ['CKV_AWS_101', 'AVD-AWS-0075'],
  targets: ['aws_neptune_cluster'],
  path: 'enable_cloudwatch_logs_exports',
  good: (logs) => Array.isArray(logs) && logs.includes('audit'),
  message: 'Queries are not written down: put "audit" into enable_cloudwatch_logs_exports.',
  set: '["audit"]',

  fails: `resource "aws_neptune_cluster" "main" {
  engine = "neptune"
}`,
  passes: `resource "aws_neptune_cluster" "main" {
  engine                         = "neptune"
  enable_cloudwatch_logs_exports = ["audit"]
}`,
});
