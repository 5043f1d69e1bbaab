resource "aws_vpc" "a" {
  cidr_block           = "10.1.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_flow_log" "a" {
  vpc_id          = aws_vpc.a.id
  traffic_type    = "REJECT"
  log_destination = aws_cloudwatch_log_group.flow.arn
  iam_role_arn    = "arn:aws:iam::123456789012:role/flow"
}

resource "aws_cloudwatch_log_group" "flow" {
  name              = "flow"
  retention_in_days = 30
}

resource "aws_default_security_group" "a" {
  vpc_id = aws_vpc.a.id
}

resource "aws_ec2_transit_gateway" "hub" {
  auto_accept_shared_attachments = "enable"
}

resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.a.id
  service_name = "com.amazonaws.us-east-1.s3"
}

resource "aws_vpc_endpoint_service" "own" {
  acceptance_required        = false
  network_load_balancer_arns = ["arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/x/1"]
}

resource "aws_route" "peer" {
  route_table_id            = "rtb-11111111"
  destination_cidr_block    = "0.0.0.0/0"
  vpc_peering_connection_id = "pcx-11111111"
}

resource "aws_route_table" "open" {
  vpc_id = aws_vpc.a.id
  route {
    cidr_block                = "0.0.0.0/0"
    vpc_peering_connection_id = "pcx-11111111"
  }
}

resource "aws_network_acl" "a" {
  vpc_id     = aws_vpc.a.id
  subnet_ids = ["subnet-11111111"]
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 22
    to_port    = 22
  }
  ingress {
    protocol   = "-1"
    rule_no    = 200
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
}

resource "aws_network_acl_rule" "ftp" {
  network_acl_id = aws_network_acl.a.id
  rule_number    = 300
  rule_action    = "allow"
  protocol       = "tcp"
  cidr_block     = "0.0.0.0/0"
  from_port      = 20
  to_port        = 21
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "a" {
  allocation_id = aws_eip.nat.id
  subnet_id     = "subnet-11111111"
}

resource "aws_vpn_connection" "office" {
  customer_gateway_id = "cgw-11111111"
  transit_gateway_id  = aws_ec2_transit_gateway.hub.id
  type                = "ipsec.1"
}
