import { terraformRule } from '../../rule.ts';
import { parameterGroups, parameterOf } from './parameter-group.ts';

export const awsRdsQueryLog = terraformRule({
  id: 'aws-rds-query-log',
  title: 'PostgreSQL logs statements',
  severity: 'info',
  category: 'operations',
  why: 'Which statement was slow, and who changed what, is only known from the log, and out of the box PostgreSQL logs neither. A limit of one second in log_min_duration_statement costs little, while logging everything fills the disk and puts personal data into the log.',
  source: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.Query_Logging.html',
  also: ['CKV2_AWS_30'],
  targets: ['aws_db_instance'],

  check(database, folder) {
    if (database.get('engine') !== 'postgres') return undefined;
    const message = 'Statements are not logged: name a parameter group that sets log_min_duration_statement or log_statement.';
    const name = database.get('parameter_group_name');
    // The groups that come with an engine log nothing, and cannot be changed.
    if (name === undefined || (typeof name === 'string' && name.startsWith('default.'))) return { message, at: database.span('parameter_group_name') };
    const groups = parameterGroups(database, folder);
    const silent =
      groups.length > 0 && groups.every((group) => ['log_statement', 'log_min_duration_statement'].every((one) => parameterOf(group, one) === undefined));
    // Others take any group for one that logs.
    return silent ? { message, at: database.span('parameter_group_name'), also: [] } : undefined;
  },

  fails: `
resource "aws_db_instance" "main" {
  engine = "postgres"
}`,
  passes: `
resource "aws_db_parameter_group" "main" {
  name   = "main"
  family = "postgres17"

  parameter {
    name  = "log_min_duration_statement"
    value = "500"
  }
}

resource "aws_db_instance" "main" {
  engine               = "postgres"
  parameter_group_name = aws_db_parameter_group.main.name
}`,
});
