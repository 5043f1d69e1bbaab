variable "project" {
  description = "Prefix of every name."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,23}$", var.project))
    error_message = "Two to 24 lower-case letters, digits and hyphens, starting with a letter."
  }
}

variable "environment" {
  description = "Stage this is: dev, staging or prod."
  type        = string
  nullable    = false

  validation {
    condition     = contains(["dev", "staging", "prod"], var.environment)
    error_message = "dev, staging or prod."
  }
}

variable "region" {
  description = "AWS region, such as eu-central-1."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[a-z]{2}(-[a-z]+)+-[0-9]$", var.region))
    error_message = "A region such as eu-central-1 is needed."
  }
}

variable "owner" {
  description = "Who answers for it; the tag Owner."
  type        = string
  nullable    = false
}

variable "cost_centre" {
  description = "Who pays for it; the tag CostCentre."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Further tags for everything."
  type        = map(string)
  default     = {}
  nullable    = false

  validation {
    condition     = alltrue([for key, value in var.tags : length(key) <= 128 && length(value) <= 256 && !startswith(lower(key), "aws:")])
    error_message = "Keys have up to 128 characters and do not start with \"aws:\"; values have up to 256."
  }
}

variable "vpc_cidr" {
  description = "Addresses of the VPC."
  type        = string
  nullable    = false

  validation {
    condition     = can(cidrnetmask(var.vpc_cidr))
    error_message = "An IPv4 range such as 10.0.0.0/16 is needed."
  }

  validation {
    condition     = try(tonumber(split("/", var.vpc_cidr)[1]) >= 16 && tonumber(split("/", var.vpc_cidr)[1]) <= 24, false)
    error_message = "The range must be between /16 and /24."
  }
}

variable "zone_count" {
  description = "Availability zones to spread over."
  type        = number
  nullable    = false

  validation {
    condition     = contains([2, 3], var.zone_count)
    error_message = "Two or three zones."
  }
}

variable "flow_log_retention_days" {
  description = "Days to keep flow logs; 0 keeps them for ever."
  type        = number
  nullable    = false

  validation {
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.flow_log_retention_days)
    error_message = "CloudWatch knows only certain numbers of days, such as 30, 90 or 365."
  }
}

variable "cluster_version" {
  description = "Version of Kubernetes. Go up one minor version at a time."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^1[.][0-9]{2}$", var.cluster_version))
    error_message = "A version such as 1.34 is needed."
  }
}

variable "cluster_api_client_cidrs" {
  description = "Ranges that may reach the private endpoint, such as a VPN. Nodes can anyway."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for cidr in var.cluster_api_client_cidrs : can(cidrnetmask(cidr)) && !endswith(cidr, "/0")])
    error_message = "Every entry must be an IPv4 range, and not the whole internet."
  }
}

variable "cluster_admin_arns" {
  description = "IAM roles that may do everything in the cluster, besides the one that creates it."
  type        = set(string)
  default     = []
  nullable    = false

  validation {
    condition     = alltrue([for arn in var.cluster_admin_arns : startswith(arn, "arn:")])
    error_message = "Every entry must be the ARN of an IAM role or user."
  }
}

variable "cluster_log_retention_days" {
  description = "Days to keep logs of the control plane; 0 keeps them for ever."
  type        = number
  nullable    = false

  validation {
    condition     = contains([0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], var.cluster_log_retention_days)
    error_message = "CloudWatch knows only certain numbers of days, such as 30, 90 or 365."
  }
}

variable "node_groups" {
  description = "Groups of nodes, by name."
  type = map(object({
    instance_type = string
    ami_type      = string
    capacity_type = string
    min_size      = number
    desired_size  = number
    max_size      = number
    disk_gib      = number
  }))
  nullable = false

  validation {
    condition     = alltrue([for group in var.node_groups : group.min_size <= group.desired_size && group.desired_size <= group.max_size])
    error_message = "In every group: min_size <= desired_size <= max_size."
  }

  validation {
    condition     = alltrue([for group in var.node_groups : contains(["ON_DEMAND", "SPOT"], group.capacity_type)])
    error_message = "capacity_type is ON_DEMAND or SPOT."
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
