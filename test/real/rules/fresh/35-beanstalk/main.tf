locals {
  settings = {
    "aws:elasticbeanstalk:healthreporting:system" = { SystemType = "enhanced" }
    "aws:elasticbeanstalk:managedactions"         = { ManagedActionsEnabled = "true", PreferredStartTime = "Sun:04:00" }
  }
}

resource "aws_elastic_beanstalk_environment" "web" {
  name                = "web"
  application         = "web"
  solution_stack_name = "64bit Amazon Linux 2023 v6.1.0 running Node.js 20"

  dynamic "setting" {
    for_each = merge([for space, all in local.settings : { for name, value in all : "${space}/${name}" => { space = space, name = name, value = value } }]...)
    content {
      namespace = setting.value.space
      name      = setting.value.name
      value     = setting.value.value
    }
  }
}
