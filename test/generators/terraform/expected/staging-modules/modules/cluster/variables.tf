variable "name" {
  description = "Prefix of every name: project and environment."
  type        = string
  nullable    = false
}

variable "tags" {
  description = "Tags for what AWS makes on its own: instances and volumes of the nodes."
  type        = map(string)
  nullable    = false
}

variable "private_subnet_ids" {
  description = "Subnets without a way in from the internet, in two zones or more."
  type        = list(string)
  nullable    = false

  validation {
    condition     = length(var.private_subnet_ids) >= 2
    error_message = "Subnets in two zones are the least that EKS and RDS accept."
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
