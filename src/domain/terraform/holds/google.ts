import { type Holdings, named } from './holdings.ts';

/** What Google Cloud resources hold. */
export const google: Holdings = named('google_', {
  database: `
    sql_database_instance sql_database spanner_instance spanner_database bigtable_instance bigtable_table firestore_database
    firestore_document alloydb_cluster alloydb_instance redis_instance redis_cluster memcache_instance memorystore_instance
    bigquery_dataset firebase_database_instance dataproc_metastore_service dataproc_cluster healthcare_dataset
    healthcare_dicom_store healthcare_fhir_store healthcare_hl7_v2_store discovery_engine_data_store oracle_database_autonomous_database
    oracle_database_cloud_vm_cluster vertex_ai_index vertex_ai_featurestore`,
  table: 'bigquery_table',
  bucket: 'storage_bucket firebase_storage_bucket',
  'file system': 'filestore_instance netapp_storage_pool netapp_volume lustre_instance parallelstore_instance',
  volume: 'compute_disk compute_region_disk compute_attached_disk tpu_v2_vm workbench_instance notebooks_instance',
  backup: `
    compute_snapshot compute_image compute_machine_image filestore_backup filestore_snapshot netapp_backup netapp_backup_vault netapp_volume_snapshot
    alloydb_backup backup_dr_backup_vault gke_backup_backup_plan spanner_backup_schedule`,
  queue: 'pubsub_topic pubsub_subscription pubsub_lite_topic pubsub_lite_subscription cloud_tasks_queue managed_kafka_cluster managed_kafka_topic',
  key: 'kms_crypto_key kms_crypto_key_version kms_key_ring privateca_certificate_authority privateca_ca_pool',
  secret: `
    secret_manager_secret secret_manager_secret_version secret_manager_regional_secret secret_manager_regional_secret_version
    parameter_manager_parameter`,
  log: 'logging_project_bucket_config logging_folder_bucket_config logging_organization_bucket_config',
  registry: 'artifact_registry_repository container_registry sourcerepo_repository secure_source_manager_repository',
  directory: 'identity_platform_tenant identity_platform_config active_directory_domain',
  zone: 'dns_managed_zone clouddomains_registration',
  workspace: 'composer_environment looker_instance',
  cluster: 'container_cluster',
  container: 'project folder deployment_manager_deployment',
});
