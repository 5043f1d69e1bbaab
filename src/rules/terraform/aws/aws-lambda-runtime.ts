import { terraformRule } from '../../rule.ts';

/** Past their end of support. checkov has a list of its own. */
const ended =
  /^(nodejs(|4\.3|4\.3-edge|6\.10|8\.10|10\.x|12\.x|14\.x|16\.x|18\.x)|python(2\.7|3\.[6-9])|dotnet(5\.0|6|7|core[123]\.\d)|ruby2\.[57]|java8|go1\.x|provided)$/;
const notInCheckov = new Set(['nodejs18.x', 'python3.8']);

export const awsLambdaRuntime = terraformRule({
  id: 'aws-lambda-runtime',
  title: 'Lambda runtime is still supported',
  severity: 'medium',
  category: 'security',
  why: 'A runtime that is no longer patched keeps its holes, and one day the function cannot be updated any more. The urgent fix of that day then waits until the code has moved to another version of its language.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html',
  also: ['CKV_AWS_363'],
  targets: ['aws_lambda_function'],

  check(lambda) {
    const runtime = lambda.get('runtime');
    if (typeof runtime !== 'string' || !ended.test(runtime)) return undefined;
    return {
      message: `${runtime} is past its end of support: move to a current runtime.`,
      at: lambda.span('runtime'),
      ...(notInCheckov.has(runtime) ? { also: [] } : {}),
    };
  },

  fails: 'resource "aws_lambda_function" "main" {\n  runtime = "nodejs14.x"\n}',
  passes: 'resource "aws_lambda_function" "main" {\n  runtime = "nodejs22.x"\n}',
});
