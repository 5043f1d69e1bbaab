resource "aws_efs_file_system" "a" {
  encrypted = false
}

resource "aws_fsx_lustre_file_system" "l" {
  storage_capacity = 1200
  subnet_ids = ["subnet-1"]
}

resource "aws_backup_vault" "v" {
  name = "v"
}

resource "aws_backup_plan" "p" {
  name = "p"
  rule {
    rule_name         = "r"
    target_vault_name = aws_backup_vault.v.name
    schedule          = "cron(0 12 * * ? *)"
  }
}

resource "aws_glacier_vault" "g" {
  name = "g"
  access_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Principal = "*", Action = ["glacier:InitiateJob"], Resource = "*" }] })
}

resource "aws_dlm_lifecycle_policy" "d" {
  description        = "d"
  execution_role_arn = "arn:aws:iam::123456789012:role/d"
  policy_details {
    resource_types = ["VOLUME"]
    schedule {
      name = "2 weeks"
      create_rule {
        interval = 24
      }
      retain_rule {
        count = 14
      }
    }
    target_tags = {
      Snapshot = "true"
    }
  }
}

resource "aws_docdb_cluster" "c" {
  cluster_identifier = "c"
  engine = "docdb"
  master_username = "foo"
  master_password = "mustbeeightchars"
  storage_encrypted = false
  backup_retention_period = 5
}

resource "aws_transfer_server" "s" {
  endpoint_type = "PUBLIC"
}

resource "aws_workspaces_workspace" "w" {
  directory_id = "d"
  bundle_id = "b"
  user_name = "x"
}
