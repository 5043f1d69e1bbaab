resource "aws_mq_broker" "jms" {
  broker_name                = "jms"
  engine_type                = "ActiveMQ"
  engine_version             = "5.18"
  host_instance_type         = "mq.t3.micro"
  publicly_accessible        = false
  auto_minor_version_upgrade = true
  logs {
    general = true
    audit   = true
  }
  user {
    username = "app"
    password = var.password
  }
}

variable "password" {
  sensitive = true
}

resource "aws_transfer_server" "sftp" {
  endpoint_type = "VPC"
  endpoint_details {
    vpc_id = "vpc-0123456789abcdef0"
  }
  security_policy_name = "TransferSecurityPolicy-2024-01"
}

resource "aws_workspaces_workspace" "desk" {
  directory_id                   = "d-0123456789"
  bundle_id                      = "wsb-0123456789"
  user_name                      = "someone"
  root_volume_encryption_enabled = true
  user_volume_encryption_enabled = true
  volume_encryption_key          = "alias/aws/workspaces"
}

resource "aws_dms_replication_instance" "move" {
  replication_instance_id    = "move"
  replication_instance_class = "dms.t3.micro"
  publicly_accessible        = false
  auto_minor_version_upgrade = true
}
