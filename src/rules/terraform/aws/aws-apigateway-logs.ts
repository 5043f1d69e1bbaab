import { settingRule } from '../setting.ts';

export const awsApigatewayLogs = settingRule({
  id: 'aws-apigateway-logs',
  title: 'API Gateway logs requests',
  severity: 'medium',
  category: 'operations',
  why: 'Without access logs nobody can say who called what, before or after an incident. A line for each request, with address, path and status, is what a complaint or an investigation is answered from.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
  also: ['CKV_AWS_76', 'AVD-AWS-0001'],
  targets: ['aws_api_gateway_stage', 'aws_apigatewayv2_stage'],
  path: 'access_log_settings.destination_arn',
  message: 'Requests are not logged: add access_log_settings.',

  fails: `resource "aws_api_gateway_stage" "main" {
  stage_name = "live"
}`,
  passes: `resource "aws_api_gateway_stage" "main" {
  stage_name = "live"

  access_log_settings {
    destination_arn = "arn:aws:logs:eu-central-1:123456789012:log-group:api"
    format          = "$context.requestId"
  }
}`,
});
