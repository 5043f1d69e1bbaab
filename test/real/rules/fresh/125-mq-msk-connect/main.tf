resource "aws_mq_configuration" "main" {
  name           = "main"
  engine_type    = "ActiveMQ"
  engine_version = "5.15.16"
  data           = "<broker/>"
}

resource "aws_mq_broker" "main" {
  broker_name         = "main"
  engine_type         = "ActiveMQ"
  engine_version      = "5.15.16"
  host_instance_type  = "mq.t3.micro"
  publicly_accessible = true
  user {
    username = "app"
    password = "MindTheGap12345"
  }
  logs {
    general = true
    audit   = true
  }
}

resource "aws_mq_broker" "rabbit" {
  broker_name                = "rabbit"
  engine_type                = "RabbitMQ"
  engine_version             = "3.11.20"
  host_instance_type         = "mq.t3.micro"
  auto_minor_version_upgrade = true
  encryption_options {
    use_aws_owned_key = false
    kms_key_id        = "arn:aws:kms:us-east-1:123456789012:key/x"
  }
  logs {
    general = true
  }
  user {
    username = "app"
    password = "MindTheGap12345"
  }
}

resource "aws_msk_cluster" "events" {
  cluster_name           = "events"
  kafka_version          = "3.5.1"
  number_of_broker_nodes = 3
  broker_node_group_info {
    instance_type   = "kafka.t3.small"
    client_subnets  = ["subnet-1", "subnet-2", "subnet-3"]
    security_groups = ["sg-1"]
    connectivity_info {
      public_access {
        type = "SERVICE_PROVIDED_EIPS"
      }
    }
  }
  encryption_info {
    encryption_in_transit {
      client_broker = "TLS_PLAINTEXT"
      in_cluster    = true
    }
  }
  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled = false
      }
      s3 {
        enabled = true
        bucket  = "logs-example"
      }
    }
  }
}
