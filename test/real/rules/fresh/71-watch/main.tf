resource "aws_cloudtrail" "t" {
  name                          = "t"
  s3_bucket_name                = aws_s3_bucket.trail.id
  include_global_service_events = false
  is_multi_region_trail         = true
  cloud_watch_logs_group_arn    = "${aws_cloudwatch_log_group.l.arn}:*"
}

resource "aws_s3_bucket" "trail" {
  bucket = "trail"
}

resource "aws_cloudwatch_log_group" "l" {
  name = "l"
  retention_in_days = "90"
}

resource "aws_config_configuration_recorder" "r" {
  role_arn = "arn:aws:iam::123456789012:role/r"
}

resource "aws_guardduty_detector" "d" {
  enable = false
}

resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name          = "a"
  comparison_operator = "GreaterThanOrEqualToThreshold"
  evaluation_periods  = 2
  actions_enabled = false
}

resource "aws_sfn_state_machine" "s" {
  name = "s"
  role_arn = "arn:aws:iam::123456789012:role/r"
  definition = "{}"
}

resource "aws_ssm_parameter" "p" {
  name = "p"
  type = "String"
  value = "x"
}

resource "aws_appsync_graphql_api" "a" {
  authentication_type = "API_KEY"
  name = "a"
}

resource "aws_cognito_user_pool" "u" {
  name = "u"
}

resource "aws_batch_job_definition" "b" {
  name = "b"
  type = "container"
  container_properties = jsonencode({ image = "busybox", privileged = true })
}

resource "aws_wafregional_web_acl" "w" {
  name = "w"
  metric_name = "w"
  default_action {
    type = "ALLOW"
  }
}
