resource "aws_apprunner_service" "web" {
  service_name = "web"
  source_configuration {
    image_repository {
      image_identifier      = "public.ecr.aws/aws-containers/hello-app-runner:latest"
      image_repository_type = "ECR_PUBLIC"
    }
    auto_deployments_enabled = false
  }
}

resource "aws_amplify_app" "site" {
  name                        = "site"
  repository                  = "https://github.com/example/site"
  basic_auth_credentials      = "dXNlcjpwYXNz"
  enable_basic_auth           = true
}

resource "aws_transfer_server" "sftp" {
  endpoint_type        = "PUBLIC"
  protocols            = ["SFTP", "FTP"]
  security_policy_name = "TransferSecurityPolicy-2018-11"
}

resource "aws_ecs_cluster" "main" {
  name = "main"
  setting {
    name  = "containerInsights"
    value = "disabled"
  }
  configuration {
    execute_command_configuration {
      logging = "NONE"
    }
  }
}

resource "aws_ecs_task_definition" "app" {
  family                   = "app"
  network_mode             = "host"
  requires_compatibilities = ["EC2"]
  pid_mode                 = "host"
  container_definitions = jsonencode([
    {
      name                   = "app"
      image                  = "example/app:1.2.3"
      essential              = true
      privileged             = false
      readonlyRootFilesystem = true
      environment            = [{ name = "DB_PASSWORD", value = "notarealone" }]
    },
    {
      name       = "side"
      image      = "example/side:1"
      privileged = true
    },
  ])
  volume {
    name = "data"
    efs_volume_configuration {
      file_system_id = "fs-11111111"
    }
  }
}

resource "aws_ecs_service" "app" {
  name            = "app"
  cluster         = aws_ecs_cluster.main.id
  task_definition = aws_ecs_task_definition.app.arn
  launch_type     = "FARGATE"
  platform_version = "1.3.0"
  network_configuration {
    subnets          = ["subnet-1"]
    assign_public_ip = true
  }
}
