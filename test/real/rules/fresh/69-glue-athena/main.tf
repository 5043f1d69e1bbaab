resource "aws_glue_catalog_database" "d" {
  name = "d"
}

resource "aws_glue_crawler" "c" {
  database_name = aws_glue_catalog_database.d.name
  name          = "c"
  role          = "arn:aws:iam::123456789012:role/g"
  s3_target {
    path = "s3://b"
  }
}

resource "aws_glue_job" "j" {
  name     = "j"
  role_arn = "arn:aws:iam::123456789012:role/g"
  command {
    script_location = "s3://b/x.py"
  }
}

resource "aws_glue_data_catalog_encryption_settings" "e" {
  data_catalog_encryption_settings {
    connection_password_encryption {
      return_connection_password_encrypted = false
    }
    encryption_at_rest {
      catalog_encryption_mode = "DISABLED"
    }
  }
}

resource "aws_athena_workgroup" "w" {
  name = "w"
  configuration {
    enforce_workgroup_configuration = true
    result_configuration {
      output_location = "s3://b/o/"
    }
  }
}

resource "aws_athena_database" "d" {
  name   = "d"
  bucket = "b"
}

resource "aws_emr_cluster" "e" {
  name          = "e"
  release_label = "emr-5.33.0"
  service_role  = "r"
  master_instance_group {
    instance_type = "m4.large"
  }
}
