resource "aws_security_group" "web" {
  name        = "web"
  description = "web"
}

resource "aws_vpc_security_group_ingress_rule" "by_group" {
  security_group_id            = aws_security_group.web.id
  description                  = "from the load balancer"
  referenced_security_group_id = aws_security_group.web.id
  ip_protocol                  = "tcp"
  from_port                    = 22
  to_port                      = 80
}

resource "aws_vpc_security_group_ingress_rule" "by_prefix" {
  security_group_id = aws_security_group.web.id
  description       = "from the content network"
  prefix_list_id    = "pl-11111111"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_vpc_security_group_ingress_rule" "by_range" {
  security_group_id = aws_security_group.web.id
  description       = "from anywhere"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_security_group_rule" "by_group" {
  type                     = "ingress"
  security_group_id        = aws_security_group.web.id
  description              = "from the load balancer"
  source_security_group_id = aws_security_group.web.id
  protocol                 = "tcp"
  from_port                = 22
  to_port                  = 80
}

resource "aws_security_group" "datagrams" {
  name        = "datagrams"
  description = "datagrams"
  ingress {
    description = "from anywhere"
    from_port   = 22
    to_port     = 3389
    protocol    = "udp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "zero" {
  name        = "zero"
  description = "zero"
  ingress {
    description = "from anywhere"
    from_port   = 0
    to_port     = 0
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "its_own" {
  name        = "its-own"
  description = "its own"
  ingress {
    description = "from itself"
    from_port   = 0
    to_port     = 65535
    protocol    = "tcp"
    self        = true
  }
  ingress {
    description = "from anywhere"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
