resource "aws_efs_file_system" "files" {
  creation_token = "files"
  encrypted      = true

  lifecycle_policy {
    transition_to_ia = "AFTER_30_DAYS"
  }
}

resource "aws_efs_backup_policy" "files" {
  file_system_id = aws_efs_file_system.files.id

  backup_policy {
    status = "ENABLED"
  }
}

resource "aws_efs_access_point" "root" {
  file_system_id = aws_efs_file_system.files.id
}

resource "aws_efs_access_point" "app" {
  file_system_id = aws_efs_file_system.files.id

  root_directory {
    path = "/app"
  }

  posix_user {
    gid = 1000
    uid = 1000
  }
}

resource "aws_efs_replication_configuration" "files" {
  source_file_system_id = aws_efs_file_system.files.id

  destination {
    region = "us-west-2"
  }
}
