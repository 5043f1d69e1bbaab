resource "aws_elasticache_cluster" "memcached" {
  cluster_id           = "memcached"
  engine               = "memcached"
  node_type            = "cache.m4.large"
  num_cache_nodes      = 2
  parameter_group_name = "default.memcached1.4"
  port                 = 11211
}

resource "aws_elasticache_cluster" "redis" {
  cluster_id                 = "redis"
  engine                     = "redis"
  node_type                  = "cache.t3.micro"
  num_cache_nodes            = 1
  auto_minor_version_upgrade = "false"
  snapshot_retention_limit   = 5
}

resource "aws_elasticache_replication_group" "plain" {
  replication_group_id = "plain"
  description          = "plain"
  node_type            = "cache.t3.micro"
  num_cache_clusters   = 2
}

resource "aws_elasticache_replication_group" "users" {
  replication_group_id       = "users"
  description                = "users"
  node_type                  = "cache.t3.micro"
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  auth_token                 = "not-a-real-token-0123456789"
}

resource "aws_elasticache_cluster" "replica" {
  cluster_id           = "replica"
  replication_group_id = aws_elasticache_replication_group.plain.id
}

resource "aws_elasticache_user" "reader" {
  user_id       = "reader"
  user_name     = "default"
  access_string = "on ~app::* -@all +@read"
  engine        = "REDIS"
  passwords     = ["password123456789"]
}
