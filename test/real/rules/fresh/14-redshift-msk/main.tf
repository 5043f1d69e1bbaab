resource "aws_redshift_cluster" "dw" {
  cluster_identifier  = "dw"
  node_type           = "ra3.large"
  master_username     = "admin"
  master_password     = random_password.dw.result
  encrypted           = true
  publicly_accessible = false
  kms_key_id          = data.aws_kms_alias.dw.target_key_arn
}

data "aws_kms_alias" "dw" {
  name = "alias/dw"
}

resource "random_password" "dw" {
  length = 32
}

resource "aws_msk_cluster" "events" {
  cluster_name           = "events"
  kafka_version          = "3.6.0"
  number_of_broker_nodes = 3
  broker_node_group_info {
    instance_type   = "kafka.m5.large"
    client_subnets  = ["subnet-0123456789abcdef0"]
    security_groups = []
  }
  encryption_info {
    encryption_in_transit {
      client_broker = "TLS"
    }
  }
}

resource "aws_kinesis_stream" "clicks" {
  name            = "clicks"
  shard_count     = 1
  encryption_type = "KMS"
  kms_key_id      = "alias/aws/kinesis"
}
