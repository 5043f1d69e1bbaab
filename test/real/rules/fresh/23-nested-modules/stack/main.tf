variable "region" {
  type = string
}

variable "public" {
  type    = bool
  default = false
}

module "store" {
  source  = "../store"
  name    = "acme-${var.region}"
  private = !var.public
}

resource "aws_instance" "bastion" {
  count                       = var.public ? 1 : 0
  ami                         = "ami-0123456789abcdef0"
  instance_type               = "t3.nano"
  associate_public_ip_address = true
  ebs_optimized               = true
  monitoring                  = true
  root_block_device {
    encrypted = true
  }
  metadata_options {
    http_tokens = "required"
  }
}
