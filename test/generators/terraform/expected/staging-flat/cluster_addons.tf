# Nodes are not ready without these.
resource "aws_eks_addon" "before_nodes" {
  for_each = toset(["vpc-cni", "kube-proxy", "eks-pod-identity-agent"])

  cluster_name                = aws_eks_cluster.main.name
  addon_name                  = each.key
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "PRESERVE"
}

# --- Pod identity: an add-on's permissions are its own, not the node's ---

data "aws_iam_policy_document" "pod_trust" {
  statement {
    actions = [
      "sts:AssumeRole",
      "sts:TagSession",
    ]

    principals {
      type        = "Service"
      identifiers = ["pods.eks.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceAccount"
      values   = [local.account_id]
    }
  }
}

locals {
  # Service account in kube-system => the managed policy its pods need, and no other.
  pod_policies = {
    aws-node              = "AmazonEKS_CNI_Policy"
    ebs-csi-controller-sa = "service-role/AmazonEBSCSIDriverPolicy"
  }
}

resource "aws_iam_role" "pod" {
  for_each = local.pod_policies

  name               = "${local.name}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.pod_trust.json
}

resource "aws_iam_role_policy_attachment" "pod" {
  for_each = local.pod_policies

  role       = aws_iam_role.pod[each.key].name
  policy_arn = "arn:${local.partition}:iam::aws:policy/${each.value}"
}

resource "aws_eks_pod_identity_association" "main" {
  for_each = local.pod_policies

  cluster_name    = aws_eks_cluster.main.name
  namespace       = "kube-system"
  service_account = each.key
  role_arn        = aws_iam_role.pod[each.key].arn
}

# These run on nodes, and wait until there are some.
resource "aws_eks_addon" "after_nodes" {
  for_each = toset(["coredns", "aws-ebs-csi-driver"])

  cluster_name                = aws_eks_cluster.main.name
  addon_name                  = each.key
  resolve_conflicts_on_create = "OVERWRITE"
  resolve_conflicts_on_update = "PRESERVE"

  depends_on = [aws_eks_node_group.main]
}
