output "vpc_id" {
  description = "The VPC."
  value       = module.network.vpc_id
}

output "vpc_cidr" {
  description = "Addresses of the VPC."
  value       = module.network.vpc_cidr
}

output "public_subnet_ids" {
  description = "The public subnets, in the order of their zones."
  value       = module.network.public_subnet_ids
}

output "private_subnet_ids" {
  description = "The private subnets, in the order of their zones."
  value       = module.network.private_subnet_ids
}

output "database_subnet_ids" {
  description = "The database subnets, in the order of their zones."
  value       = module.network.database_subnet_ids
}

output "nat_public_ips" {
  description = "Addresses the private subnets are seen from on the internet."
  value       = module.network.nat_public_ips
}

output "cluster_name" {
  description = "For `aws eks update-kubeconfig --name`."
  value       = module.cluster.cluster_name
}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API."
  value       = module.cluster.cluster_endpoint
}

output "cluster_certificate_authority" {
  description = "Certificate the API identifies itself with, in base64."
  value       = module.cluster.cluster_certificate_authority
}

output "cluster_security_group_id" {
  description = "Security group of the control plane and the nodes."
  value       = module.cluster.cluster_security_group_id
}

output "node_role_arn" {
  description = "Role of the nodes."
  value       = module.cluster.node_role_arn
}

output "database_endpoint" {
  description = "Host and port to connect to."
  value       = module.database.database_endpoint
}

output "database_name" {
  description = "Name of the database."
  value       = module.database.database_name
}

output "database_security_group_id" {
  description = "Add ingress rules here to let others in."
  value       = module.database.database_security_group_id
}

output "database_secret_arn" {
  description = "Secret in Secrets Manager with user name and password."
  value       = module.database.database_secret_arn
}

output "bucket_names" {
  description = "Full names of the buckets."
  value       = module.bucket.bucket_names
}

output "bucket_arns" {
  description = "ARNs of the buckets, for IAM policies."
  value       = module.bucket.bucket_arns
}

output "bucket_key_arn" {
  description = "Key the objects are encrypted with; readers need kms:Decrypt on it."
  value       = module.bucket.bucket_key_arn
}

output "bucket_access_log" {
  description = "Bucket with the access logs."
  value       = module.bucket.bucket_access_log
}
