resource "aws_sns_topic" "alerts" {
  for_each          = toset(["page", "mail"])
  name              = "alerts-${each.value}"
  kms_master_key_id = each.value == "page" ? aws_kms_key.alerts.arn : null
}

resource "aws_kms_key" "alerts" {
  description         = "alerts"
  enable_key_rotation = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_secretsmanager_secret" "db" {
  name       = "db"
  kms_key_id = aws_kms_key.alerts.id
}

resource "aws_secretsmanager_secret_rotation" "db" {
  secret_id           = aws_secretsmanager_secret.db.id
  rotation_lambda_arn = "arn:aws:lambda:eu-central-1:123456789012:function:rotate"
  rotation_rules {
    automatically_after_days = 30
  }
}

resource "aws_ssm_parameter" "plain" {
  name  = "/app/level"
  type  = "String"
  value = "info"
}

resource "aws_ssm_parameter" "secret" {
  name  = "/app/token"
  type  = "SecureString"
  value = var.token
}

variable "token" {
  sensitive = true
}
