locals {
  account = data.aws_caller_identity.me.account_id
}

data "aws_caller_identity" "me" {}

resource "aws_iam_policy" "deploy" {
  name = "deploy"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [
        {
          Sid      = "Push"
          Effect   = "Allow"
          Action   = ["ecr:PutImage", "ecr:UploadLayerPart"]
          Resource = "arn:aws:ecr:*:${local.account}:repository/*"
        }
      ],
      [for name in ["a", "b"] : {
        Sid      = "Pass${name}"
        Effect   = "Allow"
        Action   = "iam:PassRole"
        Resource = "arn:aws:iam::${local.account}:role/${name}"
      }]
    )
  })
}

resource "aws_iam_policy" "wide" {
  name   = "wide"
  policy = <<EOT
{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }]
}
EOT
}

resource "aws_iam_user" "ci" {
  name = "ci"
}

resource "aws_iam_group_policy_attachment" "ops" {
  group      = "ops"
  policy_arn = aws_iam_policy.deploy.arn
}

resource "aws_iam_role" "ci" {
  name = "ci"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::${local.account}:oidc-provider/token.actions.githubusercontent.com" }
      Condition = { StringLike = { "token.actions.githubusercontent.com:sub" = "repo:acme/*" } }
    }]
  })
}
