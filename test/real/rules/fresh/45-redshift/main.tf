resource "random_password" "password" {
  length = 16
}

resource "aws_redshift_cluster" "dw" {
  cluster_identifier        = "dw"
  database_name             = "mydb"
  master_username           = "exampleuser"
  master_password           = random_password.password.result
  node_type                 = "dc1.large"
  cluster_type              = "single-node"
  publicly_accessible       = false
  encrypted                 = true
  cluster_subnet_group_name = aws_redshift_subnet_group.g.name
  logging {
    enable      = true
    bucket_name = aws_s3_bucket.logs.id
  }
}

resource "aws_redshift_subnet_group" "g" {
  name       = "g"
  subnet_ids = [aws_subnet.a.id]
}

resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.1.1.0/24"
}

resource "aws_vpc" "main" {
  cidr_block = "10.1.0.0/16"
}

resource "aws_s3_bucket" "logs" {
  bucket        = "dw-logs"
  force_destroy = true
}

data "aws_iam_policy_document" "logs" {
  statement {
    actions   = ["s3:*"]
    resources = ["${aws_s3_bucket.logs.arn}/*", aws_s3_bucket.logs.arn]
    principals {
      type        = "AWS"
      identifiers = ["*"]
    }
  }
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = data.aws_iam_policy_document.logs.json
}

resource "aws_redshiftserverless_namespace" "ns" {
  namespace_name = "ns"
}

resource "aws_redshiftserverless_workgroup" "wg" {
  namespace_name = aws_redshiftserverless_namespace.ns.namespace_name
  workgroup_name = "wg"
  publicly_accessible = true
}
