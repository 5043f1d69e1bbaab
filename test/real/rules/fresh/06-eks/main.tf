variable "subnets" {
  type = list(string)
}

variable "office" {
  type    = list(string)
  default = ["203.0.113.0/24"]
}

resource "aws_kms_key" "eks" {
  description         = "secrets of the cluster"
  enable_key_rotation = true
}

resource "aws_eks_cluster" "this" {
  name     = "platform"
  role_arn = aws_iam_role.eks.arn
  version  = "1.33"

  enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]

  vpc_config {
    subnet_ids              = var.subnets
    endpoint_private_access = true
    endpoint_public_access  = length(var.office) > 0
    public_access_cidrs     = var.office
  }

  encryption_config {
    provider {
      key_arn = aws_kms_key.eks.arn
    }
    resources = ["secrets"]
  }
}

resource "aws_iam_role" "eks" {
  name = "eks"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "eks.amazonaws.com" }
    }]
  })
}

resource "aws_eks_node_group" "this" {
  for_each        = toset(["general", "spot"])
  cluster_name    = aws_eks_cluster.this.name
  node_group_name = each.key
  node_role_arn   = aws_iam_role.eks.arn
  subnet_ids      = var.subnets
  capacity_type   = each.key == "spot" ? "SPOT" : "ON_DEMAND"
  scaling_config {
    desired_size = 2
    max_size     = 4
    min_size     = 1
  }
}
