resource "aws_ecs_task_definition" "json" {
  family                   = "json"
  network_mode             = "awsvpc"
  requires_compatibilities = ["FARGATE"]
  cpu                      = 256
  memory                   = 512

  container_definitions = <<TASK
[
  {
    "name": "web",
    "image": "nginx",
    "essential": true,
    "portMappings": [{ "containerPort": 80 }]
  }
]
TASK

  volume {
    name = "files"

    efs_volume_configuration {
      file_system_id = "fs-11111111"
      root_directory = "/opt/data"
    }
  }
}

resource "aws_ecs_task_definition" "encoded" {
  family = "encoded"
  container_definitions = jsonencode([
    { name = "app", image = "app:1", essential = true, readonlyRootFilesystem = true },
    { name = "log", image = "log:1", essential = false, readonlyRootFilesystem = false },
  ])
}

resource "aws_ecs_task_definition" "sealed" {
  family = "sealed"
  container_definitions = jsonencode([
    { name = "app", image = var.image, essential = true, readonlyRootFilesystem = true },
  ])

  volume {
    name = "files"

    efs_volume_configuration {
      file_system_id     = "fs-11111111"
      transit_encryption = "ENABLED"
    }
  }
}

resource "aws_ecs_service" "public" {
  name            = "public"
  task_definition = aws_ecs_task_definition.json.arn
  launch_type     = "FARGATE"

  network_configuration {
    subnets          = ["subnet-11111111"]
    assign_public_ip = true
  }
}

variable "image" {
  type        = string
  default     = "app:2"
  description = "Image"
}
