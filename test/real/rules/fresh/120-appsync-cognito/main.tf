resource "aws_cognito_user_pool" "users" {
  name = "users"
  password_policy {
    minimum_length    = 8
    require_lowercase = true
    require_numbers   = true
  }
}

resource "aws_cognito_identity_pool" "guests" {
  identity_pool_name               = "guests"
  allow_unauthenticated_identities = true
}

resource "aws_appsync_graphql_api" "main" {
  name                = "main"
  authentication_type = "AMAZON_COGNITO_USER_POOLS"
  user_pool_config {
    user_pool_id   = aws_cognito_user_pool.users.id
    default_action = "ALLOW"
  }
  log_config {
    cloudwatch_logs_role_arn = "arn:aws:iam::123456789012:role/appsync"
    field_log_level          = "ERROR"
  }
}

resource "aws_appsync_graphql_api" "open" {
  name                = "open"
  authentication_type = "API_KEY"
}

resource "aws_appsync_api_cache" "open" {
  api_id               = aws_appsync_graphql_api.open.id
  api_caching_behavior = "FULL_REQUEST_CACHING"
  type                 = "SMALL"
  ttl                  = 900
}

resource "aws_dynamodb_table" "posts" {
  name         = "posts"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  server_side_encryption {
    enabled = true
  }
  point_in_time_recovery {
    enabled = true
  }
  deletion_protection_enabled = true
}
