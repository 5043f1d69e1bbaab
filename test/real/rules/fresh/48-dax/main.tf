resource "aws_dax_cluster" "bar" {
  cluster_name       = "cluster-example"
  iam_role_arn       = aws_iam_role.dax.arn
  node_type          = "dax.r4.large"
  replication_factor = 1
  server_side_encryption {
    enabled = var.encrypt
  }
}

variable "encrypt" {
  type    = bool
  default = false
}

resource "aws_iam_role" "dax" {
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = "sts:AssumeRole"
      Principal = "*"
    }]
  })
}

resource "aws_dynamodb_table" "games" {
  name         = "games"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
  attribute {
    name = "id"
    type = "S"
  }
  server_side_encryption {
    enabled = true
  }
  point_in_time_recovery {
    enabled = "true"
  }
  replica {
    region_name = "us-west-2"
  }
}
