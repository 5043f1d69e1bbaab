variable "settings" {
  type = object({
    public  = bool
    encrypt = bool
    keep    = number
  })
}

resource "aws_db_instance" "this" {
  instance_class          = "db.t4g.small"
  engine                  = "mariadb"
  allocated_storage       = 20
  username                = "app"
  password                = "ignored"
  publicly_accessible     = var.settings.public
  storage_encrypted       = var.settings.encrypt
  backup_retention_period = var.settings.keep
}
