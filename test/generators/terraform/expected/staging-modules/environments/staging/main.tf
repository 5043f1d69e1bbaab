locals {
  name = "${var.project}-${var.environment}"

  # On everything that can carry a tag, through the provider; and what stands here wins over var.tags.
  tags = merge(var.tags, {
    Project     = var.project
    Environment = var.environment
    Owner       = var.owner
    CostCentre  = var.cost_centre
    ManagedBy   = "Nimbus"
  })
}

module "network" {
  source = "../../modules/network"

  name = local.name

  vpc_cidr                = "10.20.0.0/16"
  zone_count              = 3
  flow_log_retention_days = 90
}

module "cluster" {
  source = "../../modules/cluster"

  name               = local.name
  tags               = local.tags
  private_subnet_ids = module.network.private_subnet_ids

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
}

module "database" {
  source = "../../modules/database"

  name                      = local.name
  vpc_id                    = module.network.vpc_id
  cluster_security_group_id = module.cluster.cluster_security_group_id
  database_subnet_ids       = module.network.database_subnet_ids

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
}

module "bucket" {
  source = "../../modules/bucket"

  name = local.name

  bucket_names         = ["assets"]
  bucket_force_destroy = false
}
