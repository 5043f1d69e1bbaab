resource "aws_launch_template" "lt" {
  name_prefix   = "lt"
  image_id      = "ami-12345678"
  instance_type = "t2.micro"
  network_interfaces {
    associate_public_ip_address = true
    security_groups             = [aws_security_group.x.id]
  }
  block_device_mappings {
    device_name = "/dev/sda1"
    ebs {
      volume_size = 20
    }
  }
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "optional"
    http_put_response_hop_limit = 2
  }
}

resource "aws_security_group" "x" {
  name_prefix = "x"
}

resource "aws_autoscaling_group" "g" {
  max_size         = 3
  min_size         = 1
  desired_capacity = 1
  availability_zones = ["us-east-1a"]
  launch_template {
    id      = aws_launch_template.lt.id
    version = "$Latest"
  }
}

resource "aws_launch_configuration" "lc" {
  name_prefix                 = "lc"
  image_id                    = "ami-12345678"
  instance_type               = "t2.micro"
  associate_public_ip_address = true
  user_data = base64encode("#!/bin/sh\necho hi")
}

resource "aws_autoscaling_group" "old" {
  launch_configuration = aws_launch_configuration.lc.name
  min_size = 1
  max_size = 2
  tag {
    key = "Name"
    value = "old"
    propagate_at_launch = true
  }
}

resource "aws_autoscaling_policy" "p" {
  name = "p"
  autoscaling_group_name = aws_autoscaling_group.g.name
  policy_type = "TargetTrackingScaling"
  target_tracking_configuration {
    predefined_metric_specification {
      predefined_metric_type = "ASGAverageCPUUtilization"
    }
    target_value = 40.0
  }
}
