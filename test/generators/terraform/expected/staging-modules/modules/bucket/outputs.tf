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
