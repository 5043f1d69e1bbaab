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

output "cluster_name" {
  description = "For `aws eks update-kubeconfig --name`."
  value       = aws_eks_cluster.main.name
}

output "cluster_endpoint" {
  description = "Address of the Kubernetes API."
  value       = aws_eks_cluster.main.endpoint
}

output "cluster_certificate_authority" {
  description = "Certificate the API identifies itself with, in base64."
  value       = aws_eks_cluster.main.certificate_authority[0].data
}

output "cluster_security_group_id" {
  description = "Security group of the control plane and the nodes."
  value       = aws_eks_cluster.main.vpc_config[0].cluster_security_group_id
}

output "node_role_arn" {
  description = "Role of the nodes."
  value       = aws_iam_role.node.arn
}

output "database_endpoint" {
  description = "Host and port to connect to."
  value       = aws_db_instance.main.endpoint
}

output "database_name" {
  description = "Name of the database."
  value       = aws_db_instance.main.db_name
}

output "database_security_group_id" {
  description = "Add ingress rules here to let others in."
  value       = aws_security_group.database.id
}

output "database_secret_arn" {
  description = "Secret in Secrets Manager with user name and password."
  value       = one(aws_db_instance.main.master_user_secret[*].secret_arn)
}

output "bucket_names" {
  description = "Full names of the buckets."
  value       = { for name, bucket in aws_s3_bucket.main : name => bucket.id }
}

output "bucket_arns" {
  description = "ARNs of the buckets, for IAM policies."
  value       = { for name, bucket in aws_s3_bucket.main : name => bucket.arn }
}

output "bucket_key_arn" {
  description = "Key the objects are encrypted with; readers need kms:Decrypt on it."
  value       = aws_kms_key.bucket.arn
}

output "bucket_access_log" {
  description = "Bucket with the access logs."
  value       = aws_s3_bucket.logs.id
}
