data "aws_ami" "ubuntu" {
  most_recent = true
  owners      = ["099720109477"]
  filter {
    name   = "name"
    values = ["ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-*"]
  }
}

resource "aws_instance" "bastion" {
  ami                         = data.aws_ami.ubuntu.id
  instance_type               = "t2.micro"
  associate_public_ip_address = true
  monitoring                  = true
  ebs_optimized               = true
  user_data                   = <<-EOT
    #!/bin/bash
    export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
    export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
  EOT
  root_block_device {
    encrypted = true
  }
  metadata_options {
    http_tokens = "optional"
  }
}

resource "aws_ebs_volume" "data" {
  availability_zone = aws_instance.bastion.availability_zone
  size              = 10
  encrypted         = true
}

resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdh"
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.bastion.id
}

resource "aws_ebs_encryption_by_default" "off" {
  enabled = false
}

resource "aws_ami" "own" {
  name                = "own"
  virtualization_type = "hvm"
  root_device_name    = "/dev/xvda"
  ebs_block_device {
    device_name = "/dev/xvda"
    snapshot_id = "snap-11111111"
    volume_size = 8
  }
}

resource "aws_ami_copy" "own" {
  name              = "own-copy"
  source_ami_id     = aws_ami.own.id
  source_ami_region = "us-west-1"
}

resource "aws_ami_launch_permission" "own" {
  image_id   = aws_ami.own.id
  account_id = "123456789012"
}

resource "aws_launch_configuration" "lc" {
  image_id      = data.aws_ami.ubuntu.id
  instance_type = "m3.medium"
  root_block_device {
    encrypted = false
  }
}

resource "aws_security_group" "bastion" {
  name        = "bastion"
  description = "bastion"
}

resource "aws_security_group_rule" "ssh" {
  type              = "ingress"
  from_port         = 22
  to_port           = 22
  protocol          = "6"
  cidr_blocks       = ["10.0.0.0/8", "0.0.0.0/0"]
  security_group_id = aws_security_group.bastion.id
}

resource "aws_security_group_rule" "rdp" {
  type              = "ingress"
  from_port         = 3000
  to_port           = 4000
  protocol          = "tcp"
  ipv6_cidr_blocks  = ["::/0"]
  security_group_id = aws_security_group.bastion.id
  description       = "rdp"
}
