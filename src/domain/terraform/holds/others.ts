import { type Holdings, named } from './holdings.ts';

/** What Kubernetes objects hold that Terraform manages; each also exists with `_v1` at its end. */
const kubernetes: Holdings = named('kubernetes_', {
  volume: 'persistent_volume persistent_volume_v1 persistent_volume_claim persistent_volume_claim_v1',
  database: 'stateful_set stateful_set_v1',
  secret: 'secret secret_v1 secret_v1_data',
  container: 'namespace namespace_v1',
});

/** Well-known providers besides the three large clouds. */
const further: Holdings = named('', {
  database: `
    digitalocean_database_cluster digitalocean_database_db mongodbatlas_cluster mongodbatlas_advanced_cluster mongodbatlas_flex_cluster
    mongodbatlas_serverless_instance snowflake_database snowflake_schema postgresql_database postgresql_schema mysql_database
    cloudflare_d1_database cloudflare_workers_kv_namespace aiven_pg aiven_mysql aiven_opensearch aiven_redis aiven_valkey
    aiven_clickhouse aiven_cassandra linode_database_mysql linode_database_mysql_v2 linode_database_postgresql
    linode_database_postgresql_v2 vultr_database scaleway_rdb_instance planetscale_database neon_project cockroach_cluster
    elasticstack_elasticsearch_index oci_database_autonomous_database oci_database_db_system oci_mysql_mysql_db_system`,
  table: 'snowflake_table databricks_sql_table',
  bucket:
    'digitalocean_spaces_bucket cloudflare_r2_bucket minio_s3_bucket scaleway_object_bucket linode_object_storage_bucket oci_objectstorage_bucket openstack_objectstorage_container_v1',
  'file system': 'oci_file_storage_file_system openstack_sharedfilesystem_share_v2',
  volume:
    'digitalocean_volume hcloud_volume linode_volume vultr_block_storage scaleway_instance_volume scaleway_block_volume oci_core_volume openstack_blockstorage_volume_v3 vsphere_virtual_disk docker_volume',
  backup: 'digitalocean_volume_snapshot digitalocean_droplet_snapshot hcloud_snapshot oci_core_volume_backup',
  queue: 'confluent_kafka_cluster confluent_kafka_topic aiven_kafka aiven_kafka_topic kafka_topic rabbitmq_queue cloudflare_queue',
  key: 'tls_private_key vault_transit_secret_backend_key oci_kms_key oci_kms_vault',
  secret: 'vault_mount vault_kv_secret vault_kv_secret_v2 vault_generic_secret consul_keys oci_vault_secret',
  registry: 'github_repository gitlab_project digitalocean_container_registry',
  zone: 'cloudflare_zone digitalocean_domain hcloud_zone',
  cluster: 'digitalocean_kubernetes_cluster linode_lke_cluster scaleway_k8s_cluster oci_containerengine_cluster',
  container: 'mongodbatlas_project helm_release kustomization_resource heroku_app',
});

export const others: Holdings = new Map([...kubernetes, ...further]);
