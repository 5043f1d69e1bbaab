resource "aws_codebuild_project" "p" {
  name         = "p"
  service_role = "arn:aws:iam::123456789012:role/c"
  artifacts {
    type = "NO_ARTIFACTS"
    encryption_disabled = true
  }
  environment {
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/standard:7.0"
    type            = "LINUX_CONTAINER"
    privileged_mode = true
    environment_variable {
      name  = "AWS_SECRET_ACCESS_KEY"
      value = "x"
    }
  }
  source {
    type     = "GITHUB"
    location = "https://github.com/example/x.git"
  }
  logs_config {
    cloudwatch_logs {
      group_name = "x"
      status = "DISABLED"
    }
  }
}

resource "aws_codepipeline" "p" {
  name     = "p"
  role_arn = "arn:aws:iam::123456789012:role/c"
  artifact_store {
    location = aws_s3_bucket.a.bucket
    type     = "S3"
  }
  stage {
    name = "Source"
    action {
      name             = "Source"
      category         = "Source"
      owner            = "AWS"
      provider         = "CodeStarSourceConnection"
      version          = "1"
      output_artifacts = ["s"]
    }
  }
}

resource "aws_s3_bucket" "a" {
  bucket = "artifacts"
}

resource "aws_codecommit_repository" "r" {
  repository_name = "r"
}

resource "aws_codeartifact_domain" "d" {
  domain = "d"
}
