variable "anything" {}

data "external" "settings" {
  program = ["./settings.sh"]
}

resource "aws_s3_bucket_public_access_block" "b" {
  bucket                  = var.anything.bucket
  block_public_acls       = var.anything.block
  block_public_policy     = data.external.settings.result.block
  ignore_public_acls      = tobool(data.external.settings.result.ignore)
  restrict_public_buckets = var.anything["restrict"]
}

resource "aws_db_instance" "b" {
  instance_class      = var.anything.class
  engine              = "postgres"
  allocated_storage   = 10
  username            = "x"
  password            = var.anything.password
  storage_encrypted   = var.anything.encrypted
  publicly_accessible = lookup(data.external.settings.result, "public", false)
  multi_az            = can(regex("^prod", var.anything.name))
}

resource "aws_security_group" "b" {
  description = "unknown"
  dynamic "ingress" {
    for_each = var.anything.ports
    content {
      description = "x"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = var.anything.cidrs
    }
  }
}

resource "aws_network_interface" "b" {
  subnet_id       = "subnet-0123456789abcdef0"
  security_groups = [aws_security_group.b.id]
}
