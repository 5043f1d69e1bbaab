terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.60"
    }
  }
  backend "s3" {
    bucket = "acme-state"
    key    = "network"
    region = "eu-central-1"
  }
}

provider "aws" {
  region = "eu-central-1"
  default_tags {
    tags = { Environment = "prod", ManagedBy = "terraform" }
  }
}

provider "aws" {
  alias  = "us"
  region = "us-east-1"
}

resource "aws_s3_bucket" "state" {
  provider = aws.us
  bucket   = "acme-state"
}

resource "aws_s3_bucket_versioning" "state" {
  provider = aws.us
  bucket   = aws_s3_bucket.state.bucket
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_logging" "state" {
  provider      = aws.us
  bucket        = aws_s3_bucket.state.id
  target_bucket = aws_s3_bucket.state.id
  target_prefix = "self/"
}
