resource "aws_redshiftserverless_namespace" "main" {
  namespace_name = "main"
}

resource "aws_redshiftserverless_workgroup" "main" {
  namespace_name = aws_redshiftserverless_namespace.main.namespace_name
  workgroup_name = "main"
}

resource "aws_redshift_subnet_group" "main" {
  name       = "main"
  subnet_ids = ["subnet-11111111", "subnet-22222222"]
}

resource "aws_redshift_cluster" "loose" {
  cluster_identifier = "loose"
  database_name      = "mydb"
  master_username    = "exampleuser"
  master_password    = "Mustbe8characters"
  node_type          = "dc2.large"
  cluster_type       = "single-node"
}

resource "aws_redshift_cluster" "kept" {
  cluster_identifier                  = "kept"
  database_name                       = "mydb"
  master_username                     = "exampleuser"
  manage_master_password              = true
  node_type                           = "ra3.large"
  cluster_subnet_group_name           = aws_redshift_subnet_group.main.id
  encrypted                           = true
  publicly_accessible                 = false
  enhanced_vpc_routing                = true
  automated_snapshot_retention_period = 0
  allow_version_upgrade               = false
  skip_final_snapshot                 = true
}

resource "aws_redshift_snapshot_schedule" "main" {
  identifier  = "main"
  definitions = ["rate(12 hours)"]
}
