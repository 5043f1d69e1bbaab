variable "password" {
  type      = string
  sensitive = true
}

resource "aws_docdb_cluster" "main" {
  cluster_identifier              = "docs"
  master_username                 = "root"
  master_password                 = var.password
  storage_encrypted               = true
  kms_key_id                      = aws_kms_key.docs.arn
  backup_retention_period         = 7
  enabled_cloudwatch_logs_exports = ["audit"]
  db_cluster_parameter_group_name = aws_docdb_cluster_parameter_group.main.name
}

resource "aws_docdb_cluster_parameter_group" "main" {
  family = "docdb5.0"
  parameter {
    name  = "tls"
    value = "disabled"
  }
  parameter {
    name  = "audit_logs"
    value = "enabled"
  }
}

resource "aws_docdb_cluster_instance" "main" {
  count              = 2
  identifier         = "docs-${count.index}"
  cluster_identifier = aws_docdb_cluster.main.id
  instance_class     = "db.r5.large"
}

resource "aws_docdb_global_cluster" "world" {
  global_cluster_identifier = "world"
}

resource "aws_kms_key" "docs" {}
