import { terraformRule } from '../../rule.ts';

export const awsLambdaPermissionSource = terraformRule({
  id: 'aws-lambda-permission-source',
  title: 'Permission to call a function names its caller',
  severity: 'high',
  category: 'security',
  why: 'A permission for a whole service lets that service call your function for every other customer, too. A stranger points a bucket or a topic of their own at its ARN, and it runs on their events at your cost.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html',
  also: ['CKV_AWS_364', 'AVD-AWS-0067'],
  targets: ['aws_lambda_permission'],

  check(permission) {
    const principal = permission.get('principal');
    if (typeof principal !== 'string' || !/^[^.]+\.amazonaws\.com/.test(principal)) return undefined;
    return permission.get('source_arn') === undefined && permission.get('source_account') === undefined
      ? { message: `All of ${principal} may call it: name a source_arn or source_account.`, at: permission.span('principal') }
      : undefined;
  },

  fails: `
resource "aws_lambda_permission" "events" {
  action        = "lambda:InvokeFunction"
  function_name = "orders"
  principal     = "events.amazonaws.com"
}`,
  passes: `
resource "aws_lambda_permission" "events" {
  action        = "lambda:InvokeFunction"
  function_name = "orders"
  principal     = "events.amazonaws.com"
  source_arn    = "arn:aws:events:eu-central-1:123456789012:rule/orders"
}`,
});
