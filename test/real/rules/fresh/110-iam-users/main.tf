resource "aws_iam_user" "one" {
  name = "one"
}

resource "aws_iam_user_policy_attachment" "one" {
  user       = aws_iam_user.one.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_group" "devs" {
  name = "devs"
}

resource "aws_iam_group_policy_attachment" "devs" {
  group      = aws_iam_group.devs.name
  policy_arn = data.aws_iam_policy.admin.arn
}

data "aws_iam_policy" "admin" {
  name = "AdministratorAccess"
}

resource "aws_iam_policy" "wide" {
  name = "wide"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Effect = "Allow", Action = ["s3:*"], Resource = "*" },
      { Effect = "Allow", Action = "iam:PassRole", Resource = "*" },
    ]
  })
}

resource "aws_iam_policy_attachment" "wide" {
  name       = "wide"
  users      = [aws_iam_user.one.name]
  policy_arn = aws_iam_policy.wide.arn
}

resource "aws_iam_access_key" "one" {
  user = aws_iam_user.one.name
}
