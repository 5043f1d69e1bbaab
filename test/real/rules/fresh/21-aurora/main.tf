resource "aws_rds_cluster" "main" {
  cluster_identifier              = "main"
  engine                          = "aurora-postgresql"
  engine_mode                     = "provisioned"
  database_name                   = "app"
  master_username                 = "app"
  master_password                 = data.aws_secretsmanager_secret_version.db.secret_string
  storage_encrypted               = true
  kms_key_id                      = var.kms
  backup_retention_period         = 7
  copy_tags_to_snapshot           = true
  deletion_protection             = terraform.workspace == "prod"
  enabled_cloudwatch_logs_exports = ["postgresql"]
  serverlessv2_scaling_configuration {
    min_capacity = 0.5
    max_capacity = 4
  }
}

data "aws_secretsmanager_secret_version" "db" {
  secret_id = "db"
}

resource "aws_rds_cluster_instance" "main" {
  count                        = 2
  identifier                   = "main-${count.index}"
  cluster_identifier           = aws_rds_cluster.main.id
  instance_class               = "db.serverless"
  engine                       = aws_rds_cluster.main.engine
  performance_insights_enabled = true
  auto_minor_version_upgrade   = true
  monitoring_interval          = 60
  monitoring_role_arn          = "arn:aws:iam::123456789012:role/rds"
}

variable "kms" {}
