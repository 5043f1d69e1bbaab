output "vpc_id" {
  description = "The VPC."
  value       = aws_vpc.main.id
}

output "vpc_cidr" {
  description = "Addresses of the VPC."
  value       = aws_vpc.main.cidr_block
}

output "public_subnet_ids" {
  description = "The public subnets, in the order of their zones."
  value       = values(aws_subnet.public)[*].id
}

output "private_subnet_ids" {
  description = "The private subnets, in the order of their zones."
  value       = values(aws_subnet.private)[*].id
}

output "database_subnet_ids" {
  description = "The database subnets, in the order of their zones."
  value       = values(aws_subnet.database)[*].id
}

output "nat_public_ips" {
  description = "Addresses the private subnets are seen from on the internet."
  value       = values(aws_eip.nat)[*].public_ip
}
