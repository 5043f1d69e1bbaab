import { switchRule } from '../switch.ts';

export const awsApigatewayDataTrace = switchRule({
  id: 'aws-apigateway-data-trace',
  title: 'API Gateway does not log what is sent',
  severity: 'medium',
  category: 'security',
  why: 'Whole requests and answers, with tokens and personal data in them, end up in the log. Whoever may read the log group then reads them too; on a test stage with made-up data that does no harm.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
  also: ['CKV_AWS_276'],
  targets: ['aws_api_gateway_method_settings'],
  path: 'settings.data_trace_enabled',
  value: false,
  standard: false,
  message: 'Whole requests are logged: set data_trace_enabled = false.',

  fails: `resource "aws_api_gateway_method_settings" "main" {
  settings {
    data_trace_enabled = true
  }
}`,
  passes: `resource "aws_api_gateway_method_settings" "main" {
  settings {
    data_trace_enabled = false
  }
}`,
});
