resource "aws_opensearch_domain" "a" {
  domain_name    = "a"
  engine_version = "OpenSearch_1.0"
  cluster_config {
    instance_type  = "r4.large.search"
    instance_count = 3
    zone_awareness_enabled = true
  }
  ebs_options {
    ebs_enabled = true
    volume_size = 10
  }
  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-0-2019-07"
  }
  encrypt_at_rest {
    enabled = true
  }
}

resource "aws_elasticsearch_domain" "b" {
  domain_name           = "b"
  elasticsearch_version = "7.10"
  cluster_config {
    instance_type = "r4.large.elasticsearch"
  }
  node_to_node_encryption {
    enabled = true
  }
  log_publishing_options {
    cloudwatch_log_group_arn = aws_cloudwatch_log_group.l.arn
    log_type                 = "INDEX_SLOW_LOGS"
  }
}

resource "aws_cloudwatch_log_group" "l" {
  retention_in_days = 0
  kms_key_id = "arn:aws:kms:us-east-1:123456789012:key/x"
}

resource "aws_opensearch_domain_policy" "p" {
  domain_name = aws_opensearch_domain.a.domain_name
  access_policies = <<POLICIES
{
    "Version": "2012-10-17",
    "Statement": [{"Action": "es:*", "Principal": "*", "Effect": "Allow", "Resource": "${aws_opensearch_domain.a.arn}/*"}]
}
POLICIES
}
