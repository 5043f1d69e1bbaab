resource "aws_opensearch_domain" "loose" {
  domain_name    = "loose"
  engine_version = "OpenSearch_2.11"

  cluster_config {
    instance_type = "r4.large.search"
  }

  ebs_options {
    ebs_enabled = true
    volume_size = 10
  }
}

resource "aws_opensearch_domain" "vpc" {
  domain_name    = "vpc"
  engine_version = "OpenSearch_2.11"

  cluster_config {
    instance_type            = "m5.large.search"
    instance_count           = 3
    dedicated_master_enabled = true
    dedicated_master_count   = 3
    zone_awareness_enabled   = true
  }

  vpc_options {
    subnet_ids = ["subnet-11111111"]
  }

  encrypt_at_rest {
    enabled = true
  }

  node_to_node_encryption {
    enabled = true
  }

  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-2019-07"
  }

  advanced_security_options {
    enabled                        = true
    internal_user_database_enabled = true

    master_user_options {
      master_user_name     = "example"
      master_user_password = "Barbarbarbar1!"
    }
  }

  log_publishing_options {
    cloudwatch_log_group_arn = "arn:aws:logs:us-east-1:123456789012:log-group:search"
    log_type                 = "INDEX_SLOW_LOGS"
  }
}

resource "aws_elasticsearch_domain" "two" {
  domain_name           = "two"
  elasticsearch_version = "7.10"

  cluster_config {
    dedicated_master_enabled = true
    dedicated_master_count   = 2
  }

  log_publishing_options {
    cloudwatch_log_group_arn = "arn:aws:logs:us-east-1:123456789012:log-group:search"
    log_type                 = "AUDIT_LOGS"
    enabled                  = true
  }
}
