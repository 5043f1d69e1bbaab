locals {
  repositories = ["api", "worker"]
}

resource "aws_ecr_repository" "this" {
  for_each             = toset(local.repositories)
  name                 = each.value
  image_tag_mutability = each.value == "api" ? "IMMUTABLE" : "MUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
}

resource "aws_ecr_repository" "base" {
  name                 = "base"
  image_tag_mutability = "IMMUTABLE"
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = aws_kms_key.images.arn
  }
}

resource "aws_kms_key" "images" {
  enable_key_rotation     = true
  deletion_window_in_days = 7
}

resource "aws_codepipeline" "main" {
  name     = "main"
  role_arn = "arn:aws:iam::123456789012:role/pipeline"
  artifact_store {
    location = "artifacts-example"
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
      output_artifacts = ["out"]
    }
  }
  stage {
    name = "Build"
    action {
      name            = "Build"
      category        = "Build"
      owner           = "AWS"
      provider        = "CodeBuild"
      version         = "1"
      input_artifacts = ["out"]
    }
  }
}

resource "aws_codebuild_project" "image" {
  name          = "image"
  service_role  = "arn:aws:iam::123456789012:role/build"
  badge_enabled = true
  artifacts {
    type                = "S3"
    location            = "artifacts-example"
    encryption_disabled = true
  }
  environment {
    compute_type    = "BUILD_GENERAL1_SMALL"
    image           = "aws/codebuild/standard:7.0"
    type            = "LINUX_CONTAINER"
    privileged_mode = true
    environment_variable {
      name  = "AWS_SECRET_ACCESS_KEY"
      value = "not-a-real-one"
    }
  }
  source {
    type     = "GITHUB"
    location = "https://github.com/example/app.git"
  }
  logs_config {
    s3_logs {
      status              = "ENABLED"
      location            = "logs-example/build"
      encryption_disabled = true
    }
  }
}
