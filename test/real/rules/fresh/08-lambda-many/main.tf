variable "functions" {
  default = {
    resize = { memory = 512, env = { BUCKET = "acme-images" } }
    notify = { memory = 128, env = { TOPIC_TOKEN = "replace-me" } }
  }
}

resource "aws_lambda_function" "this" {
  for_each      = var.functions
  function_name = each.key
  role          = var.role
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "${path.module}/${each.key}.zip"
  memory_size   = each.value.memory

  tracing_config {
    mode = "Active"
  }

  dynamic "environment" {
    for_each = length(each.value.env) > 0 ? [each.value.env] : []
    content {
      variables = environment.value
    }
  }

  dynamic "vpc_config" {
    for_each = each.key == "notify" ? [1] : []
    content {
      subnet_ids         = var.subnets
      security_group_ids = var.groups
    }
  }
}

resource "aws_cloudwatch_log_group" "this" {
  for_each          = aws_lambda_function.this
  name              = "/aws/lambda/${each.value.function_name}"
  retention_in_days = 365
}

variable "role" {}
variable "subnets" { type = list(string) }
variable "groups" { type = list(string) }
