variable "targets" {
  type    = map(string)
  default = { hourly = "rate(1 hour)", daily = "cron(0 3 * * ? *)" }
}

resource "aws_cloudwatch_event_rule" "each" {
  for_each            = var.targets
  name                = each.key
  schedule_expression = each.value
}

resource "aws_cloudwatch_event_target" "each" {
  for_each = var.targets
  rule     = aws_cloudwatch_event_rule.each[each.key].name
  arn      = aws_lambda_function.job.arn
}

resource "aws_lambda_function" "job" {
  function_name                  = "job"
  role                           = aws_iam_role.job.arn
  handler                        = "index.handler"
  runtime                        = "nodejs20.x"
  filename                       = "job.zip"
  reserved_concurrent_executions = 5
  environment {
    variables = {
      STAGE     = "dev"
      QUEUE_URL = aws_sqs_queue.dead.id
    }
  }
  dead_letter_config {
    target_arn = aws_sqs_queue.dead.arn
  }
}

resource "aws_lambda_permission" "each" {
  for_each      = var.targets
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.job.function_name
  principal     = "events.amazonaws.com"
  source_arn    = aws_cloudwatch_event_rule.each[each.key].arn
}

resource "aws_lambda_permission" "bucket" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.job.arn
  principal     = "s3.amazonaws.com"
}

resource "aws_sqs_queue" "dead" {
  name                      = "dead"
  message_retention_seconds = 1209600
  sqs_managed_sse_enabled   = true
}

resource "aws_sqs_queue" "work" {
  name = "work"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 4 })
}

resource "aws_iam_role" "job" {
  assume_role_policy = <<-EOF
    {
      "Version": "2012-10-17",
      "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}]
    }
  EOF
}
