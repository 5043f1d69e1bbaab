variable "create" {
  type    = bool
  default = true
}

variable "logging" {
  type    = bool
  default = false
}

resource "aws_s3_bucket" "b" {
  count  = var.create ? 1 : 0
  bucket = "acme-b"
}

resource "aws_s3_bucket_versioning" "b" {
  count  = var.create ? 1 : 0
  bucket = aws_s3_bucket.b[0].id
  versioning_configuration {
    status     = var.create ? "Enabled" : "Suspended"
    mfa_delete = "Disabled"
  }
}

resource "aws_s3_bucket_logging" "b" {
  count         = var.create && var.logging ? 1 : 0
  bucket        = one(aws_s3_bucket.b[*].id)
  target_bucket = "acme-logs"
  target_prefix = "b/"
}

resource "aws_s3_bucket_server_side_encryption_configuration" "b" {
  count  = var.create ? 1 : 0
  bucket = join("", aws_s3_bucket.b.*.id)
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = null
    }
  }
}

resource "aws_s3_bucket_public_access_block" "b" {
  count                   = var.create ? 1 : 0
  bucket                  = element(concat(aws_s3_bucket.b.*.id, [""]), 0)
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
