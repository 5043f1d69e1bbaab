resource "aws_sqs_queue" "in" {
  name              = "in"
  kms_master_key_id = "alias/aws/sqs"
  policy            = data.aws_iam_policy_document.queue.json
}

data "aws_iam_policy_document" "base" {
  statement {
    sid       = "Owner"
    actions   = ["sqs:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["123456789012"]
    }
  }
}

data "aws_iam_policy_document" "queue" {
  source_policy_documents = [data.aws_iam_policy_document.base.json]
  statement {
    sid       = "Topic"
    actions   = ["sqs:SendMessage"]
    resources = ["*"]
    principals {
      type        = "*"
      identifiers = ["*"]
    }
    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = ["arn:aws:sns:eu-central-1:123456789012:alerts"]
    }
  }
}

resource "aws_ecr_repository_policy" "shared" {
  repository = "shared"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = [for id in ["111111111111", "222222222222"] : "arn:aws:iam::${id}:root"] }
      Action    = ["ecr:BatchGetImage"]
    }]
  })
}
