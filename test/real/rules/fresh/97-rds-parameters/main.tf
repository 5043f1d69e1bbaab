resource "aws_db_parameter_group" "pg" {
  name   = "pg"
  family = "postgres15"

  parameter {
    name  = "log_connections"
    value = "1"
  }

  parameter {
    name  = "rds.force_ssl"
    value = "0"
  }
}

resource "aws_db_instance" "pg" {
  allocated_storage    = 10
  engine               = "postgres"
  engine_version       = "15.7"
  instance_class       = "db.t3.micro"
  username             = "app"
  password             = var.password
  parameter_group_name = aws_db_parameter_group.pg.name
  storage_encrypted    = true
  skip_final_snapshot  = true
}

resource "aws_db_parameter_group" "my" {
  name   = "my"
  family = "mysql8.0"

  parameter {
    name  = "character_set_server"
    value = "utf8"
  }
}

resource "aws_db_instance" "my" {
  allocated_storage    = 10
  engine               = "mysql"
  engine_version       = "8.0"
  instance_class       = "db.t3.micro"
  username             = "app"
  password             = var.password
  parameter_group_name = aws_db_parameter_group.my.name
  skip_final_snapshot  = true
}

resource "aws_db_instance" "named" {
  allocated_storage    = 10
  engine               = "postgres"
  instance_class       = "db.t3.micro"
  parameter_group_name = "default.postgres15"
}

resource "aws_db_option_group" "mssql" {
  name                 = "mssql"
  engine_name          = "sqlserver-ee"
  major_engine_version = "15.00"

  option {
    option_name = "SQLSERVER_BACKUP_RESTORE"
  }
}

variable "password" {
  type        = string
  sensitive   = true
  description = "Password"
}
