resource "aws_elasticache_replication_group" "this" {
  for_each                   = var.caches
  replication_group_id       = each.key
  description                = "cache of ${each.key}"
  node_type                  = each.value.node
  num_cache_clusters         = each.value.nodes
  automatic_failover_enabled = each.value.nodes > 1
  at_rest_encryption_enabled = true
  transit_encryption_enabled = lookup(each.value, "tls", true)
  auth_token                 = var.token
}

variable "caches" {
  type = map(any)
  default = {
    web  = { node = "cache.t4g.small", nodes = 2 }
    jobs = { node = "cache.t4g.small", nodes = 1, tls = false }
  }
}

variable "token" {
  sensitive = true
}

resource "aws_elasticache_cluster" "mem" {
  cluster_id      = "mem"
  engine          = "memcached"
  node_type       = "cache.t4g.small"
  num_cache_nodes = 1
}

resource "aws_elasticache_cluster" "redis" {
  cluster_id               = "redis"
  engine                   = "redis"
  node_type                = "cache.t4g.small"
  num_cache_nodes          = 1
  snapshot_retention_limit = 5
}
