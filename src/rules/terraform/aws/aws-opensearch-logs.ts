import { asBoolean, isUnknown } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';
import { searchDomains } from './search.ts';

export const awsOpensearchLogs = terraformRule({
  id: 'aws-opensearch-logs',
  title: 'Search domain writes its logs, also of who did what',
  severity: 'medium',
  category: 'operations',
  why: 'Which query was slow, and who read or deleted an index, is only known from the logs, and cannot be had after the fact. Audit logs need fine-grained access control and a switch in the dashboards as well, and slow logs a threshold on each index.',
  source: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/audit-logs.html',
  also: ['CKV_AWS_84', 'CKV_AWS_317', 'AVD-AWS-0042'],
  targets: searchDomains,

  check(domain) {
    const logs = domain.blocks('log_publishing_options');
    if (logs.some((log) => log.uncertain || isUnknown(log.get('log_type')))) return undefined;
    const on = logs.filter((log) => asBoolean(log.get('enabled')) !== false);
    if (on.some((log) => log.get('log_type') === 'AUDIT_LOGS')) return undefined;
    const none = on.length === 0;
    return {
      message: none
        ? 'No logs are written: add log_publishing_options, for AUDIT_LOGS too.'
        : 'Who did what is not logged: add log_publishing_options for AUDIT_LOGS.',
      at: domain.span('log_publishing_options'),
      also: ['CKV_AWS_317', 'AVD-AWS-0042', ...(none ? ['CKV_AWS_84'] : [])],
    };
  },

  fails: `
resource "aws_opensearch_domain" "main" {
  domain_name = "search"
}`,
  passes: `
resource "aws_opensearch_domain" "main" {
  domain_name = "search"

  log_publishing_options {
    log_type                 = "AUDIT_LOGS"
    cloudwatch_log_group_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:search"
    enabled                  = true
  }
}`,
});
