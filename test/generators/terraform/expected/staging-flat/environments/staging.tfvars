# What differs between environments: terraform plan -var-file=environments/staging.tfvars

project     = "shop"
environment = "staging"
region      = "eu-central-1"
owner       = "platform"
cost_centre = "cc-1042"
tags = {
  Team = "checkout"
}

# --- Network ---

vpc_cidr                = "10.20.0.0/16"
zone_count              = 3
flow_log_retention_days = 90

# --- Cluster ---

cluster_version            = "1.34"
cluster_log_retention_days = 90
node_groups = {
  default = {
    instance_type = "m7g.large"
    ami_type      = "AL2023_ARM_64_STANDARD"
    capacity_type = "ON_DEMAND"
    min_size      = 2
    desired_size  = 2
    max_size      = 4
    disk_gib      = 50
  }
}

# --- Database ---

database_version              = "17.4"
database_instance_class       = "db.t4g.medium"
database_storage_gib          = 50
database_storage_max_gib      = 200
database_multi_az             = false
database_backup_days          = 7
database_deletion_protection  = true
database_performance_insights = true
database_iam_auth             = true
database_name                 = "shop"
database_username             = "shop_admin"

# --- Bucket ---

bucket_names         = ["assets"]
bucket_force_destroy = false
