resource "aws_transfer_server" "open" {
  identity_provider_type = "SERVICE_MANAGED"
}

resource "aws_transfer_server" "inside" {
  endpoint_type = "VPC"

  endpoint_details {
    subnet_ids = ["subnet-11111111"]
    vpc_id     = "vpc-11111111"
  }
}

resource "aws_glacier_vault" "archive" {
  name = "archive"
}

resource "aws_dlm_lifecycle_policy" "snapshots" {
  description        = "snapshots"
  execution_role_arn = "arn:aws:iam::123456789012:role/dlm"
  state              = "ENABLED"

  policy_details {
    resource_types = ["VOLUME"]
    target_tags    = { Snapshot = "true" }

    schedule {
      name = "two weeks"

      create_rule {
        interval = 24
      }

      retain_rule {
        count = 14
      }
    }
  }
}
