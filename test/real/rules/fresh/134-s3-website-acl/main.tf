locals {
  sites = toset(["blue", "green"])
}

resource "aws_s3_bucket" "site" {
  for_each = local.sites
  bucket   = "site-${each.key}-example"
}

resource "aws_s3_bucket_public_access_block" "site" {
  for_each                = local.sites
  bucket                  = aws_s3_bucket.site[each.key].id
  block_public_acls       = each.key == "blue"
  block_public_policy     = each.key == "blue"
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_versioning" "site" {
  for_each = local.sites
  bucket   = aws_s3_bucket.site[each.key].id
  versioning_configuration {
    status = "Suspended"
  }
}

resource "aws_s3_bucket_policy" "blue" {
  bucket = aws_s3_bucket.site["blue"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Sid = "read", Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "${aws_s3_bucket.site["blue"].arn}/*" }]
  })
}

resource "aws_s3_bucket" "old" {
  bucket = "old-example"
  acl    = "public-read-write"
  versioning {
    enabled    = true
    mfa_delete = false
  }
  logging {
    target_bucket = "logs-example"
  }
  lifecycle_rule {
    enabled = true
    expiration {
      days = 30
    }
  }
  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm = "AES256"
      }
    }
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "green" {
  bucket = aws_s3_bucket.site["green"].id
  rule {
    id     = "parts"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 3
    }
  }
}

resource "aws_s3_bucket_ownership_controls" "green" {
  bucket = aws_s3_bucket.site["green"].id
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_acl" "green" {
  bucket = aws_s3_bucket.site["green"].id
  acl    = "authenticated-read"
}
