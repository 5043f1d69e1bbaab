resource "aws_launch_template" "app" {
  name_prefix   = "app-"
  image_id      = data.aws_ami.app.id
  instance_type = var.size

  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = var.imds_v1 ? "optional" : "required"
    http_put_response_hop_limit = 1
  }

  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 30
      volume_type = "gp3"
      encrypted   = true
    }
  }

  user_data = base64encode(templatefile("${path.module}/user-data.sh", { port = 8080 }))
}

data "aws_ami" "app" {
  most_recent = true
  owners      = ["self"]
}

variable "size" {
  default = "m6i.large"
}

variable "imds_v1" {
  type    = bool
  default = false
}

resource "aws_autoscaling_group" "app" {
  min_size            = 1
  max_size            = 6
  vpc_zone_identifier = ["subnet-0123456789abcdef0"]
  launch_template {
    id = aws_launch_template.app.id
  }
}

resource "aws_ebs_volume" "scratch" {
  count             = 2
  availability_zone = "eu-central-1a"
  size              = 100
  encrypted         = var.encrypt
}

variable "encrypt" {
  type = bool
}
