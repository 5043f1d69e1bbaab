/** Failing examples of targets and versions that a rule's own example is not about, by rule. */
export const examples: Readonly<Record<string, readonly string[]>> = {
  'aws-ebs-gp3': [
    'resource "aws_instance" "a" {\n  root_block_device {\n    volume_type = "gp2"\n  }\n}\n',
    'resource "aws_launch_configuration" "a" {\n  root_block_device {\n    volume_type = "gp2"\n  }\n}\n',
    'resource "aws_launch_template" "a" {\n  block_device_mappings {\n    device_name = "/dev/sda1"\n    ebs {\n      volume_type = "gp2"\n    }\n  }\n}\n',
    'resource "aws_db_instance" "a" {\n  engine       = "postgres"\n  storage_type = "gp2"\n}\n',
  ],
  'aws-ec2-disks-encrypted': ['resource "aws_launch_configuration" "a" {}\n'],
  'aws-ec2-imdsv2': ['resource "aws_launch_template" "a" {}\n', 'resource "aws_launch_configuration" "a" {}\n'],
  'aws-ec2-old-generation': [
    'resource "aws_launch_template" "a" {\n  instance_type = "m4.large"\n}\n',
    'resource "aws_launch_configuration" "a" {\n  instance_type = "m4.large"\n}\n',
  ],
  'aws-ec2-public-address': ['resource "aws_launch_template" "a" {\n  network_interfaces {\n    associate_public_ip_address = true\n  }\n}\n'],
  'aws-glue-security-configuration': [
    'resource "aws_glue_crawler" "a" {\n  name          = "a"\n  database_name = "a"\n  role          = "crawl"\n\n  s3_target {\n    path = "s3://data"\n  }\n}\n',
    'resource "aws_glue_dev_endpoint" "a" {\n  name     = "a"\n  role_arn = "arn:aws:iam::123456789012:role/glue"\n}\n',
  ].map(
    (text) =>
      `${text}resource "aws_glue_security_configuration" "a" {\n  name = "jobs"\n\n  encryption_configuration {\n    cloudwatch_encryption {}\n    job_bookmarks_encryption {}\n    s3_encryption {}\n  }\n}\n`,
  ),
  'aws-launch-template-hop-limit': ['resource "aws_launch_configuration" "a" {\n  metadata_options {\n    http_put_response_hop_limit = 2\n  }\n}\n'],
  ...Object.fromEntries(
    Object.entries({
      'aws-opensearch-encrypted': '',
      'aws-opensearch-https': '',
      'aws-opensearch-node-encryption': '\n  cluster_config {\n    instance_count = 3\n  }\n',
      'aws-opensearch-tls': '\n  domain_endpoint_options {\n    enforce_https       = true\n    tls_security_policy = "Policy-Min-TLS-1-0-2019-07"\n  }\n',
    }).map(([id, more]) => [
      id,
      [
        `resource "aws_elasticsearch_domain" "a" {\n  domain_name           = "search"\n  elasticsearch_version = "6.5"\n${more}}\n`,
        `resource "aws_elasticsearch_domain" "a" {\n  domain_name           = "search"\n  elasticsearch_version = "7.10"\n${more}}\n`,
        `resource "aws_opensearch_domain" "a" {\n  domain_name = "search"\n${more}}\n`,
        `resource "aws_opensearch_domain" "a" {\n  domain_name    = "search"\n  engine_version = "OpenSearch_2.11"\n${more}}\n`,
        `resource "aws_opensearch_domain" "a" {\n  domain_name    = "search"\n  engine_version = "Elasticsearch_6.5"\n${more}}\n`,
        `resource "aws_opensearch_domain" "a" {\n  domain_name    = "search"\n  engine_version = "Elasticsearch_7.10"\n${more}}\n`,
      ],
    ]),
  ),
  'aws-rds-minor-upgrades': ['resource "aws_rds_cluster_instance" "a" {\n  auto_minor_version_upgrade = false\n}\n'],
  'aws-rds-performance-insights': ['resource "aws_kms_key" "k" {}\nresource "aws_rds_cluster_instance" "a" {}\n'],
  'aws-rds-public': ['resource "aws_rds_cluster_instance" "a" {\n  publicly_accessible = true\n}\n'],
  'aws-s3-block-switches': ['resource "aws_s3_account_public_access_block" "a" {}\n'],
  'aws-s3-public-acl': ['resource "aws_s3_bucket_acl" "a" {\n  bucket = "site"\n  acl    = "public-read"\n}\n'],
  'aws-sg-rule-description': [
    'resource "aws_security_group_rule" "a" {\n  type              = "ingress"\n  security_group_id = "sg-1"\n  from_port         = 443\n  to_port           = 443\n  protocol          = "tcp"\n  cidr_blocks       = ["10.0.0.0/16"]\n}\n',
    'resource "aws_vpc_security_group_ingress_rule" "a" {\n  security_group_id = "sg-1"\n  from_port         = 443\n  to_port           = 443\n  ip_protocol       = "tcp"\n  cidr_ipv4         = "10.0.0.0/16"\n}\n',
  ],
};
