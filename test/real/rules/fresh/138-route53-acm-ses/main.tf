resource "aws_acm_certificate" "wild" {
  domain_name       = "*.example.com"
  validation_method = "DNS"
}

resource "aws_acm_certificate" "mail" {
  domain_name       = "mail.example.com"
  validation_method = "EMAIL"
  options {
    certificate_transparency_logging_preference = "DISABLED"
  }
  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_acmpca_certificate_authority" "root" {
  type = "ROOT"
  certificate_authority_configuration {
    key_algorithm     = "RSA_4096"
    signing_algorithm = "SHA512WITHRSA"
    subject {
      common_name = "example.com"
    }
  }
}

resource "aws_ses_configuration_set" "mail" {
  name = "mail"
}

resource "aws_ses_configuration_set" "strict" {
  name = "strict"
  delivery_options {
    tls_policy = "Require"
  }
}

resource "aws_route53_zone" "public" {
  name = "example.com"
}

resource "aws_route53_zone" "inside" {
  name = "inside.example.com"
  vpc {
    vpc_id = "vpc-11111111"
  }
}

resource "aws_route53_record" "a" {
  zone_id = aws_route53_zone.public.zone_id
  name    = "a"
  type    = "A"
  ttl     = 300
  records = ["203.0.113.10"]
}

resource "aws_route53_record" "alias" {
  zone_id = aws_route53_zone.public.zone_id
  name    = "www"
  type    = "A"
  alias {
    name                   = "dualstack.x.us-east-1.elb.amazonaws.com"
    zone_id                = "Z35SXDOTRQ7X7K"
    evaluate_target_health = true
  }
}

resource "aws_route53domains_registered_domain" "main" {
  domain_name   = "example.com"
  transfer_lock = false
}

resource "aws_backup_vault" "v" {
  name = "v"
}

resource "aws_glacier_vault" "g" {
  name = "g"
  access_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Sid = "x", Effect = "Allow", Principal = "*", Action = ["glacier:InitiateJob"], Resource = "*" }]
  })
}

resource "aws_dlm_lifecycle_policy" "snap" {
  description        = "snap"
  execution_role_arn = "arn:aws:iam::123456789012:role/dlm"
  state              = "ENABLED"
  policy_details {
    resource_types = ["VOLUME"]
    schedule {
      name = "daily"
      create_rule {
        interval = 24
      }
      retain_rule {
        count = 14
      }
      cross_region_copy_rule {
        target    = "us-west-2"
        encrypted = false
        retain_rule {
          interval      = 30
          interval_unit = "DAYS"
        }
      }
    }
    target_tags = {
      Snapshot = "true"
    }
  }
}
