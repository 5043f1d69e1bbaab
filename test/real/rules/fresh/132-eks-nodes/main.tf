variable "public" {
  type    = bool
  default = true
}

resource "aws_eks_cluster" "main" {
  name                      = "main"
  role_arn                  = "arn:aws:iam::123456789012:role/eks"
  version                   = "1.27"
  enabled_cluster_log_types = ["api", "audit"]
  vpc_config {
    subnet_ids             = ["subnet-1", "subnet-2"]
    endpoint_public_access = var.public
    public_access_cidrs    = ["198.51.100.0/24"]
  }
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = "arn:aws:kms:us-east-1:123456789012:key/x"
    }
  }
}

resource "aws_eks_node_group" "main" {
  cluster_name    = aws_eks_cluster.main.name
  node_group_name = "main"
  node_role_arn   = "arn:aws:iam::123456789012:role/node"
  subnet_ids      = ["subnet-1"]
  remote_access {
    ec2_ssh_key = "key"
  }
  scaling_config {
    desired_size = 1
    max_size     = 2
    min_size     = 1
  }
}

resource "aws_launch_template" "nodes" {
  name_prefix   = "nodes"
  image_id      = "ami-11111111"
  instance_type = "t3.large"
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 50
      volume_type = "gp2"
    }
  }
}

resource "aws_autoscaling_group" "nodes" {
  max_size            = 3
  min_size            = 1
  vpc_zone_identifier = ["subnet-1"]
  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.nodes.id
      }
    }
  }
  tag {
    key                 = "team"
    value               = "platform"
    propagate_at_launch = true
  }
}
