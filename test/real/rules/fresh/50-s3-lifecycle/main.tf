resource "aws_s3_bucket" "first" {}
resource "aws_s3_bucket_lifecycle_configuration" "first" {
  bucket = aws_s3_bucket.first.id
  rule {
    id     = "logs"
    status = "Enabled"
    filter {
      and {
        prefix = "log/"
        tags = {
          rule = "log"
        }
      }
    }
    expiration {
      days = 90
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 3
    }
  }
}

resource "aws_s3_bucket" "second" {}
resource "aws_s3_bucket_lifecycle_configuration" "second" {
  bucket = aws_s3_bucket.second.bucket
  rule {
    id     = "all"
    status = "Disabled"
    filter {}
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
  }
}

resource "aws_s3_bucket_logging" "second" {
  bucket        = aws_s3_bucket.second.id
  target_bucket = aws_s3_bucket.first.id
  target_prefix = "log/"
}

resource "aws_s3_bucket" "third" {}
resource "aws_s3_bucket_lifecycle_configuration" "third" {
  bucket = aws_s3_bucket.third.id
  rule {
    id     = "abort"
    status = "Enabled"
    filter {
      prefix = ""
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
}

resource "aws_s3_bucket_public_access_block" "third" {
  bucket              = aws_s3_bucket.third.id
  block_public_acls   = true
  block_public_policy = true
}
