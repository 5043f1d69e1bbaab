import { settingRule } from '../setting.ts';

export const awsApigatewayv2Authorization = settingRule({
  id: 'aws-apigatewayv2-authorization',
  title: 'HTTP API asks who is there',
  severity: 'medium',
  category: 'security',
  why: 'A route without authorization answers everyone on the internet. A health check, or a webhook whose code checks the signature of the sender, is rightly open.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html',
  also: ['CKV_AWS_309'],
  targets: ['aws_apigatewayv2_route'],
  path: 'authorization_type',
  good: (type) => ['AWS_IAM', 'CUSTOM', 'JWT'].includes(String(type)),
  message: 'The route answers everyone: set authorization_type to AWS_IAM, JWT or CUSTOM.',

  fails: `resource "aws_apigatewayv2_route" "main" {
  api_id    = "a1b2c3"
  route_key = "GET /orders"
}`,
  passes: `resource "aws_apigatewayv2_route" "main" {
  api_id             = "a1b2c3"
  route_key          = "GET /orders"
  authorization_type = "AWS_IAM"
}`,
});
