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
