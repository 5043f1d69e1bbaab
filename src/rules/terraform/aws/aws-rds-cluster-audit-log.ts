import { isList, isUnknown, type Value } from '../../hcl/value.ts';
import { settingRule } from '../setting.ts';

const engines = ['aurora', 'aurora-mysql', 'mysql'];

export const awsRdsClusterAuditLog = settingRule({
  id: 'aws-rds-cluster-audit-log',
  title: 'MySQL cluster sends its audit log to CloudWatch',
  severity: 'low',
  category: 'operations',
  why: 'Who signed in and what they asked for is only known from the audit log, and a copy outside of the cluster is one that nobody in it can change. Aurora writes it only once server_audit_logging is on in the cluster parameter group; the export alone sends nothing.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraMySQL.Auditing.html',
  also: ['CKV_AWS_325'],
  targets: ['aws_rds_cluster'],
  path: 'enabled_cloudwatch_logs_exports',
  when: (cluster) => engines.includes(String(cluster.get('engine') ?? 'aurora')),
  good: (logs) => isList(logs) && logs.includes('audit'),
  set: (cluster) => withAudit(cluster.get('enabled_cloudwatch_logs_exports')),
  message: 'The audit log stays in the cluster: add "audit" to enabled_cloudwatch_logs_exports.',

  fails: `resource "aws_rds_cluster" "main" {
  engine                          = "aurora-mysql"
  backtrack_window                = 86400
  enabled_cloudwatch_logs_exports = ["error"]
}`,
  passes: `resource "aws_rds_cluster" "main" {
  engine                          = "aurora-mysql"
  backtrack_window                = 86400
  enabled_cloudwatch_logs_exports = ["audit", "error"]
}`,
});

function withAudit(logs: Value | undefined): string | undefined {
  if (logs === undefined) return '["audit", "error", "slowquery"]';
  if (isUnknown(logs) || !isList(logs) || !logs.every((log) => typeof log === 'string')) return undefined;
  return `[${['audit', ...logs].map((log) => JSON.stringify(log)).join(', ')}]`;
}
