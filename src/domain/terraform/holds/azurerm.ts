import { type Holdings, named } from './holdings.ts';

/** What Azure resources hold. */
export const azurerm: Holdings = named('azurerm_', {
  database: `
    mssql_server mssql_database mssql_managed_instance mssql_managed_database sql_server sql_database sql_managed_instance
    sql_managed_database postgresql_server postgresql_database postgresql_flexible_server postgresql_flexible_server_database
    mysql_server mysql_database mysql_flexible_server mysql_flexible_database mariadb_server mariadb_database cosmosdb_account
    cosmosdb_sql_database cosmosdb_mongo_database cosmosdb_cassandra_cluster cosmosdb_cassandra_keyspace cosmosdb_gremlin_database
    cosmosdb_postgresql_cluster mongo_cluster redis_cache redis_enterprise_cluster redis_enterprise_database managed_redis kusto_cluster
    kusto_database synapse_workspace synapse_sql_pool search_service hdinsight_hadoop_cluster hdinsight_hbase_cluster
    hdinsight_kafka_cluster hdinsight_spark_cluster oracle_autonomous_database healthcare_service healthcare_fhir_service healthcare_dicom_service
    digital_twins_instance fabric_capacity`,
  table: 'storage_table cosmosdb_table cosmosdb_sql_container cosmosdb_mongo_collection cosmosdb_cassandra_table cosmosdb_gremlin_graph',
  bucket: 'storage_account storage_container storage_data_lake_gen2_filesystem data_lake_store',
  'file system':
    'storage_share netapp_account netapp_pool netapp_volume netapp_volume_group_sap_hana managed_lustre_file_system elastic_san elastic_san_volume',
  volume: 'managed_disk',
  backup: `
    snapshot image shared_image_version netapp_snapshot netapp_backup_vault recovery_services_vault data_protection_backup_vault
    backup_protected_vm backup_protected_file_share data_protection_backup_instance_blob_storage data_protection_backup_instance_disk
    data_protection_backup_instance_postgresql`,
  queue: 'servicebus_namespace servicebus_queue servicebus_topic servicebus_subscription storage_queue',
  stream: 'eventhub_namespace eventhub iothub',
  key: 'key_vault_key key_vault_managed_hardware_security_module key_vault_managed_hardware_security_module_key dedicated_hardware_security_module key_vault_certificate disk_encryption_set',
  secret: 'key_vault key_vault_secret app_configuration app_configuration_key',
  log: 'log_analytics_workspace application_insights',
  registry: 'container_registry shared_image_gallery',
  directory: 'aadb2c_directory active_directory_domain_service',
  zone: 'dns_zone private_dns_zone',
  workspace: 'databricks_workspace machine_learning_workspace dashboard_grafana monitor_workspace automation_account',
  cluster: 'kubernetes_cluster redhat_openshift_cluster',
  container: 'resource_group subscription management_group resource_group_template_deployment subscription_template_deployment managed_application',
});
