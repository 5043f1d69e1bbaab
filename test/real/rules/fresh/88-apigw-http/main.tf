resource "aws_apigatewayv2_api" "http" {
  name          = "http"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_route" "open" {
  api_id    = aws_apigatewayv2_api.http.id
  route_key = "GET /open"
}

resource "aws_apigatewayv2_route" "signed" {
  api_id             = aws_apigatewayv2_api.http.id
  route_key          = "GET /signed"
  authorization_type = "AWS_IAM"
}

resource "aws_apigatewayv2_stage" "live" {
  api_id      = aws_apigatewayv2_api.http.id
  name        = "live"
  auto_deploy = true
}

resource "aws_lambda_function_url" "open" {
  function_name      = "orders"
  authorization_type = "NONE"
}

resource "aws_lambda_permission" "api" {
  action        = "lambda:InvokeFunction"
  function_name = "orders"
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.http.execution_arn}/*"
}
