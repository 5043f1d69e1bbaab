resource "aws_iam_user" "u" {
  name = "u"
}

resource "aws_iam_access_key" "k" {
  user = aws_iam_user.u.name
}

resource "aws_iam_user_policy" "p" {
  name = "p"
  user = aws_iam_user.u.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{ Action = ["ec2:Describe*"], Effect = "Allow", Resource = "*" }]
  })
}

resource "aws_iam_user_policy_attachment" "a" {
  user       = aws_iam_user.u.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_group" "g" {
  name = "g"
}

resource "aws_iam_group_policy" "p" {
  group  = aws_iam_group.g.name
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": {
    "Action": "*",
    "Effect": "Allow",
    "Resource": "*"
  }
}
EOF
}

resource "aws_iam_policy" "notaction" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ NotAction = "iam:*", Effect = "Allow", Resource = "*" }] })
}

resource "aws_iam_policy" "pass" {
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Action = ["iam:PassRole", "lambda:CreateFunction"], Effect = "Allow", Resource = "*" }] })
}

resource "aws_iam_policy_attachment" "mixed" {
  name       = "x"
  users      = [aws_iam_user.u.name]
  groups     = [aws_iam_group.g.name]
  policy_arn = aws_iam_policy.pass.arn
}

resource "aws_iam_role" "open" {
  assume_role_policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]
}
EOF
}

resource "aws_iam_role" "account" {
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = { AWS = ["arn:aws:iam::123456789012:root", "*"] }, Action = "sts:AssumeRole" }] })
}

resource "aws_iam_account_password_policy" "p" {
  minimum_password_length = 8
}

data "aws_iam_policy_document" "wide" {
  statement {
    effect    = "Allow"
    actions   = ["*"]
    resources = ["*"]
  }
  statement {
    effect    = "Deny"
    actions   = ["s3:*"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "deny" {
  statement {
    effect    = "Deny"
    actions   = ["*"]
    resources = ["*"]
  }
}

resource "aws_iam_group_policy" "doc" {
  group  = aws_iam_group.g.name
  policy = data.aws_iam_policy_document.wide.json
}
