resource "aws_config_configuration_recorder" "all" {
  name     = "all"
  role_arn = "arn:aws:iam::123456789012:role/config"
  recording_group {
    all_supported = true
  }
}

resource "aws_config_configuration_aggregator" "one" {
  name = "one"
  account_aggregation_source {
    account_ids = ["123456789012"]
    regions     = ["us-east-1"]
  }
}

resource "aws_guardduty_detector" "off" {
  enable = false
}

resource "aws_guardduty_detector" "on" {
  enable = true
}

resource "aws_cloudtrail" "trail" {
  name                          = "trail"
  s3_bucket_name                = "trail-example"
  include_global_service_events = false
  is_multi_region_trail         = "true"
  enable_log_file_validation    = true
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.trail.arn}:*"
  cloud_watch_logs_role_arn     = "arn:aws:iam::123456789012:role/trail"
  sns_topic_name                = aws_sns_topic.trail.arn
}

resource "aws_cloudwatch_log_group" "trail" {
  name              = "trail"
  retention_in_days = 365
  kms_key_id        = "arn:aws:kms:us-east-1:123456789012:key/x"
}

resource "aws_sns_topic" "trail" {
  name              = "trail"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic_policy" "trail" {
  arn    = aws_sns_topic.trail.arn
  policy = data.aws_iam_policy_document.trail.json
}

data "aws_iam_policy_document" "trail" {
  statement {
    effect    = "Allow"
    actions   = ["SNS:Publish"]
    resources = [aws_sns_topic.trail.arn]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

resource "aws_iam_account_password_policy" "weak" {
  minimum_password_length = 10
  require_numbers         = true
  max_password_age        = 180
}
