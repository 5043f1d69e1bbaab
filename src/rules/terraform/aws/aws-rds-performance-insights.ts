import { asBoolean } from '../../hcl/value.ts';
import { addAttributes, set } from '../../hcl/write.ts';
import { terraformRule } from '../../rule.ts';
import { onlyKey } from './keys.ts';

export const awsRdsPerformanceInsights = terraformRule({
  id: 'aws-rds-performance-insights',
  title: 'RDS has Performance Insights',
  severity: 'low',
  category: 'operations',
  why: 'When a database is slow, it shows which statement and which wait. Seven days of it cost nothing.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.html',
  also: ['CKV_AWS_353', 'AVD-AWS-0133'],
  targets: ['aws_db_instance', 'aws_rds_cluster_instance'],

  check(database) {
    const engine = String(database.get('engine'));
    // Not to be had there.
    if (engine.startsWith('db2')) return undefined;
    if (/^(mariadb|mysql)$/.test(engine) && /^db\.(t2\.(micro|small)|t3\.(micro|small)|t4g\.(micro|small))$/.test(String(database.get('instance_class'))))
      return undefined;
    const on = asBoolean(database.get('performance_insights_enabled')) ?? false;
    return on === false
      ? {
          message: 'Nothing is recorded about what slows the database: set performance_insights_enabled = true.',
          at: database.span('performance_insights_enabled'),
        }
      : undefined;
  },
  // With a key, as statements hold data: the one of the database, or the only one there is. Without one a person chooses.
  fix(database, folder) {
    const own = database.attribute('kms_key_id')?.value;
    const key = own ? database.syntax.file.text.slice(own.start, own.end) : onlyKey(folder);
    if (database.attribute('performance_insights_kms_key_id')) return set(database, 'performance_insights_enabled', 'true');
    if (key === undefined || database.attribute('performance_insights_enabled')) return undefined;
    return addAttributes(database.syntax, { performance_insights_enabled: 'true', performance_insights_kms_key_id: key });
  },

  fails:
    'resource "aws_db_instance" "main" {\n  engine     = "postgres"\n  kms_key_id = aws_kms_key.main.arn\n}\n\nresource "aws_kms_key" "main" {\n  enable_key_rotation = true\n}',
  passes: 'resource "aws_db_instance" "main" {\n  engine                       = "postgres"\n  performance_insights_enabled = true\n}',
});
