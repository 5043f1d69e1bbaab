resource "aws_kendra_index" "i" {
  name     = "docs"
  edition  = "DEVELOPER_EDITION"
  role_arn = aws_iam_role.k.arn
}

resource "aws_iam_role" "k" {
  name = "kendra"
  assume_role_policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::123456789012:root"},
    "Action": "sts:AssumeRole"
  }]
}
EOF
  inline_policy {
    name = "x"
    policy = jsonencode({
      Version = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = ["*"], Resource = "*" }]
    })
  }
}

resource "aws_kendra_data_source" "s3" {
  index_id = aws_kendra_index.i.id
  name     = "s3"
  type     = "S3"
  role_arn = aws_iam_role.k.arn
  configuration {
    s3_configuration {
      bucket_name = aws_s3_bucket.docs.id
    }
  }
}

resource "aws_s3_bucket" "docs" {
  bucket_prefix = "docs-"
}

resource "aws_connect_instance" "c" {
  identity_management_type = "CONNECT_MANAGED"
  inbound_calls_enabled    = true
  outbound_calls_enabled   = true
  instance_alias           = "friendly"
}

resource "aws_connect_instance_storage_config" "c" {
  instance_id   = aws_connect_instance.c.id
  resource_type = "CALL_RECORDINGS"
  storage_config {
    storage_type = "S3"
    s3_config {
      bucket_name   = aws_s3_bucket.docs.id
      bucket_prefix = "x"
    }
  }
}

resource "aws_chime_voice_connector" "v" {
  name               = "v"
  require_encryption = false
}

resource "aws_lexv2models_bot" "b" {
  name = "b"
  role_arn = aws_iam_role.k.arn
  idle_session_ttl_in_seconds = 60
  data_privacy {
    child_directed = false
  }
}
