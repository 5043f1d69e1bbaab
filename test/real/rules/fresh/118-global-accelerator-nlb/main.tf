resource "aws_lb" "net" {
  name               = "net"
  load_balancer_type = "network"
  internal           = false
  subnets            = ["subnet-11111111", "subnet-22222222"]
}

resource "aws_lb_target_group" "tcp" {
  name     = "tcp"
  port     = 5432
  protocol = "TCP"
  vpc_id   = "vpc-11111111"
}

resource "aws_lb_listener" "tcp" {
  load_balancer_arn = aws_lb.net.arn
  port              = 5432
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.tcp.arn
  }
}

resource "aws_lb_listener" "tls" {
  load_balancer_arn = aws_lb.net.arn
  port              = 443
  protocol          = "TLS"
  ssl_policy        = "ELBSecurityPolicy-2016-08"
  certificate_arn   = "arn:aws:acm:us-east-1:123456789012:certificate/x"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.tcp.arn
  }
}

resource "aws_lb" "gw" {
  name               = "gw"
  load_balancer_type = "gateway"
  subnets            = ["subnet-11111111"]
}

resource "aws_globalaccelerator_accelerator" "main" {
  name    = "main"
  enabled = true
  attributes {
    flow_logs_enabled   = true
    flow_logs_s3_bucket = "flow-example"
  }
}

resource "aws_elb" "old" {
  name               = "old"
  availability_zones = ["us-east-1a"]
  listener {
    instance_port     = 80
    instance_protocol = "http"
    lb_port           = 80
    lb_protocol       = "http"
  }
  listener {
    instance_port      = 443
    instance_protocol  = "https"
    lb_port            = 443
    lb_protocol        = "https"
    ssl_certificate_id = "arn:aws:iam::123456789012:server-certificate/x"
  }
}
