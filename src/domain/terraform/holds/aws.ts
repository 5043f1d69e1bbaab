import { type Holdings, named } from './holdings.ts';

/**
 * What AWS resources hold, read off all 1,526 resource types of hashicorp/aws 5.100.0. What comes out of the configuration as it
 * is (`aws_s3_object`, `aws_dynamodb_table_item`) can be put back and is not in here.
 */
export const aws: Holdings = named('aws_', {
  database: `
    db_instance rds_cluster rds_cluster_instance rds_global_cluster rds_shard_group docdb_cluster docdb_cluster_instance
    docdb_global_cluster docdbelastic_cluster neptune_cluster neptune_cluster_instance neptune_global_cluster neptunegraph_graph
    dsql_cluster redshift_cluster redshiftserverless_namespace lightsail_database timestreaminfluxdb_db_instance
    timestreamwrite_database keyspaces_keyspace qldb_ledger memorydb_cluster memorydb_multi_region_cluster elasticache_cluster
    elasticache_replication_group elasticache_global_replication_group elasticache_serverless_cache opsworks_rds_db_instance
    finspace_kx_database finspace_kx_environment simpledb_domain athena_database glue_catalog_database opensearch_domain
    elasticsearch_domain opensearchserverless_collection cloudsearch_domain kendra_index`,
  table: `
    dynamodb_table dynamodb_global_table dynamodb_table_replica keyspaces_table timestreamwrite_table glue_catalog_table
    s3tables_table s3tables_namespace sagemaker_feature_group cleanrooms_configured_table dataexchange_data_set`,
  bucket: 's3_bucket s3_directory_bucket s3control_bucket s3tables_table_bucket lightsail_bucket glacier_vault media_store_container',
  'file system': `
    efs_file_system fsx_lustre_file_system fsx_ontap_file_system fsx_ontap_storage_virtual_machine fsx_ontap_volume
    fsx_openzfs_file_system fsx_openzfs_volume fsx_windows_file_system fsx_file_cache storagegateway_gateway
    storagegateway_cached_iscsi_volume storagegateway_stored_iscsi_volume storagegateway_tape_pool finspace_kx_volume`,
  volume:
    'ebs_volume lightsail_disk lightsail_instance workspaces_workspace sagemaker_notebook_instance sagemaker_domain sagemaker_space cloud9_environment_ec2',
  backup: `
    ebs_snapshot ebs_snapshot_copy ebs_snapshot_import ami ami_copy ami_from_instance db_snapshot db_snapshot_copy
    db_cluster_snapshot rds_cluster_snapshot_copy docdb_cluster_snapshot neptune_cluster_snapshot redshift_cluster_snapshot
    redshiftserverless_snapshot memorydb_snapshot fsx_backup fsx_openzfs_snapshot backup_vault backup_logically_air_gapped_vault
    db_instance_automated_backups_replication kinesisanalyticsv2_application_snapshot`,
  queue: 'sqs_queue mq_broker msk_cluster msk_serverless_cluster',
  stream: 'kinesis_stream kinesis_video_stream cloudwatch_event_archive',
  key: `
    kms_key kms_external_key kms_replica_key kms_replica_external_key kms_custom_key_store cloudhsm_v2_cluster cloudhsm_v2_hsm
    paymentcryptography_key acmpca_certificate_authority iam_server_certificate route53_key_signing_key`,
  secret: 'secretsmanager_secret secretsmanager_secret_version ssm_parameter',
  log: 'cloudwatch_log_group cloudwatch_log_stream cloudtrail_event_data_store securitylake_data_lake rum_app_monitor',
  registry:
    'ecr_repository ecrpublic_repository codeartifact_domain codeartifact_repository codecommit_repository codecatalyst_project codecatalyst_source_repository sagemaker_model_package_group schemas_registry glue_registry',
  directory:
    'cognito_user_pool cognito_identity_pool cognito_user directory_service_directory identitystore_user connect_instance pinpoint_app sesv2_contact_list customerprofiles_domain rekognition_collection chimesdkvoice_voice_profile_domain verifiedpermissions_policy_store',
  zone: 'route53_zone route53domains_domain route53domains_registered_domain service_discovery_private_dns_namespace service_discovery_public_dns_namespace',
  workspace:
    'grafana_workspace prometheus_workspace quicksight_analysis quicksight_dashboard quicksight_data_set mwaa_environment datazone_domain location_tracker location_geofence_collection cloudfront_key_value_store',
  cluster: 'eks_cluster emr_cluster elastic_beanstalk_environment',
  container: `
    cloudformation_stack cloudformation_stack_set serverlessapplicationrepository_cloudformation_stack servicecatalog_provisioned_product
    organizations_account organizations_organization controltower_landing_zone`,
});
