resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "a" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_network_acl" "listed" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = [aws_subnet.a.id]
}

resource "aws_network_acl" "associated" {
  vpc_id = aws_vpc.main.id
}

resource "aws_network_acl_association" "a" {
  network_acl_id = aws_network_acl.associated.id
  subnet_id      = aws_subnet.a.id
}

resource "aws_network_acl_rule" "ssh" {
  network_acl_id = aws_network_acl.listed.id
  rule_number    = 200
  protocol       = "tcp"
  rule_action    = "allow"
  cidr_block     = "0.0.0.0/0"
  from_port      = 22
  to_port        = 22
}

resource "aws_vpc_peering_connection" "peer" {
  peer_vpc_id = "vpc-22222222"
  vpc_id      = aws_vpc.main.id
  auto_accept = true
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "nat" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.a.id
}
