data "aws_iam_policy_document" "lex" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lexv2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "lex" {
  name               = "lex"
  assume_role_policy = data.aws_iam_policy_document.lex.json
}

resource "aws_iam_role_policy_attachment" "lex" {
  role       = aws_iam_role.lex.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonLexFullAccess"
}

resource "aws_lexv2models_bot" "pizza" {
  name                        = "pizza"
  idle_session_ttl_in_seconds = 60
  role_arn                    = aws_iam_role.lex.arn

  data_privacy {
    child_directed = false
  }
}

resource "aws_lexv2models_bot_locale" "english" {
  bot_id                           = aws_lexv2models_bot.pizza.id
  bot_version                      = "DRAFT"
  locale_id                        = "en_US"
  n_lu_intent_confidence_threshold = 0.7
}
