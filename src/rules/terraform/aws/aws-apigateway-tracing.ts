import { switchRule } from '../switch.ts';

export const awsApigatewayTracing = switchRule({
  id: 'aws-apigateway-tracing',
  title: 'API Gateway takes part in traces',
  severity: 'low',
  category: 'operations',
  why: 'Without it a slow request is a riddle: nobody sees in which of its calls the time went. X-Ray draws the gateway, the function behind it and what that calls as one picture, from a sample of the requests.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-xray.html',
  also: ['CKV_AWS_73', 'AVD-AWS-0003'],
  targets: ['aws_api_gateway_stage'],
  path: 'xray_tracing_enabled',
  message: 'Calls are not traced: set xray_tracing_enabled = true.',

  fails: `resource "aws_api_gateway_stage" "main" {
  stage_name = "live"
}`,
  passes: `resource "aws_api_gateway_stage" "main" {
  stage_name           = "live"
  xray_tracing_enabled = true
}`,
});
