resource "aws_route53_zone" "main" {
  name = "example.com"
}

resource "aws_route53_zone" "dev" {
  name          = "dev.example.com"
  force_destroy = true
}

resource "aws_route53_record" "dev_ns" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "dev.example.com"
  type    = "NS"
  ttl     = 30
  records = aws_route53_zone.dev.name_servers
}

resource "aws_route53_record" "www" {
  for_each = { blue = "192.0.2.10", green = "192.0.2.11" }

  zone_id        = aws_route53_zone.main.zone_id
  name           = "www"
  type           = "A"
  ttl            = 60
  records        = [each.value]
  set_identifier = each.key

  weighted_routing_policy {
    weight = each.key == "blue" ? 90 : 10
  }
}

resource "aws_route53_record" "mail" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "mail"
  type    = "MX"
  ttl     = 300
  records = ["10 mail.example.com"]
}
