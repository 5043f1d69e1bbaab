resource "aws_sfn_state_machine" "express" {
  name     = "express"
  role_arn = "arn:aws:iam::123456789012:role/sfn"
  type     = "EXPRESS"
  definition = jsonencode({
    StartAt = "A"
    States  = { A = { Type = "Pass", End = true } }
  })
  logging_configuration {
    log_destination        = "arn:aws:logs:us-east-1:123456789012:log-group:sfn:*"
    include_execution_data = true
    level                  = "ERROR"
  }
}

resource "aws_kinesis_stream" "clicks" {
  name             = "clicks"
  shard_count      = 1
  encryption_type  = "KMS"
  kms_key_id       = "alias/aws/kinesis"
  retention_period = 48
}

resource "aws_kinesis_firehose_delivery_stream" "lake" {
  name        = "lake"
  destination = "extended_s3"
  kinesis_source_configuration {
    kinesis_stream_arn = aws_kinesis_stream.clicks.arn
    role_arn           = "arn:aws:iam::123456789012:role/fh"
  }
  extended_s3_configuration {
    role_arn   = "arn:aws:iam::123456789012:role/fh"
    bucket_arn = "arn:aws:s3:::lake-example"
  }
}

resource "aws_kinesis_firehose_delivery_stream" "direct" {
  name        = "direct"
  destination = "extended_s3"
  server_side_encryption {
    enabled  = true
    key_type = "AWS_OWNED_CMK"
  }
  extended_s3_configuration {
    role_arn   = "arn:aws:iam::123456789012:role/fh"
    bucket_arn = "arn:aws:s3:::lake-example"
  }
}

resource "aws_kinesis_video_stream" "cam" {
  name = "cam"
}

resource "aws_dms_replication_instance" "move" {
  replication_instance_id      = "move"
  replication_instance_class   = "dms.t3.micro"
  publicly_accessible          = true
  auto_minor_version_upgrade   = false
}

resource "aws_dms_endpoint" "src" {
  endpoint_id   = "src"
  endpoint_type = "source"
  engine_name   = "mysql"
  password      = "notarealone"
  username      = "dms"
  server_name   = "db.example.com"
  port          = 3306
}

resource "aws_dms_s3_endpoint" "dst" {
  endpoint_id             = "dst"
  endpoint_type           = "target"
  bucket_name             = "lake-example"
  service_access_role_arn = "arn:aws:iam::123456789012:role/dms"
}
