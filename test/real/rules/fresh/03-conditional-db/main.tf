variable "env" {
  type    = string
  default = "staging"
}

locals {
  is_prod = var.env == "prod"
}

resource "aws_db_instance" "main" {
  identifier                  = "orders-${var.env}"
  engine                      = "postgres"
  engine_version              = "16.3"
  instance_class              = local.is_prod ? "db.r6g.large" : "db.t4g.small"
  allocated_storage           = 50
  storage_encrypted           = true
  multi_az                    = local.is_prod
  deletion_protection         = local.is_prod ? true : false
  backup_retention_period     = local.is_prod ? 14 : 1
  username                    = "orders"
  manage_master_user_password = true
  skip_final_snapshot         = !local.is_prod
}

resource "aws_db_instance" "replica" {
  count               = local.is_prod ? 2 : 0
  identifier          = "orders-${var.env}-${count.index}"
  replicate_source_db = aws_db_instance.main.identifier
  instance_class      = "db.r6g.large"
  publicly_accessible = true
}
