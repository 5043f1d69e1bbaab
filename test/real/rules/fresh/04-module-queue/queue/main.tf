variable "name" {
  type        = string
  description = "Name of the queue."
}

variable "encrypted" {
  type        = bool
  description = "With keys of the service."
  default     = true
}

resource "aws_sqs_queue" "dead" {
  name                    = "${var.name}-dead"
  sqs_managed_sse_enabled = var.encrypted
}

resource "aws_sqs_queue" "this" {
  name                    = var.name
  sqs_managed_sse_enabled = var.encrypted
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead.arn
    maxReceiveCount     = 5
  })
}
