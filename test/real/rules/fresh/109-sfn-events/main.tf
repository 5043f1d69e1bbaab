resource "aws_sfn_state_machine" "orders" {
  name     = "orders"
  role_arn = "arn:aws:iam::123456789012:role/sfn"
  definition = jsonencode({
    StartAt = "Done"
    States  = { Done = { Type = "Succeed" } }
  })
}

resource "aws_sfn_state_machine" "watched" {
  name       = "watched"
  role_arn   = "arn:aws:iam::123456789012:role/sfn"
  definition = "{}"

  tracing_configuration {
    enabled = true
  }

  logging_configuration {
    log_destination        = "arn:aws:logs:us-east-1:123456789012:log-group:sfn:*"
    include_execution_data = true
    level                  = "ERROR"
  }
}

resource "aws_cloudwatch_event_rule" "every_five" {
  name                = "every-five"
  schedule_expression = "rate(5 minutes)"
}

resource "aws_lambda_permission" "events" {
  action        = "lambda:InvokeFunction"
  function_name = "orders"
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.every_five.arn
}

resource "aws_lambda_permission" "account" {
  action        = "lambda:InvokeFunction"
  function_name = "orders"
  principal     = "123456789012"
}

resource "aws_ssm_parameter" "plain" {
  name  = "/app/plain"
  type  = "String"
  value = "x"
}

resource "aws_ssm_parameter" "secret" {
  name  = "/app/secret"
  type  = "SecureString"
  value = var.secret
}

variable "secret" {
  type        = string
  sensitive   = true
  description = "Secret"
}
