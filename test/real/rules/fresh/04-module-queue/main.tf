module "jobs" {
  source = "./queue"
  name   = "jobs"
}

module "mails" {
  source    = "./queue"
  name      = "mails"
  encrypted = false
}
