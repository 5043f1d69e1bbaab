resource "aws_timestreamwrite_database" "metrics" {
  database_name = "metrics"
}

resource "aws_memorydb_cluster" "cache" {
  acl_name                 = "open-access"
  name                     = "cache"
  node_type                = "db.t4g.small"
  tls_enabled              = false
  snapshot_retention_limit = 0
}

resource "aws_memorydb_snapshot" "once" {
  cluster_name = aws_memorydb_cluster.cache.name
  name         = "once"
}

resource "aws_keyspaces_table" "events" {
  keyspace_name = "ks"
  table_name    = "events"
  schema_definition {
    column {
      name = "id"
      type = "ascii"
    }
    partition_key {
      name = "id"
    }
  }
  encryption_specification {
    type = "AWS_OWNED_KMS_KEY"
  }
}

resource "aws_qldb_ledger" "audit" {
  name                = "audit"
  permissions_mode    = "ALLOW_ALL"
  deletion_protection = false
}

resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id       = "sessions"
  description                = "sessions"
  node_type                  = "cache.t3.micro"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  transit_encryption_enabled = true
  auth_token                 = "averylongtokenthatisnotreal"
}

resource "aws_elasticache_cluster" "plain" {
  cluster_id           = "plain"
  engine               = "redis"
  node_type            = "cache.t2.micro"
  num_cache_nodes      = 1
  parameter_group_name = "default.redis7"
}
