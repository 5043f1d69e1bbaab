resource "aws_timestreamwrite_database" "d" {
  database_name = "d"
}

resource "aws_qldb_ledger" "l" {
  name = "l"
  permissions_mode = "ALLOW_ALL"
  deletion_protection = false
}

resource "aws_keyspaces_table" "t" {
  keyspace_name = "k"
  table_name = "t"
}

resource "aws_dms_replication_instance" "r" {
  replication_instance_id = "r"
  replication_instance_class = "dms.t3.micro"
  publicly_accessible = true
}

resource "aws_vpn_connection" "v" {
  customer_gateway_id = "c"
  type = "ipsec.1"
}

resource "aws_ec2_transit_gateway" "t" {
  auto_accept_shared_attachments = "enable"
}

resource "aws_globalaccelerator_accelerator" "g" {
  name = "g"
}

resource "aws_lightsail_instance" "l" {
  name = "l"
  availability_zone = "us-east-1a"
  blueprint_id = "ubuntu_20_04"
  bundle_id = "nano_2_0"
  user_data = "sudo yum install -y httpd"
}

resource "aws_lightsail_database" "d" {
  relational_database_name = "d"
  master_password = "testdatabasepassword"
  master_username = "t"
  blueprint_id = "mysql_8_0"
  bundle_id = "micro_1_0"
}

resource "aws_apprunner_service" "a" {
  service_name = "a"
  source_configuration {
    image_repository {
      image_identifier = "public.ecr.aws/x:latest"
      image_repository_type = "ECR_PUBLIC"
    }
  }
}

resource "aws_amplify_app" "a" {
  name = "a"
}

resource "aws_imagebuilder_component" "c" {
  name = "c"
  platform = "Linux"
  version = "1.0.0"
  data = "x"
}

resource "aws_cloudsearch_domain" "c" {
  name = "c"
}

resource "aws_network_interface" "e" {
  subnet_id = "subnet-1"
  security_groups = [aws_security_group.e.id]
}

resource "aws_security_group" "e" {
  name = "e"
  vpc_id = "vpc-1"
}

resource "aws_security_group" "lambda" {
  name = "lambda"
}

resource "aws_vpc_endpoint" "e" {
  vpc_id = "vpc-1"
  service_name = "x"
  security_group_ids = [aws_security_group.lambda.id]
}
