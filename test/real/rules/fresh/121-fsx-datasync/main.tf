resource "aws_fsx_lustre_file_system" "scratch" {
  storage_capacity = 1200
  subnet_ids       = ["subnet-11111111"]
  deployment_type  = "PERSISTENT_1"
  per_unit_storage_throughput = 50
}

resource "aws_fsx_windows_file_system" "share" {
  storage_capacity    = 300
  subnet_ids          = ["subnet-11111111"]
  throughput_capacity = 1024
  kms_key_id          = aws_kms_key.share.arn
}

resource "aws_fsx_ontap_file_system" "ontap" {
  storage_capacity    = 1024
  subnet_ids          = ["subnet-11111111"]
  deployment_type     = "SINGLE_AZ_1"
  throughput_capacity = 512
  preferred_subnet_id = "subnet-11111111"
}

resource "aws_fsx_openzfs_file_system" "zfs" {
  storage_capacity    = 64
  subnet_ids          = ["subnet-11111111"]
  deployment_type     = "SINGLE_AZ_1"
  throughput_capacity = 64
}

resource "aws_kms_key" "share" {
  description         = "share"
  enable_key_rotation = "true"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::123456789012:root" }
      Action    = "kms:*"
      Resource  = "*"
    }]
  })
}

resource "aws_datasync_location_object_storage" "minio" {
  agent_arns      = ["arn:aws:datasync:us-east-1:123456789012:agent/agent-1"]
  server_hostname = "minio.example.com"
  bucket_name     = "b"
  access_key      = "minio"
  secret_key      = "minio-secret-value"
}

resource "aws_efs_file_system" "plain" {
  creation_token = "plain"
  encrypted      = true
}

resource "aws_efs_access_point" "app" {
  file_system_id = aws_efs_file_system.plain.id
  root_directory {
    path = "/app"
  }
}
