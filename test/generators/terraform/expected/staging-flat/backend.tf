terraform {
  # State on this machine, for one person. For a team, move it to S3: `terraform init -migrate-state`.
  backend "local" {}
}
