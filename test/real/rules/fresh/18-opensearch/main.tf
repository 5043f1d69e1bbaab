resource "aws_opensearch_domain" "logs" {
  domain_name    = "logs"
  engine_version = "OpenSearch_2.13"

  cluster_config {
    instance_type          = "r6g.large.search"
    instance_count         = var.nodes
    zone_awareness_enabled = var.nodes > 1
  }

  encrypt_at_rest {
    enabled = true
  }

  node_to_node_encryption {
    enabled = true
  }

  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = var.tls
  }

  ebs_options {
    ebs_enabled = true
    volume_size = 100
  }
}

variable "nodes" {
  type    = number
  default = 3
}

variable "tls" {
  default = "Policy-Min-TLS-1-2-2019-07"
}

resource "aws_elasticsearch_domain" "old" {
  count                 = 0
  domain_name           = "old"
  elasticsearch_version = "7.10"
}
