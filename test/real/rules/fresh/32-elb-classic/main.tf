resource "aws_elb" "old" {
  name            = "old"
  subnets         = ["subnet-0123456789abcdef0"]
  security_groups = ["sg-0123456789abcdef0"]
  listener {
    instance_port      = 8080
    instance_protocol  = "http"
    lb_port            = 443
    lb_protocol        = "https"
    ssl_certificate_id = "arn:aws:acm:eu-central-1:123456789012:certificate/x"
  }
  access_logs {
    bucket = "acme-elb"
  }
  cross_zone_load_balancing = true
}

resource "aws_alb" "alias" {
  name     = "alias"
  internal = true
  subnets  = ["subnet-0123456789abcdef0"]
}

resource "aws_alb_listener" "alias" {
  load_balancer_arn = aws_alb.alias.arn
  port              = 80
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = 404
    }
  }
}
