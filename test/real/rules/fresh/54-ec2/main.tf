data "aws_ami" "ubuntu" {
  most_recent = true
  owners      = ["099720109477"]
}

resource "aws_instance" "bastion" {
  ami                         = data.aws_ami.ubuntu.id
  instance_type               = "t3.micro"
  associate_public_ip_address = true
  vpc_security_group_ids      = [aws_security_group.ssh.id]
  user_data                   = <<-EOF
    #!/bin/bash
    export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE
    yum update -y
  EOF
  root_block_device {
    volume_size = 20
    volume_type = "gp2"
  }
  ebs_block_device {
    device_name = "/dev/sdb"
    volume_size = 10
    encrypted   = true
  }
  metadata_options {
    http_endpoint = "enabled"
  }
  credit_specification {
    cpu_credits = "unlimited"
  }
}

resource "aws_security_group" "ssh" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_instance" "quiet" {
  ami                  = "ami-12345678"
  instance_type        = "m5.large"
  ebs_optimized        = true
  monitoring           = true
  iam_instance_profile = "app"
  metadata_options {
    http_tokens = "required"
  }
  root_block_device {
    encrypted = true
  }
}

resource "aws_instance" "off" {
  ami           = "ami-12345678"
  instance_type = "m5.large"
  metadata_options {
    http_endpoint = "disabled"
  }
  network_interface {
    network_interface_id = aws_network_interface.n.id
    device_index         = 0
  }
}

resource "aws_network_interface" "n" {
  subnet_id = "subnet-12345678"
}

resource "aws_ebs_volume" "v" {
  availability_zone = "us-west-2a"
  size              = 40
}

resource "aws_volume_attachment" "v" {
  device_name = "/dev/sdh"
  volume_id   = aws_ebs_volume.v.id
  instance_id = aws_instance.off.id
}

resource "aws_ebs_snapshot" "s" {
  volume_id = aws_ebs_volume.v.id
}

resource "aws_spot_instance_request" "cheap" {
  ami           = "ami-12345678"
  spot_price    = "0.03"
  instance_type = "c4.xlarge"
}
