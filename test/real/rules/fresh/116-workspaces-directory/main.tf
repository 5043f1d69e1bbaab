resource "aws_directory_service_directory" "corp" {
  name     = "corp.example.com"
  password = "Sup3rSecret!Pass"
  size     = "Small"
  vpc_settings {
    vpc_id     = aws_vpc.main.id
    subnet_ids = aws_subnet.main[*].id
  }
}

resource "aws_vpc" "main" {
  cidr_block = "10.20.0.0/16"
}

resource "aws_subnet" "main" {
  count                   = 2
  vpc_id                  = aws_vpc.main.id
  cidr_block              = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
  map_public_ip_on_launch = true
}

resource "aws_workspaces_directory" "corp" {
  directory_id = aws_directory_service_directory.corp.id
}

resource "aws_workspaces_workspace" "dev" {
  directory_id                   = aws_workspaces_directory.corp.id
  bundle_id                      = "wsb-1a2b3c4d5"
  user_name                      = "dev"
  root_volume_encryption_enabled = true
}

resource "aws_workspaces_workspace" "ops" {
  directory_id                   = aws_workspaces_directory.corp.id
  bundle_id                      = "wsb-1a2b3c4d5"
  user_name                      = "ops"
  root_volume_encryption_enabled = true
  user_volume_encryption_enabled = true
  volume_encryption_key          = "alias/aws/workspaces"
}
