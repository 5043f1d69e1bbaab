resource "aws_iam_role" "sm" {
  name = "sm"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Action = "sts:AssumeRole", Effect = "Allow", Principal = { Service = "sagemaker.amazonaws.com" } }]
  })
}

resource "aws_sagemaker_model" "open" {
  name               = "open"
  execution_role_arn = aws_iam_role.sm.arn

  primary_container {
    image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/model:1"
  }
}

resource "aws_sagemaker_endpoint_configuration" "open" {
  name = "open"

  production_variants {
    variant_name           = "one"
    model_name             = aws_sagemaker_model.open.name
    initial_instance_count = 1
    instance_type          = "ml.t2.medium"
  }
}

resource "aws_sagemaker_notebook_instance" "plain" {
  name          = "plain"
  role_arn      = aws_iam_role.sm.arn
  instance_type = "ml.t2.medium"
}

resource "aws_sagemaker_notebook_instance" "closed" {
  name                   = "closed"
  role_arn               = aws_iam_role.sm.arn
  instance_type          = "ml.t2.medium"
  subnet_id              = "subnet-11111111"
  security_groups        = ["sg-11111111"]
  direct_internet_access = "Disabled"
  root_access            = "Disabled"
  kms_key_id             = "arn:aws:kms:us-east-1:123456789012:key/1"

  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "2"
  }
}

resource "aws_sagemaker_notebook_instance" "linked" {
  name                   = "linked"
  role_arn               = aws_iam_role.sm.arn
  instance_type          = "ml.t2.medium"
  direct_internet_access = "Enabled"

  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = 1
  }
}

resource "aws_sagemaker_code_repository" "repo" {
  code_repository_name = "repo"

  git_config {
    repository_url = "https://github.com/example/notebooks.git"
  }
}
