resource "aws_elasticache_cluster" "memcached" {
  cluster_id           = "m"
  engine               = "memcached"
  node_type            = "cache.m4.large"
  num_cache_nodes      = 2
}

resource "aws_elasticache_cluster" "redis" {
  cluster_id           = "r"
  engine               = "redis"
  node_type            = "cache.t3.micro"
  num_cache_nodes      = 1
  subnet_group_name    = aws_elasticache_subnet_group.g.name
}

resource "aws_elasticache_subnet_group" "g" {
  name = "g"
  subnet_ids = ["subnet-1"]
}

resource "aws_elasticache_replication_group" "rg" {
  replication_group_id = "rg"
  description = "x"
  node_type = "cache.t3.micro"
  num_cache_clusters = 2
  at_rest_encryption_enabled = true
  automatic_failover_enabled = true
}

resource "aws_elasticache_replication_group" "tls" {
  replication_group_id = "tls"
  description = "x"
  transit_encryption_enabled = true
  auth_token = "0123456789abcdef"
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
}

resource "aws_elasticache_user" "u" {
  user_id = "u"
  user_name = "default"
  access_string = "on ~* +@all"
  engine = "REDIS"
  passwords = ["password123456789"]
}

resource "aws_memorydb_cluster" "m" {
  acl_name = "open-access"
  name = "m"
  node_type = "db.t4g.small"
}
