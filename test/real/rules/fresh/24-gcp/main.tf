resource "google_compute_network" "main" {
  name                    = "main"
  auto_create_subnetworks = false
}

resource "google_compute_firewall" "this" {
  for_each = {
    ssh   = { ports = ["22"], from = ["35.235.240.0/20"] }
    https = { ports = ["443"], from = ["0.0.0.0/0"] }
  }
  name          = each.key
  network       = google_compute_network.main.name
  source_ranges = each.value.from
  allow {
    protocol = "tcp"
    ports    = each.value.ports
  }
}

resource "google_storage_bucket" "data" {
  name                        = "acme-data"
  location                    = "EU"
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  versioning {
    enabled = var.keep
  }
}

variable "keep" {
  type    = bool
  default = true
}

resource "google_sql_database_instance" "db" {
  database_version    = "POSTGRES_16"
  deletion_protection = var.keep
  settings {
    tier = "db-f1-micro"
    ip_configuration {
      ipv4_enabled    = false
      private_network = google_compute_network.main.id
    }
    dynamic "backup_configuration" {
      for_each = var.keep ? [1] : []
      content {
        enabled = true
      }
    }
  }
}

resource "google_container_cluster" "c" {
  name               = "c"
  location           = "europe-west3"
  initial_node_count = 1
  private_cluster_config {
    enable_private_nodes    = true
    enable_private_endpoint = false
    master_ipv4_cidr_block  = "172.16.0.0/28"
  }
}

resource "google_kms_crypto_key" "k" {
  name            = "k"
  key_ring        = "projects/p/locations/eu/keyRings/r"
  rotation_period = "7776000s"
}
