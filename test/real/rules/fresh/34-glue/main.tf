resource "aws_glue_job" "etl" {
  name         = "etl"
  role_arn     = "arn:aws:iam::123456789012:role/glue"
  glue_version = "4.0"
  command {
    script_location = "s3://acme-glue/etl.py"
  }
  security_configuration = aws_glue_security_configuration.this.name
}

resource "aws_glue_security_configuration" "this" {
  name = "this"
  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "SSE-KMS"
      kms_key_arn                = "arn:aws:kms:eu-central-1:123456789012:key/x"
    }
    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "CSE-KMS"
      kms_key_arn                   = "arn:aws:kms:eu-central-1:123456789012:key/x"
    }
    s3_encryption {
      s3_encryption_mode = "SSE-S3"
    }
  }
}

resource "aws_sfn_state_machine" "flow" {
  name       = "flow"
  role_arn   = "arn:aws:iam::123456789012:role/sfn"
  definition = jsonencode({ StartAt = "End", States = { End = { Type = "Succeed" } } })
  logging_configuration {
    level                  = "ALL"
    include_execution_data = true
    log_destination        = "arn:aws:logs:eu-central-1:123456789012:log-group:flow:*"
  }
}

resource "aws_backup_vault" "this" {
  name        = "this"
  kms_key_arn = "arn:aws:kms:eu-central-1:123456789012:key/x"
}
