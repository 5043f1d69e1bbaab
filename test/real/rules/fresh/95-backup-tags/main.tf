resource "aws_backup_vault" "main" {
  name = "main"
}

resource "aws_backup_plan" "daily" {
  name = "daily"

  rule {
    rule_name         = "daily"
    target_vault_name = aws_backup_vault.main.name
    schedule          = "cron(0 12 * * ? *)"

    lifecycle {
      delete_after = 14
    }
  }
}

resource "aws_efs_file_system" "files" {
  creation_token = "files"
}

resource "aws_db_instance" "db" {
  allocated_storage   = 10
  engine              = "postgres"
  engine_version      = "16.3"
  instance_class      = "db.t3.micro"
  username            = "foo"
  password            = "foobarbaz"
  skip_final_snapshot = true
}

resource "aws_dynamodb_table" "orders" {
  name           = "orders"
  billing_mode   = "PROVISIONED"
  read_capacity  = 20
  write_capacity = 20
  hash_key       = "UserId"

  attribute {
    name = "UserId"
    type = "S"
  }
}

resource "aws_backup_selection" "named" {
  iam_role_arn = "arn:aws:iam::123456789012:role/backup"
  name         = "named"
  plan_id      = aws_backup_plan.daily.id
  resources    = [aws_db_instance.db.arn, aws_efs_file_system.files.arn, aws_dynamodb_table.orders.arn]
}
