resource "aws_vpc" "a" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_vpc" "b" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_route53_zone" "private" {
  name = "internal.example.com"

  vpc {
    vpc_id = aws_vpc.a.id
  }

  lifecycle {
    ignore_changes = [vpc]
  }
}

resource "aws_route53_zone" "late" {
  name = "late.example.com"
}

resource "aws_route53_zone_association" "b" {
  zone_id = aws_route53_zone.late.zone_id
  vpc_id  = aws_vpc.b.id
}

resource "aws_eip" "db" {
  domain = "vpc"
}

resource "aws_route53_record" "db" {
  zone_id = aws_route53_zone.private.zone_id
  name    = "db"
  type    = "A"
  ttl     = 300
  records = [aws_eip.db.private_ip]
}
