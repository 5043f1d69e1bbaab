resource "aws_connect_instance" "desk" {
  identity_management_type = "CONNECT_MANAGED"
  inbound_calls_enabled    = true
  instance_alias           = "desk-example"
  outbound_calls_enabled   = true
}

resource "aws_s3_bucket" "calls" {
  bucket = "calls-example"
}

resource "aws_connect_instance_storage_config" "calls" {
  instance_id   = aws_connect_instance.desk.id
  resource_type = "CALL_RECORDINGS"

  storage_config {
    storage_type = "S3"

    s3_config {
      bucket_name   = aws_s3_bucket.calls.id
      bucket_prefix = "calls"
    }
  }
}

resource "aws_lambda_permission" "connect" {
  statement_id  = "AllowConnect"
  action        = "lambda:InvokeFunction"
  function_name = "route-call"
  principal     = "connect.amazonaws.com"
}

resource "aws_connect_hours_of_operation" "day" {
  instance_id = aws_connect_instance.desk.id
  name        = "Day"
  time_zone   = "EST"

  config {
    day = "MONDAY"

    end_time {
      hours   = 17
      minutes = 0
    }

    start_time {
      hours   = 8
      minutes = 0
    }
  }
}
