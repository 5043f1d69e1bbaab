import { switchRule } from '../switch.ts';

export const awsSfnTracing = switchRule({
  id: 'aws-sfn-tracing',
  title: 'State machine is traced',
  severity: 'low',
  category: 'operations',
  why: 'A trace shows which of many services took the time, and where the one request in a thousand went wrong. Without one, somebody matches the logs of all of them by hand while the outage goes on.',
  source: 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html',
  also: ['CKV_AWS_284'],
  targets: ['aws_sfn_state_machine'],
  path: 'tracing_configuration.enabled',
  message: 'Executions are not traced: set tracing_configuration.enabled = true.',

  fails: `resource "aws_sfn_state_machine" "main" {
  name = "orders"
}`,
  passes: `resource "aws_sfn_state_machine" "main" {
  name = "orders"

  tracing_configuration {
    enabled = true
  }
}`,
});
