resource "aws_chime_voice_connector" "main" {
  name               = "main"
  require_encryption = true
}

resource "aws_chime_voice_connector_streaming" "main" {
  disabled                       = false
  voice_connector_id             = aws_chime_voice_connector.main.id
  data_retention                 = 7
  streaming_notification_targets = ["SQS"]
}

resource "aws_chime_voice_connector_termination" "main" {
  disabled           = false
  cps_limit          = 1
  cidr_allow_list    = ["50.35.78.96/31"]
  calling_regions    = ["US", "CA"]
  voice_connector_id = aws_chime_voice_connector.main.id
}

resource "aws_chime_voice_connector_origination" "main" {
  disabled           = false
  voice_connector_id = aws_chime_voice_connector.main.id

  route {
    host     = "127.0.0.1"
    port     = 8081
    protocol = "TCP"
    priority = 1
    weight   = 1
  }
}
