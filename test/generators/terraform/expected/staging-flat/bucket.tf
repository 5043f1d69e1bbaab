data "aws_iam_policy_document" "bucket_key" {
  # Leaves the decision to IAM policies, as in any account; without it the key could never be changed again.
  statement {
    sid       = "AccountDecides"
    actions   = ["kms:*"]
    resources = ["arn:${local.partition}:kms:${local.region}:${local.account_id}:key/*"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account_id}:root"]
    }
  }
}

resource "aws_kms_key" "bucket" {
  description             = "Objects in the buckets"
  policy                  = data.aws_iam_policy_document.bucket_key.json
  enable_key_rotation     = true
  deletion_window_in_days = 30
}

resource "aws_kms_alias" "bucket" {
  name          = "alias/${local.name}-bucket"
  target_key_id = aws_kms_key.bucket.key_id
}

# --- The buckets ---

resource "aws_s3_bucket" "main" {
  #checkov:skip=CKV_AWS_144:One region is enough for this data
  for_each = var.bucket_names

  bucket        = "${local.name}-${each.key}-${local.account_id}"
  force_destroy = var.bucket_force_destroy

  tags = {
    Name = "${local.name}-${each.key}"
  }
}

resource "aws_s3_bucket_public_access_block" "main" {
  for_each = var.bucket_names

  bucket                  = aws_s3_bucket.main[each.key].id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

# No ACLs: the policy is the whole truth about access.
resource "aws_s3_bucket_ownership_controls" "main" {
  for_each = var.bucket_names

  bucket = aws_s3_bucket.main[each.key].id

  rule {
    object_ownership = "BucketOwnerEnforced"
  }
}

data "aws_iam_policy_document" "main_bucket" {
  for_each = var.bucket_names

  statement {
    sid       = "RefusePlainHttp"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.main[each.key].arn, "${aws_s3_bucket.main[each.key].arn}/*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "Bool"
      variable = "aws:SecureTransport"
      values   = ["false"]
    }
  }

  statement {
    sid       = "RefuseOldTls"
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.main[each.key].arn, "${aws_s3_bucket.main[each.key].arn}/*"]

    principals {
      type        = "AWS"
      identifiers = ["*"]
    }

    condition {
      test     = "NumericLessThan"
      variable = "s3:TlsVersion"
      values   = ["1.2"]
    }
  }
}

resource "aws_s3_bucket_policy" "main" {
  for_each = var.bucket_names

  bucket = aws_s3_bucket.main[each.key].id
  policy = data.aws_iam_policy_document.main_bucket[each.key].json

  # S3 refuses two changes of access at once.
  depends_on = [aws_s3_bucket_public_access_block.main]
}

resource "aws_s3_bucket_server_side_encryption_configuration" "main" {
  for_each = var.bucket_names

  bucket = aws_s3_bucket.main[each.key].id

  rule {
    bucket_key_enabled = true

    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.bucket.arn
    }
  }
}

resource "aws_s3_bucket_versioning" "main" {
  for_each = var.bucket_names

  bucket = aws_s3_bucket.main[each.key].id

  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "main" {
  for_each = var.bucket_names

  bucket = aws_s3_bucket.main[each.key].id

  # Parts of uploads that never finished can't be seen, but are paid for.
  rule {
    id     = "end-unfinished-uploads"
    status = "Enabled"

    filter {}

    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }

  rule {
    id     = "end-old-versions"
    status = "Enabled"

    filter {}

    noncurrent_version_expiration {
      noncurrent_days = 60
    }
  }

  depends_on = [aws_s3_bucket_versioning.main]
}

# Objects come and go as events on the default bus: a consumer is a rule there, not a change here.
resource "aws_s3_bucket_notification" "main" {
  for_each = var.bucket_names

  bucket      = aws_s3_bucket.main[each.key].id
  eventbridge = true
}
