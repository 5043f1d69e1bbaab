resource "aws_ecs_cluster" "c" {
  name = "c"
  setting {
    name  = "containerInsights"
    value = "disabled"
  }
}

resource "aws_ecs_cluster" "good" {
  name = "good"
  setting {
    name  = "containerInsights"
    value = "enabled"
  }
}

resource "aws_ecs_task_definition" "t" {
  family                   = "t"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = 256
  memory                   = 512
  container_definitions = jsonencode([
    {
      name      = "web"
      image     = "nginx:latest"
      essential = true
      privileged = true
      portMappings = [{ containerPort = 80, hostPort = 80 }]
      environment = [{ name = "DB_PASSWORD", value = "secret" }]
    }
  ])
  volume {
    name = "efs"
    efs_volume_configuration {
      file_system_id = aws_efs_file_system.fs.id
      root_directory = "/"
    }
  }
}

resource "aws_efs_file_system" "fs" {
  creation_token = "fs"
  encrypted      = true
  kms_key_id     = "arn:aws:kms:us-east-1:123456789012:key/x"
}

resource "aws_ecs_service" "s" {
  name            = "s"
  cluster         = aws_ecs_cluster.c.id
  task_definition = aws_ecs_task_definition.t.arn
  desired_count   = 1
  launch_type     = "FARGATE"
  network_configuration {
    subnets          = ["subnet-1"]
    assign_public_ip = true
  }
}
