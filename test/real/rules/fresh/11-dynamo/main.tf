resource "aws_dynamodb_table" "this" {
  for_each     = { sessions = "TTL", orders = "KEEP" }
  name         = each.key
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"

  attribute {
    name = "id"
    type = "S"
  }

  dynamic "ttl" {
    for_each = each.value == "TTL" ? ["expires"] : []
    content {
      attribute_name = ttl.value
      enabled        = true
    }
  }

  point_in_time_recovery {
    enabled = each.value == "KEEP"
  }

  server_side_encryption {
    enabled = true
  }
}
