resource "aws_dax_cluster" "plain" {
  cluster_name       = "plain"
  iam_role_arn       = "arn:aws:iam::123456789012:role/dax"
  node_type          = "dax.r4.large"
  replication_factor = 1
}

resource "aws_dax_subnet_group" "main" {
  name       = "main"
  subnet_ids = ["subnet-11111111"]
}

resource "aws_dynamodb_table_replica" "west" {
  global_table_arn = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
}

resource "aws_codecommit_repository" "repo" {
  repository_name = "repo"
}

resource "aws_cloudwatch_metric_alarm" "cpu" {
  alarm_name          = "cpu"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = 2
  metric_name         = "CPUUtilization"
  namespace           = "AWS/EC2"
  period              = 120
  statistic           = "Average"
  threshold           = 80
}
