resource "aws_kinesis_stream" "s" {
  name             = "s"
  shard_count      = 1
  encryption_type  = "KMS"
  kms_key_id       = "alias/aws/kinesis"
}

resource "aws_kinesis_stream" "plain" {
  name = "plain"
  encryption_type = "NONE"
  stream_mode_details {
    stream_mode = "ON_DEMAND"
  }
}

resource "aws_kinesis_firehose_delivery_stream" "f" {
  name        = "f"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn   = "arn:aws:iam::123456789012:role/f"
    bucket_arn = aws_s3_bucket.stored.arn
  }
  server_side_encryption {
    enabled  = true
    key_type = "CUSTOMER_MANAGED_CMK"
    key_arn  = "arn:aws:kms:us-east-1:123456789012:key/x"
  }
}

resource "aws_kinesis_firehose_delivery_stream" "from_kinesis" {
  name        = "k"
  destination = "extended_s3"
  kinesis_source_configuration {
    kinesis_stream_arn = aws_kinesis_stream.s.arn
    role_arn           = "arn:aws:iam::123456789012:role/f"
  }
  extended_s3_configuration {
    role_arn   = "arn:aws:iam::123456789012:role/f"
    bucket_arn = aws_s3_bucket.stored.arn
  }
}

resource "aws_s3_bucket" "stored" {
  bucket = "tf-bucket"
  tags = {
    Name = "b"
  }
}

resource "aws_kinesis_video_stream" "v" {
  name = "v"
}
