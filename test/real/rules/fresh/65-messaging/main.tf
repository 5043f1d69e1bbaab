resource "aws_sns_topic" "t" {
  name              = "t"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic" "u" {
  name = "u"
  delivery_policy = <<EOF
{"http": {"defaultHealthyRetryPolicy": {"numRetries": 3}}}
EOF
}

resource "aws_sns_topic_policy" "p" {
  arn = aws_sns_topic.u.arn
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "sns:Publish", Resource = aws_sns_topic.u.arn }] })
}

resource "aws_sqs_queue" "q" {
  name = "q"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }] })
}

resource "aws_sqs_queue" "k" {
  name = "k"
  kms_master_key_id = "alias/aws/sqs"
  redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.q.arn, maxReceiveCount = 4 })
}

resource "aws_sqs_queue" "off" {
  sqs_managed_sse_enabled = false
}

resource "aws_sns_topic_subscription" "s" {
  topic_arn = aws_sns_topic.t.arn
  protocol  = "sqs"
  endpoint  = aws_sqs_queue.q.arn
}

resource "aws_mq_broker" "b" {
  broker_name        = "b"
  engine_type        = "ActiveMQ"
  engine_version     = "5.15.0"
  host_instance_type = "mq.t2.micro"
  publicly_accessible = true
  user {
    username = "u"
    password = "MindTheGap12"
  }
}

resource "aws_ses_configuration_set" "s" {
  name = "s"
}

resource "aws_cloudwatch_event_bus" "b" {
  name = "b"
}
