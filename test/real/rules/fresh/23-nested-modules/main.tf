module "stack" {
  for_each = toset(["eu", "us"])
  source   = "./stack"
  region   = each.key
  public   = each.key == "us"
}
