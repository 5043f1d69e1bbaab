resource "aws_s3_bucket" "docs" {
  bucket_prefix = "docs-"
}

resource "aws_iam_role" "kendra" {
  name               = "kendra"
  assume_role_policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Action": "sts:AssumeRole",
      "Principal": { "Service": "kendra.amazonaws.com" },
      "Effect": "Allow"
    }
  ]
}
EOF
}

resource "aws_iam_role_policy" "kendra" {
  role = aws_iam_role.kendra.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["cloudwatch:PutMetricData", "logs:CreateLogStream", "logs:PutLogEvents"]
      Resource = "*"
    }]
  })
}

resource "aws_kendra_index" "docs" {
  name     = "docs"
  edition  = "DEVELOPER_EDITION"
  role_arn = aws_iam_role.kendra.arn
}

resource "aws_kms_key" "search" {
  description = "search"
}

resource "aws_kendra_index" "kept" {
  name     = "kept"
  role_arn = aws_iam_role.kendra.arn

  server_side_encryption_configuration {
    kms_key_id = aws_kms_key.search.arn
  }
}

resource "aws_kendra_data_source" "docs" {
  index_id = aws_kendra_index.docs.id
  name     = "docs"
  type     = "S3"
  role_arn = aws_iam_role.kendra.arn

  configuration {
    s3_configuration {
      bucket_name = aws_s3_bucket.docs.id
    }
  }
}
