resource "aws_ssm_parameter" "plain" {
  name  = "/app/url"
  type  = "String"
  value = "https://example.com"
}

resource "aws_ssm_parameter" "secret" {
  name   = "/app/secret"
  type   = "SecureString"
  value  = "x"
  key_id = aws_kms_key.app.key_id
}

resource "aws_ssm_document" "run" {
  name            = "run"
  document_type   = "Command"
  document_format = "YAML"
  content         = "schemaVersion: '2.2'"
  permissions = {
    type        = "Share"
    account_ids = "All"
  }
}

resource "aws_ssm_document" "session" {
  name          = "SSM-SessionManagerRunShell"
  document_type = "Session"
  content = jsonencode({
    schemaVersion = "1.0"
    sessionType   = "Standard_Stream"
    inputs = {
      s3BucketName        = ""
      s3EncryptionEnabled = false
      kmsKeyId            = ""
    }
  })
}

resource "aws_kms_key" "app" {
  is_enabled          = false
  enable_key_rotation = false
}

resource "aws_secretsmanager_secret" "api" {
  name                    = "api"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_rotation" "api" {
  secret_id           = aws_secretsmanager_secret.api.id
  rotation_lambda_arn = "arn:aws:lambda:us-east-1:123456789012:function:rotate"
  rotation_rules {
    automatically_after_days = 120
  }
}

resource "aws_secretsmanager_secret" "db" {
  name       = "db"
  kms_key_id = aws_kms_key.app.arn
}

resource "aws_secretsmanager_secret_rotation" "db" {
  secret_id           = aws_secretsmanager_secret.db.id
  rotation_lambda_arn = "arn:aws:lambda:us-east-1:123456789012:function:rotate"
  rotation_rules {
    automatically_after_days = 30
  }
}
