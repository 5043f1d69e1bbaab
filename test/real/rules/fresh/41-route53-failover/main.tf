provider "aws" {
  region = "us-east-1"
}

resource "aws_route53_zone" "main" {
  name = "example.com"
}

resource "aws_route53_health_check" "primary" {
  fqdn              = "primary.example.com"
  port              = 80
  type              = "HTTP"
  resource_path     = "/health"
  failure_threshold = "5"
  request_interval  = "30"
}

resource "aws_eip" "web" {
  domain   = "vpc"
  instance = aws_instance.web["primary"].id
}

resource "aws_instance" "web" {
  for_each      = toset(["primary", "secondary"])
  ami           = "ami-0c55b159cbfafe1f0"
  instance_type = "t2.micro"
}

resource "aws_route53_record" "www" {
  for_each = aws_instance.web
  zone_id  = aws_route53_zone.main.zone_id
  name     = "www"
  type     = "A"
  ttl      = 60
  records  = [each.value.public_ip]
  set_identifier = each.key
  failover_routing_policy {
    type = upper(each.key)
  }
}
