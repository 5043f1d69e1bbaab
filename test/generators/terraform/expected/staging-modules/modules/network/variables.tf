variable "name" {
  description = "Prefix of every name: project and environment."
  type        = string
  nullable    = false
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
