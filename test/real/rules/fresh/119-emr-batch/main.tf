resource "aws_emr_cluster" "spark" {
  name          = "spark"
  release_label = "emr-6.10.0"
  applications  = ["Spark"]
  service_role  = "arn:aws:iam::123456789012:role/emr"
  ec2_attributes {
    subnet_id                         = "subnet-11111111"
    emr_managed_master_security_group = aws_security_group.emr.id
    emr_managed_slave_security_group  = aws_security_group.emr.id
    instance_profile                  = "arn:aws:iam::123456789012:instance-profile/emr"
  }
  master_instance_group {
    instance_type = "m5.xlarge"
  }
  core_instance_group {
    instance_type  = "m4.large"
    instance_count = 2
    ebs_config {
      size = 40
      type = "gp2"
    }
  }
}

resource "aws_emr_security_configuration" "plain" {
  name          = "plain"
  configuration = jsonencode({ EncryptionConfiguration = { EnableInTransitEncryption = false, EnableAtRestEncryption = false } })
}

resource "aws_security_group" "emr" {
  name = "emr"
  ingress {
    from_port   = 0
    to_port     = 65535
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_batch_job_definition" "run" {
  name = "run"
  type = "container"
  container_properties = jsonencode({
    image      = "busybox"
    command    = ["echo", "x"]
    privileged = true
    vcpus      = 1
    memory     = 512
  })
}

resource "aws_batch_compute_environment" "main" {
  type         = "MANAGED"
  service_role = "arn:aws:iam::123456789012:role/batch"
  compute_resources {
    type               = "FARGATE"
    max_vcpus          = 16
    subnets            = ["subnet-11111111"]
    security_group_ids = [aws_security_group.emr.id]
  }
}
