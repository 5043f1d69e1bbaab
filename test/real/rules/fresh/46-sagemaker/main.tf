resource "aws_sagemaker_notebook_instance" "ni" {
  name          = "notebook"
  role_arn      = aws_iam_role.role.arn
  instance_type = "ml.t2.medium"
  direct_internet_access = "Disabled"
  subnet_id = aws_subnet.a.id
  security_groups = [aws_security_group.a.id]
}

resource "aws_vpc" "a" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_default_security_group" "d" {
  vpc_id = aws_vpc.a.id
}

resource "aws_subnet" "a" {
  vpc_id = aws_vpc.a.id
  cidr_block = "10.0.0.0/24"
}

resource "aws_security_group" "a" {
  name = "a"
  description = "notebooks"
  vpc_id = aws_vpc.a.id
}

resource "aws_iam_role" "role" {
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["sagemaker.amazonaws.com"]
    }
  }
}

resource "aws_iam_role_policy" "p" {
  role = aws_iam_role.role.id
  policy = <<EOF
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["s3:*", "sagemaker:*"],
      "Resource": "*"
    }
  ]
}
EOF
}

resource "aws_sagemaker_model" "m" {
  name               = "m"
  execution_role_arn = aws_iam_role.role.arn
  primary_container {
    image = "123456789012.dkr.ecr.us-west-2.amazonaws.com/m:latest"
  }
}

resource "aws_sagemaker_endpoint_configuration" "ec" {
  name = "ec"
  production_variants {
    variant_name           = "v1"
    model_name             = aws_sagemaker_model.m.name
    initial_instance_count = 1
    instance_type          = "ml.t2.medium"
  }
}

resource "aws_sagemaker_endpoint" "e" {
  name                 = "e"
  endpoint_config_name = aws_sagemaker_endpoint_configuration.ec.name
}
