resource "aws_s3_bucket" "results" {
  bucket_prefix = "query-results-"
  force_destroy = true
}

resource "aws_s3_bucket_server_side_encryption_configuration" "results" {
  bucket = aws_s3_bucket.results.bucket
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_athena_workgroup" "analysts" {
  name = "analysts"
  configuration {
    enforce_workgroup_configuration = false
    result_configuration {
      output_location = "s3://${aws_s3_bucket.results.bucket}/out/"
      encryption_configuration {
        encryption_option = "SSE_S3"
      }
    }
  }
}

resource "aws_athena_database" "events" {
  name   = "events"
  bucket = aws_s3_bucket.results.id
}

resource "aws_glue_catalog_database" "raw" {
  name = "raw"
}

resource "aws_glue_crawler" "raw" {
  name          = "raw"
  database_name = aws_glue_catalog_database.raw.name
  role          = aws_iam_role.glue.arn
  s3_target {
    path = "s3://${aws_s3_bucket.results.bucket}/raw"
  }
}

resource "aws_iam_role" "glue" {
  name = "glue"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Action = "sts:AssumeRole", Effect = "Allow", Principal = { Service = "glue.amazonaws.com" } }]
  })
}

resource "aws_iam_role_policy" "glue" {
  role = aws_iam_role.glue.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:*"], Resource = ["*"] },
      { Effect = "Allow", Action = "glue:*", Resource = "*" },
    ]
  })
}
