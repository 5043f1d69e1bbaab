import { switchRule } from '../switch.ts';

export const awsApigatewayReplaceFirst = switchRule({
  id: 'aws-apigateway-replace-first',
  title: 'API Gateway API is replaced without a gap',
  severity: 'low',
  category: 'reliability',
  why: 'A change that replaces the API deletes it first, and everything it serves is gone until the new one stands. A new API gets a new generated address, so what calls the old one directly has to be changed all the same.',
  source: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle',
  also: ['CKV_AWS_237'],
  targets: ['aws_api_gateway_rest_api'],
  path: 'lifecycle.create_before_destroy',
  message: 'A replacement starts with a deletion: set create_before_destroy = true in lifecycle.',

  fails: `resource "aws_api_gateway_rest_api" "main" {
  name = "orders"
}`,
  passes: `resource "aws_api_gateway_rest_api" "main" {
  name = "orders"

  lifecycle {
    create_before_destroy = true
  }
}`,
});
