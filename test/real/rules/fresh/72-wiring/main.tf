variable "env" {
  type    = string
  default = "prod"
}

variable "settings" {
  type = object({
    versioned = optional(bool, true)
    kms       = optional(string)
  })
  default = {}
}

locals {
  common = { Environment = var.env }
  open   = var.env == "dev"
  ports  = var.env == "prod" ? [443] : [80, 22]
}

resource "aws_s3_bucket" "wired" {
  bucket = "b-${var.env}"
  tags   = merge(local.common, { Name = "b" })
}

resource "aws_s3_bucket_versioning" "wired" {
  bucket = aws_s3_bucket.wired.id
  versioning_configuration {
    status = var.settings.versioned ? "Enabled" : "Suspended"
  }
}

resource "aws_security_group" "s" {
  name        = "s-${var.env}"
  description = "s"
  dynamic "ingress" {
    for_each = local.ports
    content {
      description = "port ${ingress.value}"
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }
}

resource "aws_db_instance" "d" {
  count                   = local.open ? 0 : 1
  engine                  = "postgres"
  instance_class          = "db.t3.micro"
  publicly_accessible     = local.open
  storage_encrypted       = !local.open
  multi_az                = var.env == "prod"
  deletion_protection     = var.env == "prod" ? true : false
  backup_retention_period = lookup({ prod = 30, dev = 0 }, var.env, 1)
  kms_key_id              = try(var.settings.kms, null)
}

resource "aws_kms_key" "k" {
  enable_key_rotation = tobool("true")
  deletion_window_in_days = 7
}

resource "aws_instance" "i" {
  ami           = "ami-1"
  instance_type = "t3.micro"
  monitoring    = contains(["prod", "stage"], var.env)
  ebs_optimized = coalesce(null, true)
  vpc_security_group_ids = [aws_security_group.s.id]
}
