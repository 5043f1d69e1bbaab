import { settingRule } from '../setting.ts';

export const awsLambdaRuntime = settingRule({
  id: 'aws-lambda-runtime',
  title: 'Lambda runtime is still supported',
  severity: 'medium',
  category: 'security',
  why: 'A runtime that is no longer patched keeps its holes, and one day the function cannot be updated any more.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  also: ['CKV_AWS_363'],
  targets: ['aws_lambda_function'],
  path: 'runtime',
  good: (runtime) =>
    !/^(nodejs(4\.3|6\.10|8\.10|1[0-8]\.x|4\.3-edge)?$|python(2\.7|3\.[5-8])$|dotnet(5\.0|6|7|core[123]\.\d)$|ruby2\.[57]$|java8$|go1\.x$|provided$)/.test(
      String(runtime),
    ),
  mayBeAbsent: true,
  message: 'This runtime is past its end of support: move to a current one.',

  fails: `resource "aws_lambda_function" "main" {
  runtime = "nodejs14.x"
}`,
  passes: `resource "aws_lambda_function" "main" {
  runtime = "nodejs22.x"
}`,
});
