resource "aws_elastic_beanstalk_application" "app" {
  name = "worker"
}

resource "aws_iam_role" "eb" {
  name = "eb"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}

resource "aws_iam_role_policy_attachment" "eb" {
  for_each = toset([
    "arn:aws:iam::aws:policy/AWSElasticBeanstalkWebTier",
    "arn:aws:iam::aws:policy/AWSElasticBeanstalkWorkerTier",
    "arn:aws:iam::aws:policy/AdministratorAccess",
  ])
  role       = aws_iam_role.eb.name
  policy_arn = each.value
}

resource "aws_iam_instance_profile" "eb" {
  name = "eb"
  role = aws_iam_role.eb.name
}

resource "aws_elastic_beanstalk_environment" "worker" {
  name                = "worker"
  application         = aws_elastic_beanstalk_application.app.name
  solution_stack_name = "64bit Amazon Linux 2023 v4.4.1 running Python 3.12"
  tier                = "Worker"

  setting {
    namespace = "aws:autoscaling:launchconfiguration"
    name      = "IamInstanceProfile"
    value     = aws_iam_instance_profile.eb.name
  }

  setting {
    namespace = "aws:elasticbeanstalk:managedactions"
    name      = "ManagedActionsEnabled"
    value     = "true"
  }
}
