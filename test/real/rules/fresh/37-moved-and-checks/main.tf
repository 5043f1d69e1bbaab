moved {
  from = aws_kms_key.old
  to   = aws_kms_key.new
}

import {
  to = aws_kms_key.new
  id = "11111111-2222-3333-4444-555555555555"
}

resource "aws_kms_key" "new" {
  description         = "new"
  enable_key_rotation = "true"
  policy              = data.aws_iam_policy_document.key.json

  lifecycle {
    prevent_destroy = true
    precondition {
      condition     = data.aws_iam_policy_document.key.json != ""
      error_message = "A policy is needed."
    }
  }
}

data "aws_iam_policy_document" "key" {
  statement {
    actions   = ["kms:*"]
    resources = ["*"]
    principals {
      type        = "AWS"
      identifiers = ["arn:aws:iam::123456789012:root"]
    }
  }
}

check "reachable" {
  assert {
    condition     = aws_kms_key.new.enabled
    error_message = "The key is off."
  }
}

resource "aws_kms_key" "signing" {
  description              = "signs"
  customer_master_key_spec = "RSA_4096"
  key_usage                = "SIGN_VERIFY"
  policy                   = data.aws_iam_policy_document.key.json
}
