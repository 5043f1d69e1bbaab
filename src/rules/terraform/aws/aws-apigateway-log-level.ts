import { asBoolean, isUnknown, type Value } from '../../hcl/value.ts';
import { terraformRule } from '../../rule.ts';

const writes = (level: Value | undefined): boolean => isUnknown(level) || level === 'ERROR' || level === 'INFO';

export const awsApigatewayLogLevel = terraformRule({
  id: 'aws-apigateway-log-level',
  title: 'API Gateway logs errors and counts requests',
  severity: 'low',
  category: 'operations',
  why: 'Why a request failed stands in the execution log, and how each method fares in the detailed metrics; out of the box a stage has neither. A 500 from a wrong mapping or a missing permission leaves no other trace of its cause.',
  source: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html',
  also: ['CKV2_AWS_4'],
  targets: ['aws_api_gateway_stage'],

  check(stage, folder) {
    const name = stage.get('stage_name');
    const ofStage = [
      ...folder.attached('aws_api_gateway_method_settings', 'stage_name', stage),
      ...folder.all('aws_api_gateway_method_settings').filter((settings) => typeof name === 'string' && settings.get('stage_name') === name),
    ];
    const watched = ofStage.some(
      (settings) =>
        writes(settings.get('settings.logging_level')) &&
        asBoolean(settings.get('settings.metrics_enabled')) !== false &&
        settings.get('settings.metrics_enabled') !== undefined,
    );
    return watched
      ? undefined
      : { message: 'Errors are neither logged nor counted: add aws_api_gateway_method_settings with logging_level and metrics_enabled.' };
  },

  fails: `
resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3"
  deployment_id = "d1"
  stage_name    = "live"
}`,
  passes: `
resource "aws_api_gateway_stage" "live" {
  rest_api_id   = "a1b2c3"
  deployment_id = "d1"
  stage_name    = "live"
}

resource "aws_api_gateway_method_settings" "live" {
  rest_api_id = "a1b2c3"
  stage_name  = aws_api_gateway_stage.live.stage_name
  method_path = "*/*"

  settings {
    logging_level   = "ERROR"
    metrics_enabled = true
  }
}`,
});
