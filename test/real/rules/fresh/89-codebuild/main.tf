resource "aws_codebuild_project" "docker" {
  name         = "docker"
  service_role = "arn:aws:iam::123456789012:role/build"

  artifacts {
    type = "NO_ARTIFACTS"
  }

  environment {
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/standard:7.0"
    type            = "LINUX_CONTAINER"
    privileged_mode = true
  }

  source {
    type     = "GITHUB"
    location = "https://github.com/example/app.git"
  }
}

resource "aws_codebuild_project" "library" {
  name           = "library"
  service_role   = "arn:aws:iam::123456789012:role/build"
  encryption_key = "arn:aws:kms:us-east-1:123456789012:key/1"

  artifacts {
    type     = "S3"
    location = "artifacts-example"
  }

  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
  }

  logs_config {
    cloudwatch_logs {
      group_name = "builds"
    }

    s3_logs {
      status              = "ENABLED"
      location            = "logs-example/build-log"
      encryption_disabled = true
    }
  }

  source {
    type      = "NO_SOURCE"
    buildspec = "version: 0.2"
  }
}

resource "aws_codebuild_webhook" "docker" {
  project_name = aws_codebuild_project.docker.name
  build_type   = "BUILD"
}
