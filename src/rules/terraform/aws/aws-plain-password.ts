import { terraformRule } from '../../rule.ts';

/** Attributes that take a secret in plain text, by resource type. */
const secrets: Readonly<Record<string, readonly string[]>> = {
  aws_db_instance: ['password'],
  aws_rds_cluster: ['master_password'],
  aws_redshift_cluster: ['master_password'],
  aws_docdb_cluster: ['master_password'],
  aws_elasticache_replication_group: ['auth_token'],
  aws_elasticache_user: ['passwords'],
  aws_mq_broker: ['user.password'],
  aws_opensearch_domain: ['advanced_security_options.master_user_options.master_user_password'],
  aws_secretsmanager_secret_version: ['secret_string'],
  aws_ssm_parameter: ['value'],
  aws_directory_service_directory: ['password'],
  aws_dms_endpoint: ['password'],
};

export const awsPlainPassword = terraformRule({
  id: 'aws-plain-password',
  title: 'No password stands in the files',
  severity: 'critical',
  category: 'security',
  why: 'A password in a file is in every clone, every backup and the state, for as long as one of them exists. Let AWS make and keep it, or pass it as a write-only argument.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html',
  also: [],
  targets: Object.keys(secrets),

  check: (block) =>
    (secrets[block.type] ?? []).flatMap((path) => {
      // A parameter of another type is no secret.
      if (block.type === 'aws_ssm_parameter' && block.get('type') !== 'SecureString') return [];
      const value = block.get(path);
      const texts = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string' && one !== '');
      return texts.length === 0
        ? []
        : [
            {
              message: 'A password stands here in plain text: let AWS keep it (manage_master_user_password), or take it from a variable without a default.',
              at: block.span(path),
            },
          ];
    }),

  fails: 'resource "aws_db_instance" "main" {\n  username = "admin"\n  password = "correct-horse"\n}',
  passes: 'resource "aws_db_instance" "main" {\n  username                    = "admin"\n  manage_master_user_password = true\n}',
});
