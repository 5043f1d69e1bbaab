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
