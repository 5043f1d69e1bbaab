resource "aws_sagemaker_notebook_instance" "nb" {
  name                   = "nb"
  role_arn               = "arn:aws:iam::123456789012:role/sm"
  instance_type          = "ml.t2.medium"
  direct_internet_access = "Enabled"
  root_access            = "Disabled"
  kms_key_id             = "alias/nb"
  instance_metadata_service_configuration {
    minimum_instance_metadata_service_version = "2"
  }
}

resource "aws_sagemaker_endpoint_configuration" "ep" {
  production_variants {
    variant_name           = "v1"
    model_name             = aws_sagemaker_model.m.name
    initial_instance_count = 1
    instance_type          = "ml.t2.medium"
  }
  data_capture_config {
    enable_capture              = true
    initial_sampling_percentage = 50
    destination_s3_uri          = "s3://capture-example"
    capture_options {
      capture_mode = "Input"
    }
  }
}

resource "aws_sagemaker_model" "m" {
  execution_role_arn = "arn:aws:iam::123456789012:role/sm"
  primary_container {
    image = "174872318107.dkr.ecr.us-west-2.amazonaws.com/kmeans:1"
  }
}

resource "aws_sagemaker_domain" "d" {
  domain_name = "d"
  auth_mode   = "IAM"
  vpc_id      = "vpc-11111111"
  subnet_ids  = ["subnet-11111111"]
  default_user_settings {
    execution_role = "arn:aws:iam::123456789012:role/sm"
  }
}

resource "aws_sagemaker_flow_definition" "f" {
  flow_definition_name = "f"
  role_arn             = "arn:aws:iam::123456789012:role/sm"
  human_loop_config {
    human_task_ui_arn                     = "arn:aws:sagemaker:us-east-1:123456789012:human-task-ui/x"
    task_availability_lifetime_in_seconds = 1
    task_count                            = 1
    task_description                      = "d"
    task_title                            = "t"
    workteam_arn                          = "arn:aws:sagemaker:us-east-1:123456789012:workteam/x"
  }
  output_config {
    s3_output_path = "s3://flow-example/"
  }
}

resource "aws_sagemaker_data_quality_job_definition" "q" {
  name     = "q"
  role_arn = "arn:aws:iam::123456789012:role/sm"
  data_quality_app_specification {
    image_uri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/monitor:1"
  }
  data_quality_job_input {
    endpoint_input {
      endpoint_name = "ep"
    }
  }
  data_quality_job_output_config {
    monitoring_outputs {
      s3_output {
        s3_uri = "https://monitor-example.s3.us-east-1.amazonaws.com/output"
      }
    }
  }
  job_resources {
    cluster_config {
      instance_count    = 1
      instance_type     = "ml.t3.medium"
      volume_size_in_gb = 20
    }
  }
}
