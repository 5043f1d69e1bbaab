variable "environment" {
  default = "staging"
}
variable "password" {
  default   = "hunter3-canary"
  sensitive = true
}
locals {
  base = terraform_data.vpc.id
}
resource "terraform_data" "vpc" {
  triggers_replace = "10.1.0.0/16"
}
module "net" {
  source = "./net"
  base   = terraform_data.vpc.id
}
resource "terraform_data" "cluster" {
  input = module.net.ids
}
resource "terraform_data" "worker" {
  count = 2
  input = { base = local.base, n = count.index }
  provisioner "local-exec" {
    command = "true"
  }
}
resource "terraform_data" "secret" {
  input = var.password
}
resource "terraform_data" "new" {
  input = "old"
}
resource "terraform_data" "kept" {
  input = "kept"
}
moved {
  from = terraform_data.old
  to   = terraform_data.new
}
removed {
  from = terraform_data.gone
  lifecycle {
    destroy = false
  }
}
import {
  to = terraform_data.found
  id = "found"
}
resource "terraform_data" "found" {
}
check "healthy" {
  assert {
    condition     = terraform_data.kept.output == "lost"
    error_message = "kept is not kept"
  }
}
output "base" {
  value = local.base
}
