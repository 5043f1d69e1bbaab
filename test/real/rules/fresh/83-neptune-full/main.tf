resource "aws_neptune_cluster_parameter_group" "graph" {
  family = "neptune1.3"
  name   = "graph"

  parameter {
    name  = "neptune_enable_audit_log"
    value = 1
  }
}

resource "aws_neptune_cluster" "graph" {
  cluster_identifier                   = "graph"
  engine                               = "neptune"
  backup_retention_period              = 5
  preferred_backup_window              = "07:00-09:00"
  skip_final_snapshot                  = true
  iam_database_authentication_enabled  = true
  apply_immediately                    = true
  neptune_cluster_parameter_group_name = aws_neptune_cluster_parameter_group.graph.id
}

resource "aws_neptune_cluster_instance" "graph" {
  count              = 2
  cluster_identifier = aws_neptune_cluster.graph.id
  engine             = "neptune"
  instance_class     = "db.r5.large"
  apply_immediately  = true
}

resource "aws_neptune_global_cluster" "graph" {
  global_cluster_identifier = "graph"
  engine                    = "neptune"
  engine_version            = "1.2.0.0"
}

resource "aws_neptune_event_subscription" "graph" {
  name          = "graph"
  sns_topic_arn = "arn:aws:sns:us-east-1:123456789012:graph"
  source_type   = "db-cluster"
  source_ids    = [aws_neptune_cluster.graph.id]
}
