variable "public" {
  type        = bool
  description = "Whether it is public"
}

variable "key" {
  type        = string
  default     = null
  description = "Key"
}

resource "aws_lb" "maybe" {
  name     = "maybe"
  internal = var.public
}

resource "aws_kinesis_stream" "maybe" {
  name        = "maybe"
  shard_count = 1
  kms_key_id  = var.key
}

resource "aws_neptune_cluster" "maybe" {
  cluster_identifier  = "maybe"
  deletion_protection = var.public
}

resource "aws_redshift_cluster" "none" {
  count              = var.key == null ? 0 : 1
  cluster_identifier = "none"
}

resource "aws_elasticache_replication_group" "each" {
  for_each             = toset(["a", "b"])
  replication_group_id = each.key
  description          = each.key
  kms_key_id           = each.key == "a" ? "arn:aws:kms:us-east-1:123456789012:key/1" : null
}

resource "aws_cognito_identity_pool" "maybe" {
  identity_pool_name               = "maybe"
  allow_unauthenticated_identities = !var.public
}
