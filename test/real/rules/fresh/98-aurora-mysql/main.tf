resource "aws_rds_cluster" "mysql" {
  cluster_identifier      = "mysql"
  engine                  = "aurora-mysql"
  engine_version          = "5.7.mysql_aurora.2.11.2"
  availability_zones      = ["us-west-2a", "us-west-2b"]
  database_name           = "mydb"
  master_username         = "foo"
  master_password         = "must_be_eight_characters"
  backup_retention_period = 5
  backtrack_window        = 0
}

resource "aws_rds_cluster" "logs" {
  cluster_identifier              = "logs"
  engine                          = "aurora-mysql"
  backtrack_window                = 3600
  enabled_cloudwatch_logs_exports = ["error", "slowquery"]
}

resource "aws_rds_cluster" "multi" {
  cluster_identifier        = "multi"
  engine                    = "mysql"
  db_cluster_instance_class = "db.r6gd.xlarge"
  storage_type              = "io1"
  allocated_storage         = 100
  iops                      = 1000
  master_username           = "test"
  master_password           = "mustbeeightcharaters"
}

resource "aws_rds_cluster_instance" "mysql" {
  count              = 2
  identifier         = "mysql-${count.index}"
  cluster_identifier = aws_rds_cluster.mysql.id
  instance_class     = "db.r4.large"
  engine             = aws_rds_cluster.mysql.engine
}

resource "aws_rds_global_cluster" "g" {
  global_cluster_identifier = "g"
  engine                    = "aurora"
  database_name             = "example_db"
}
