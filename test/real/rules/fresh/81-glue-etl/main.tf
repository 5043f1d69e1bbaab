resource "aws_glue_catalog_database" "sales" {
  name = "sales"
}

resource "aws_glue_crawler" "raw" {
  database_name = aws_glue_catalog_database.sales.name
  name          = "raw"
  role          = "arn:aws:iam::123456789012:role/glue"
  schedule      = "cron(0 1 * * ? *)"

  s3_target {
    path = "s3://raw-example"
  }
}

resource "aws_glue_security_configuration" "jobs" {
  name = "jobs"

  encryption_configuration {
    cloudwatch_encryption {
      cloudwatch_encryption_mode = "DISABLED"
    }

    job_bookmarks_encryption {
      job_bookmarks_encryption_mode = "DISABLED"
    }

    s3_encryption {
      s3_encryption_mode = "SSE-S3"
    }
  }
}

resource "aws_glue_job" "etl" {
  name                   = "etl"
  role_arn               = "arn:aws:iam::123456789012:role/glue"
  security_configuration = aws_glue_security_configuration.jobs.id

  command {
    script_location = "s3://scripts-example/etl.py"
  }
}

resource "aws_glue_trigger" "nightly" {
  name = "nightly"
  type = "ON_DEMAND"

  actions {
    job_name = aws_glue_job.etl.name
  }
}
