variable "name" {
  description = "Prefix of every name: project and environment."
  type        = string
  nullable    = false
}

variable "vpc_id" {
  description = "VPC to live in."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "The id of a VPC starts with \"vpc-\"."
  }
}

variable "cluster_security_group_id" {
  description = "Security group of the cluster and its nodes, which may connect to the database."
  type        = string
  nullable    = false
}

variable "database_subnet_ids" {
  description = "Subnets for databases, in two zones or more."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.database_subnet_ids) >= 2
    error_message = "Subnets in two zones are the least that RDS accepts."
  }
}

variable "database_version" {
  description = "Version of the engine. Without its minor part AWS chooses, and updates, the newest."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[0-9]+([.][0-9]+)*$", var.database_version))
    error_message = "A version such as 17 or 17.4 is needed."
  }
}

variable "database_instance_class" {
  description = "Size of the instance."
  type        = string
  nullable    = false

  validation {
    condition     = startswith(var.database_instance_class, "db.")
    error_message = "Instance classes of RDS start with \"db.\", such as db.t4g.medium."
  }
}

variable "database_storage_gib" {
  description = "Storage to start with, in GiB."
  type        = number
  nullable    = false

  validation {
    condition     = var.database_storage_gib >= 20
    error_message = "gp3 storage starts at 20 GiB."
  }
}

variable "database_storage_max_gib" {
  description = "Storage may grow by itself up to here, in GiB; 0 keeps it as it is."
  type        = number
  nullable    = false

  validation {
    condition     = var.database_storage_max_gib == 0 || var.database_storage_max_gib > var.database_storage_gib
    error_message = "The ceiling must be above the storage to start with, or 0."
  }
}

variable "database_multi_az" {
  description = "Keep a standby in a second zone."
  type        = bool
  nullable    = false
}

variable "database_backup_days" {
  description = "Days to keep daily backups; 0 makes none."
  type        = number
  nullable    = false

  validation {
    condition     = var.database_backup_days >= 0 && var.database_backup_days <= 35
    error_message = "RDS keeps backups for 35 days at the most."
  }
}

variable "database_deletion_protection" {
  description = "Refuse to delete the database until this is false."
  type        = bool
  nullable    = false
}

variable "database_performance_insights" {
  description = "Record what the database spends its time on, for seven days."
  type        = bool
  nullable    = false
}

variable "database_iam_auth" {
  description = "Let IAM roles sign in with short-lived tokens."
  type        = bool
  nullable    = false
}

variable "database_name" {
  description = "Name of the first database on the instance."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z][A-Za-z0-9_]{0,62}$", var.database_name))
    error_message = "Letters, digits and underscores, starting with a letter."
  }
}

variable "database_username" {
  description = "Name of the administrator."
  type        = string
  nullable    = false
}
