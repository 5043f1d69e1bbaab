import { asBoolean } from '../../hcl/value.ts';
import { settingRule } from '../setting.ts';

export const awsApigatewayAuthorization = settingRule({
  id: 'aws-apigateway-authorization',
  title: 'API Gateway method asks who is calling',
  severity: 'medium',
  category: 'security',
  why: 'A method without authorization can be called by everyone who finds the address. The code behind it then has to turn strangers away itself, and one forgotten check hands out the data.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
  also: ['CKV_AWS_59', 'AVD-AWS-0004'],
  targets: ['aws_api_gateway_method'],
  path: 'authorization',
  good: (kind) => kind !== 'NONE',
  mayBeAbsent: true,
  when: (method) => method.get('http_method') !== 'OPTIONS' && (asBoolean(method.get('api_key_required')) ?? false) === false,
  message: 'Everyone may call this method: set authorization, or api_key_required = true.',

  fails: `resource "aws_api_gateway_method" "main" {
  http_method   = "GET"
  authorization = "NONE"
}`,
  passes: `resource "aws_api_gateway_method" "main" {
  http_method   = "GET"
  authorization = "AWS_IAM"
}`,
});
