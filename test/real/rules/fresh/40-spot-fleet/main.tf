resource "aws_instance" "worker" {
  for_each      = { for index in range(3) : "w${index}" => index }
  ami           = "ami-0123456789abcdef0"
  instance_type = "c6i.large"
  ebs_optimized = true
  monitoring    = each.value < 2

  dynamic "ebs_block_device" {
    for_each = each.value == 0 ? [] : ["/dev/sdf"]
    content {
      device_name = ebs_block_device.value
      volume_size = 50
      encrypted   = true
    }
  }

  root_block_device {
    encrypted   = true
    volume_type = "gp3"
  }

  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }

  iam_instance_profile = aws_iam_instance_profile.worker.name
  user_data            = <<-SH
    #!/bin/sh
    export REGION=eu-central-1
    exec /opt/worker --id ${each.key}
  SH
}

resource "aws_iam_instance_profile" "worker" {
  name = "worker"
  role = "worker"
}

resource "aws_launch_configuration" "old" {
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t2.micro"
  root_block_device {
    encrypted = true
  }
  metadata_options {
    http_tokens = "required"
  }
}
