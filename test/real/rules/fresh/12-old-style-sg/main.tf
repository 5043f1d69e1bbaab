resource "aws_security_group" "db" {
  name   = "db"
  vpc_id = data.aws_vpc.main.id
}

data "aws_vpc" "main" {
  tags = {
    Name = "main"
  }
}

resource "aws_security_group_rule" "in" {
  count             = length(var.clients)
  type              = "ingress"
  from_port         = 5432
  to_port           = 5432
  protocol          = "tcp"
  cidr_blocks       = [element(var.clients, count.index)]
  security_group_id = aws_security_group.db.id
}

resource "aws_security_group_rule" "ssh" {
  type              = "ingress"
  from_port         = 0
  to_port           = 65535
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = aws_security_group.db.id
  description       = "for now"
}

variable "clients" {
  type    = list(string)
  default = ["10.1.0.0/16", "10.2.0.0/16"]
}

resource "aws_vpc_security_group_ingress_rule" "metrics" {
  security_group_id = aws_security_group.db.id
  cidr_ipv4         = "10.0.0.0/8"
  from_port         = 9187
  to_port           = 9187
  ip_protocol       = "tcp"
  description       = "metrics"
}

resource "aws_db_instance" "db" {
  instance_class         = "db.t4g.micro"
  engine                 = "mysql"
  allocated_storage      = 20
  username               = "root"
  password               = var.password
  vpc_security_group_ids = [aws_security_group.db.id]
  storage_encrypted      = "true"
  skip_final_snapshot    = true
}

variable "password" {
  type      = string
  sensitive = true
}
