locals {
  engines = {
    oracle = { engine = "oracle-se2", version = "19", class = "db.m5.large" }
    mssql  = { engine = "sqlserver-ex", version = "15.00", class = "db.t3.small" }
  }
}

resource "aws_db_instance" "this" {
  for_each                            = local.engines
  identifier                          = each.key
  engine                              = each.value.engine
  engine_version                      = each.value.version
  instance_class                      = each.value.class
  allocated_storage                   = 100
  username                            = "admin"
  manage_master_user_password         = true
  storage_encrypted                   = true
  skip_final_snapshot                 = true
  performance_insights_enabled        = each.key == "oracle"
  enabled_cloudwatch_logs_exports     = each.key == "oracle" ? ["alert", "audit"] : ["error"]
  publicly_accessible                 = false
  auto_minor_version_upgrade          = true
  copy_tags_to_snapshot               = true
}

resource "aws_db_instance" "aurora_like" {
  engine                  = "mariadb"
  instance_class          = "db.t2.micro"
  allocated_storage       = 20
  username                = "root"
  password                = "hunter2hunter2"
  backup_retention_period = 0
  monitoring_interval     = 60
  multi_az                = true
  deletion_protection     = true
}

resource "aws_rds_cluster" "serverless" {
  engine                 = "aurora-postgresql"
  engine_mode            = "serverless"
  master_username        = "root"
  master_password        = random_password.db.result
  skip_final_snapshot    = true
  enable_http_endpoint   = true
  scaling_configuration {
    auto_pause = true
  }
}

resource "random_password" "db" {
  length = 24
}

resource "aws_db_cluster_snapshot" "once" {
  db_cluster_identifier          = aws_rds_cluster.serverless.id
  db_cluster_snapshot_identifier = "once"
}

resource "aws_db_security_group" "old" {
  name = "old"
  ingress {
    cidr = "10.0.0.0/24"
  }
}
