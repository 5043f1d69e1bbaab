data "aws_ami" "linux" {
  most_recent = true

  filter {
    name   = "name"
    values = ["al2023-ami-*"]
  }
}

data "aws_ami" "owned" {
  most_recent = true
  owners      = ["amazon"]

  filter {
    name   = "name"
    values = ["al2023-ami-*"]
  }
}

data "aws_ami" "filtered" {
  most_recent = true

  filter {
    name   = "owner-alias"
    values = ["amazon"]
  }

  filter {
    name   = "name"
    values = ["amzn2-ami-hvm*"]
  }
}

resource "aws_launch_configuration" "web" {
  image_id      = data.aws_ami.linux.id
  instance_type = "t2.micro"
}

resource "aws_launch_template" "web" {
  image_id      = data.aws_ami.owned.id
  instance_type = "t3.micro"

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
  }
}

resource "aws_lb" "web" {
  name     = "web"
  subnets  = ["subnet-11111111", "subnet-22222222"]
  internal = false
}

resource "aws_lb" "inside" {
  name     = "inside"
  internal = true
}

resource "aws_lb" "tcp" {
  name               = "tcp"
  load_balancer_type = "network"
}

resource "aws_lb" "guarded" {
  name = "guarded"
}

resource "aws_wafv2_web_acl" "web" {
  name  = "web"
  scope = "REGIONAL"

  default_action {
    allow {}
  }

  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "web"
    sampled_requests_enabled   = false
  }
}

resource "aws_wafv2_web_acl_association" "guarded" {
  resource_arn = aws_lb.guarded.arn
  web_acl_arn  = aws_wafv2_web_acl.web.arn
}

resource "aws_lb_target_group" "web" {
  port     = 80
  protocol = "HTTP"
  vpc_id   = "vpc-11111111"
}

resource "aws_autoscaling_group" "old" {
  min_size             = 1
  max_size             = 2
  launch_configuration = aws_launch_configuration.web.name
  target_group_arns    = [aws_lb_target_group.web.arn]
}

resource "aws_autoscaling_group" "mixed" {
  min_size = 1
  max_size = 2

  mixed_instances_policy {
    launch_template {
      launch_template_specification {
        launch_template_id = aws_launch_template.web.id
      }
    }
  }

  dynamic "tag" {
    for_each = { Name = "web", Team = "shop" }

    content {
      key                 = tag.key
      value               = tag.value
      propagate_at_launch = true
    }
  }
}
