resource "aws_lb" "public" {
  name                       = "public"
  internal                   = false
  load_balancer_type         = "application"
  subnets                    = var.subnets
  drop_invalid_header_fields = true
  enable_deletion_protection = var.protect

  dynamic "access_logs" {
    for_each = var.log_bucket == null ? [] : [var.log_bucket]
    content {
      bucket  = access_logs.value
      enabled = true
    }
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.public.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      port        = "443"
      protocol    = "HTTPS"
      status_code = "HTTP_301"
    }
  }
}

resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.public.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.web["blue"].arn
  }
}

resource "aws_lb_target_group" "web" {
  for_each = toset(["blue", "green"])
  name     = "web-${each.key}"
  port     = 8080
  protocol = "HTTP"
  vpc_id   = var.vpc
  health_check {
    path = "/healthz"
  }
}

resource "aws_lb" "nlb" {
  name               = "tcp"
  load_balancer_type = "network"
  internal           = true
  subnets            = var.subnets
}

variable "subnets" { type = list(string) }
variable "vpc" {}
variable "certificate" {}
variable "protect" {
  type    = bool
  default = true
}
variable "log_bucket" {
  type    = string
  default = null
}
