# Whose stack this is, and where; its sizes are in main.tf.

project     = "shop"
environment = "staging"
region      = "eu-central-1"
owner       = "platform"
cost_centre = "cc-1042"
tags = {
  Team = "checkout"
}
