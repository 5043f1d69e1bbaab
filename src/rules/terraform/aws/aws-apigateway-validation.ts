import { settingRule } from '../setting.ts';

export const awsApigatewayValidation = settingRule({
  id: 'aws-apigateway-validation',
  title: 'API Gateway checks requests before it passes them on',
  severity: 'info',
  category: 'security',
  why: 'What the gateway refuses never reaches your code: missing parameters and bodies of the wrong form cost nothing there. A method that takes neither parameters nor a body has nothing to check and may go without.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html',
  also: ['CKV2_AWS_53'],
  targets: ['aws_api_gateway_method'],
  path: 'request_validator_id',
  message: 'Requests are passed on unchecked: name a request_validator_id.',

  fails: `resource "aws_api_gateway_method" "get" {
  http_method   = "GET"
  authorization = "AWS_IAM"
}`,
  passes: `resource "aws_api_gateway_request_validator" "main" {
  name                        = "parameters"
  rest_api_id                 = "a1b2c3"
  validate_request_parameters = true
}

resource "aws_api_gateway_method" "get" {
  http_method          = "GET"
  authorization        = "AWS_IAM"
  request_validator_id = aws_api_gateway_request_validator.main.id
}`,
});
