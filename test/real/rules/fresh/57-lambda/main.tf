resource "aws_lambda_function" "a" {
  function_name = "a"
  filename      = "a.zip"
  role          = aws_iam_role.l.arn
  handler       = "index.handler"
  runtime       = "nodejs14.x"
  environment {
    variables = {
      API_KEY  = "AKIAIOSFODNN7EXAMPLE"
      DB_HOST  = aws_db_instance.d.address
      password = "secret123"
    }
  }
  reserved_concurrent_executions = 10
  tracing_config {
    mode = "Active"
  }
}

resource "aws_lambda_function" "image" {
  function_name = "image"
  package_type  = "Image"
  image_uri     = "${aws_ecr_repository.r.repository_url}:latest"
  role          = aws_iam_role.l.arn
  kms_key_arn   = aws_kms_key.k.arn
  environment {
    variables = { A = "b" }
  }
  vpc_config {
    subnet_ids         = ["subnet-1"]
    security_group_ids = ["sg-1"]
  }
  dead_letter_config {
    target_arn = aws_sqs_queue.dlq.arn
  }
}

resource "aws_ecr_repository" "r" {
  name                 = "r"
  image_tag_mutability = "MUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_repository_policy" "p" {
  repository = aws_ecr_repository.r.name
  policy = jsonencode({
    Version = "2008-10-17"
    Statement = [{ Sid = "new", Effect = "Allow", Principal = "*", Action = ["ecr:GetDownloadUrlForLayer"] }]
  })
}

resource "aws_kms_key" "k" {
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { AWS = "*" }, Action = "kms:*", Resource = "*" }]
  })
}

resource "aws_sqs_queue" "dlq" {
  name = "dlq"
  sqs_managed_sse_enabled = true
}

resource "aws_sqs_queue_policy" "p" {
  queue_url = aws_sqs_queue.dlq.id
  policy = <<POLICY
{
  "Version": "2012-10-17",
  "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sqs:SendMessage", "Resource": "${aws_sqs_queue.dlq.arn}",
    "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:sns:us-east-1:123456789012:t"}}}]
}
POLICY
}

resource "aws_iam_role" "l" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = "sts:AssumeRole", Effect = "Allow", Principal = { Service = ["lambda.amazonaws.com", "edgelambda.amazonaws.com"] } }] })
}

resource "aws_db_instance" "d" {
  engine            = "mysql"
  instance_class    = "db.t3.micro"
  allocated_storage = 10
  username          = "a"
  manage_master_user_password = true
  multi_az          = true
  storage_encrypted = true
  copy_tags_to_snapshot = true
  deletion_protection = true
  iam_database_authentication_enabled = true
  auto_minor_version_upgrade = false
  backup_retention_period = 7
  enabled_cloudwatch_logs_exports = ["error"]
  performance_insights_enabled = true
  performance_insights_kms_key_id = aws_kms_key.k.arn
}

resource "aws_lambda_permission" "p" {
  statement_id  = "x"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.a.function_name
  principal     = "events.amazonaws.com"
}

resource "aws_lambda_function_url" "u" {
  function_name      = aws_lambda_function.a.function_name
  authorization_type = "NONE"
}

resource "aws_cloudwatch_event_rule" "r" {
  name                = "r"
  schedule_expression = "rate(1 day)"
}
