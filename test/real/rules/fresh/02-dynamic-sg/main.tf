locals {
  rules = [
    { port = 443, cidrs = ["0.0.0.0/0"], text = "https" },
    { port = 22, cidrs = ["10.0.0.0/8"], text = "ssh from inside" },
    { port = 80, cidrs = ["0.0.0.0/0"], text = "redirect" },
  ]
}

resource "aws_security_group" "edge" {
  name        = "edge"
  description = "edge proxies"
  vpc_id      = var.vpc_id

  dynamic "ingress" {
    for_each = local.rules
    content {
      description = ingress.value.text
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      protocol    = "tcp"
      cidr_blocks = ingress.value.cidrs
    }
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

variable "vpc_id" {
  type = string
}

resource "aws_instance" "edge" {
  ami                    = "ami-0123456789abcdef0"
  instance_type          = "t3.small"
  vpc_security_group_ids = [aws_security_group.edge.id]
  metadata_options {
    http_tokens = "required"
  }
}
