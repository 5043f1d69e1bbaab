resource "aws_docdb_cluster" "docs" {
  cluster_identifier              = "docs"
  master_username                 = "docs"
  master_password                 = var.password
  storage_encrypted               = var.encrypt
  enabled_cloudwatch_logs_exports = ["audit", "profiler"]
  backup_retention_period         = 7
}

variable "password" {
  sensitive = true
}

variable "encrypt" {
  type    = bool
  default = true
}

resource "aws_neptune_cluster" "graph" {
  cluster_identifier                  = "graph"
  storage_encrypted                   = var.encrypt
  iam_database_authentication_enabled = true
  backup_retention_period             = 7
  enable_cloudwatch_logs_exports      = ["audit"]
}

resource "aws_db_parameter_group" "pg" {
  family = "postgres16"
  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }
}
