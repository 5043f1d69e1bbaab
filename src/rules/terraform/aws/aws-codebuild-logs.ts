import { terraformRule } from '../../rule.ts';

export const awsCodebuildLogs = terraformRule({
  id: 'aws-codebuild-logs',
  title: 'CodeBuild says where its logs go',
  severity: 'low',
  category: 'operations',
  why: 'Without it logs go to a group that is made on the fly, kept for ever and open to whoever may read logs. A group that is named here and made in your code has a retention, a key and readers that you chose.',
  source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html',
  also: ['CKV_AWS_314'],
  targets: ['aws_codebuild_project'],

  check(project) {
    const [logs] = project.blocks('logs_config');
    const named = logs && (logs.uncertain || logs.blocks('cloudwatch_logs').length > 0 || logs.blocks('s3_logs').length > 0);
    return named ? undefined : { message: 'Nothing says where the logs go: add logs_config.', at: project.span('logs_config') };
  },

  fails: 'resource "aws_codebuild_project" "app" {\n  name = "app"\n}',
  passes: 'resource "aws_codebuild_project" "app" {\n  name = "app"\n\n  logs_config {\n    cloudwatch_logs {\n      group_name = "/builds/app"\n    }\n  }\n}',
});
