data "aws_caller_identity" "current" {}

resource "aws_kms_key" "dnssec" {
  customer_master_key_spec = "ECC_NIST_P256"
  deletion_window_in_days  = 7
  key_usage                = "SIGN_VERIFY"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Allow Route 53 DNSSEC Service"
        Effect    = "Allow"
        Action    = ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"]
        Principal = { Service = "dnssec-route53.amazonaws.com" }
        Resource  = "*"
      },
      {
        Sid       = "Enable IAM User Permissions"
        Effect    = "Allow"
        Principal = { AWS = "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root" }
        Action    = "kms:*"
        Resource  = "*"
      }
    ]
  })
}

resource "aws_route53_zone" "signed" {
  name = "example.org"
}

resource "aws_route53_key_signing_key" "signed" {
  hosted_zone_id             = aws_route53_zone.signed.id
  key_management_service_arn = aws_kms_key.dnssec.arn
  name                       = "signed"
}

resource "aws_route53_hosted_zone_dnssec" "signed" {
  depends_on     = [aws_route53_key_signing_key.signed]
  hosted_zone_id = aws_route53_key_signing_key.signed.hosted_zone_id
}

resource "aws_cloudwatch_log_group" "dns" {
  name              = "/aws/route53/${aws_route53_zone.signed.name}"
  retention_in_days = 30
}

resource "aws_route53_query_log" "signed" {
  cloudwatch_log_group_arn = aws_cloudwatch_log_group.dns.arn
  zone_id                  = aws_route53_zone.signed.zone_id
}
