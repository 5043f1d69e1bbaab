variable "name" {
  description = "Prefix of every name: project and environment."
  type        = string
  nullable    = false
}

variable "bucket_names" {
  description = "Buckets to make; project, environment and account are added around each name."
  type        = set(string)
  nullable    = false

  validation {
    condition     = alltrue([for name in var.bucket_names : can(regex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", name))])
    error_message = "Lower-case letters, digits and, between them, hyphens."
  }

  validation {
    condition     = alltrue([for name in var.bucket_names : length(name) <= 37])
    error_message = "At most 37 characters are left of the 63 that S3 allows."
  }

  validation {
    condition     = !contains(var.bucket_names, "access-logs")
    error_message = "\"access-logs\" is the name of the bucket for access logs."
  }
}

variable "bucket_force_destroy" {
  description = "Delete what is in the buckets when they are destroyed."
  type        = bool
  nullable    = false
}
