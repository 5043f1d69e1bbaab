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
