resource "aws_api_gateway_rest_api" "cats" {
  name = "cats"

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "cat" {
  parent_id   = aws_api_gateway_rest_api.cats.root_resource_id
  path_part   = "cat"
  rest_api_id = aws_api_gateway_rest_api.cats.id
}

resource "aws_api_gateway_request_validator" "body" {
  name                  = "body"
  rest_api_id           = aws_api_gateway_rest_api.cats.id
  validate_request_body = true
}

resource "aws_api_gateway_method" "get" {
  authorization = "NONE"
  http_method   = "GET"
  resource_id   = aws_api_gateway_resource.cat.id
  rest_api_id   = aws_api_gateway_rest_api.cats.id
}

resource "aws_api_gateway_method" "put" {
  authorization        = "AWS_IAM"
  http_method          = "PUT"
  resource_id          = aws_api_gateway_resource.cat.id
  rest_api_id          = aws_api_gateway_rest_api.cats.id
  request_validator_id = aws_api_gateway_request_validator.body.id
}

resource "aws_api_gateway_method" "options" {
  authorization = "NONE"
  http_method   = "OPTIONS"
  resource_id   = aws_api_gateway_resource.cat.id
  rest_api_id   = aws_api_gateway_rest_api.cats.id
}

resource "aws_api_gateway_deployment" "cats" {
  rest_api_id = aws_api_gateway_rest_api.cats.id

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "prod" {
  deployment_id        = aws_api_gateway_deployment.cats.id
  rest_api_id          = aws_api_gateway_rest_api.cats.id
  stage_name           = "prod"
  xray_tracing_enabled = true

  access_log_settings {
    destination_arn = "arn:aws:logs:us-east-1:123456789012:log-group:api"
    format          = "$context.requestId"
  }
}

resource "aws_api_gateway_method_settings" "prod" {
  rest_api_id = aws_api_gateway_rest_api.cats.id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  method_path = "*/*"

  settings {
    metrics_enabled    = true
    logging_level      = "INFO"
    caching_enabled    = true
    data_trace_enabled = true
  }
}

resource "aws_api_gateway_stage" "test" {
  deployment_id = aws_api_gateway_deployment.cats.id
  rest_api_id   = aws_api_gateway_rest_api.cats.id
  stage_name    = "test"
}

resource "aws_api_gateway_method_settings" "test" {
  rest_api_id = aws_api_gateway_rest_api.cats.id
  stage_name  = aws_api_gateway_stage.test.stage_name
  method_path = "*/*"

  settings {
    logging_level = "OFF"
  }
}

resource "aws_api_gateway_domain_name" "cats" {
  domain_name     = "api.example.com"
  certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"
}
