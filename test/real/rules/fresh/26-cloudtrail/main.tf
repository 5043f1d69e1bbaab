resource "aws_cloudtrail" "all" {
  name                          = "all"
  s3_bucket_name                = "acme-trail"
  include_global_service_events = true
  is_multi_region_trail         = true
  enable_log_file_validation    = true
  kms_key_id                    = var.kms_key_arn
  dynamic "event_selector" {
    for_each = var.data_events ? ["All"] : []
    content {
      read_write_type = event_selector.value
    }
  }
}

variable "kms_key_arn" {
  type    = string
  default = null
}

variable "data_events" {
  type    = bool
  default = false
}

resource "aws_config_configuration_recorder" "this" {
  role_arn = "arn:aws:iam::123456789012:role/config"
  recording_group {
    all_supported                 = true
    include_global_resource_types = true
  }
}

resource "aws_guardduty_detector" "this" {
  enable = true
}
