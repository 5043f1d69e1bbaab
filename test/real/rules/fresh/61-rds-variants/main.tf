resource "aws_db_instance" "oracle" {
  engine                 = "oracle-ee"
  instance_class         = "db.m5.large"
  allocated_storage      = 100
  license_model          = "bring-your-own-license"
  username               = "admin"
  password               = var.password
  db_subnet_group_name   = aws_db_subnet_group.g.name
  vpc_security_group_ids = [aws_security_group.db.id]
  backup_retention_period = 36
  monitoring_interval = 5
  multi_az = "false"
}

variable "password" {
  sensitive = true
}

resource "aws_security_group" "db" {
  name = "db"
  description = "db"
}

resource "aws_db_subnet_group" "g" {
  subnet_ids = ["subnet-1"]
}

resource "aws_db_instance" "replica" {
  replicate_source_db = aws_db_instance.oracle.identifier
  instance_class      = "db.m5.large"
  skip_final_snapshot = true
}

resource "aws_db_instance" "restored" {
  snapshot_identifier = "snap-1"
  instance_class      = "db.t3.small"
}

resource "aws_rds_cluster" "serverless" {
  cluster_identifier = "s"
  engine             = "aurora-postgresql"
  engine_mode        = "provisioned"
  database_name      = "test"
  master_username    = "test"
  manage_master_user_password = true
  storage_encrypted  = true
  serverlessv2_scaling_configuration {
    max_capacity = 1.0
    min_capacity = 0.5
  }
}

resource "aws_rds_cluster_instance" "i" {
  cluster_identifier = aws_rds_cluster.serverless.id
  instance_class     = "db.serverless"
  engine             = aws_rds_cluster.serverless.engine
  performance_insights_enabled = true
}

resource "aws_rds_cluster" "mysql" {
  engine = "aurora-mysql"
  master_username = "a"
  master_password = "mustbeeightcharacters"
  backtrack_window = 3600
  backup_retention_period = 5
  enabled_cloudwatch_logs_exports = ["audit", "error"]
  iam_database_authentication_enabled = true
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
  copy_tags_to_snapshot = true
  deletion_protection = false
}

resource "aws_rds_global_cluster" "g" {
  global_cluster_identifier = "g"
  engine = "aurora"
}

resource "aws_db_proxy" "p" {
  name = "p"
  engine_family = "MYSQL"
  role_arn = "arn:aws:iam::123456789012:role/x"
  vpc_subnet_ids = ["subnet-1"]
  require_tls = false
  auth {
    auth_scheme = "SECRETS"
    secret_arn = aws_secretsmanager_secret.s.arn
  }
}

resource "aws_secretsmanager_secret" "s" {
  name = "s"
  kms_key_id = "alias/aws/secretsmanager"
}

resource "aws_secretsmanager_secret_version" "s" {
  secret_id = aws_secretsmanager_secret.s.id
  secret_string = jsonencode({ username = "a", password = "b" })
}

resource "aws_db_snapshot" "s" {
  db_instance_identifier = aws_db_instance.oracle.identifier
  db_snapshot_identifier = "x"
}

resource "aws_db_option_group" "o" {
  engine_name = "mysql"
  major_engine_version = "8.0"
}
