resource "aws_efs_file_system" "home" {
  encrypted  = true
  kms_key_id = try(aws_kms_key.home[0].arn, null)
}

resource "aws_kms_key" "home" {
  count                   = var.own_key ? 1 : 0
  enable_key_rotation     = true
  deletion_window_in_days = 14
}

variable "own_key" {
  type    = bool
  default = true
}

resource "aws_efs_mount_target" "home" {
  count          = length(var.subnets)
  file_system_id = aws_efs_file_system.home.id
  subnet_id      = var.subnets[count.index]
}

variable "subnets" {
  type = list(string)
}
