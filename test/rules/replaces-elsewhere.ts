/** What a provider does when the attribute that a fix sets changes on a resource that is there. */
export interface Change {
  readonly rule: string;
  readonly resource: string;
  readonly attribute: string;
  /** The fix is made one by one. */
  readonly replaces: boolean;
  /** Where the provider's schema says it (`ForceNew`, or not); in hashicorp/terraform-provider-google or -azurerm. */
  readonly source: string;
  /** Why it is made one by one all the same. */
  readonly because?: string;
}

const google = 'google/services';
const azure = 'internal/services';

/** Read in the providers' sources, attribute by attribute. */
export const elsewhere: readonly Change[] = [
  {
    rule: 'azure-aks-local-accounts',
    resource: 'azurerm_kubernetes_cluster',
    attribute: 'local_account_disabled',
    replaces: false,
    source: `${azure}/containers/kubernetes_cluster_resource.go`,
  },
  {
    rule: 'azure-aks-private',
    resource: 'azurerm_kubernetes_cluster',
    attribute: 'private_cluster_enabled',
    replaces: true,
    source: `${azure}/containers/kubernetes_cluster_resource.go`,
  },
  {
    rule: 'azure-keyvault-purge-protection',
    resource: 'azurerm_key_vault',
    attribute: 'purge_protection_enabled',
    replaces: false,
    source: `${azure}/keyvault/key_vault_resource.go`,
  },
  {
    rule: 'azure-registry-admin',
    resource: 'azurerm_container_registry',
    attribute: 'admin_enabled',
    replaces: false,
    source: `${azure}/containers/container_registry_resource.go`,
  },
  {
    rule: 'azure-sql-public',
    resource: 'azurerm_mssql_server',
    attribute: 'public_network_access_enabled',
    replaces: false,
    source: `${azure}/mssql/mssql_server_resource.go`,
  },
  {
    rule: 'azure-sql-tls',
    resource: 'azurerm_mssql_server',
    attribute: 'minimum_tls_version',
    replaces: false,
    source: `${azure}/mssql/mssql_server_resource.go`,
  },
  {
    rule: 'azure-storage-https',
    resource: 'azurerm_storage_account',
    attribute: 'https_traffic_only_enabled',
    replaces: false,
    source: `${azure}/storage/storage_account_resource.go`,
  },
  {
    rule: 'azure-storage-public-blobs',
    resource: 'azurerm_storage_account',
    attribute: 'allow_nested_items_to_be_public',
    replaces: false,
    source: `${azure}/storage/storage_account_resource.go`,
  },
  {
    rule: 'azure-storage-tls',
    resource: 'azurerm_storage_account',
    attribute: 'min_tls_version',
    replaces: false,
    source: `${azure}/storage/storage_account_resource.go`,
  },
  {
    rule: 'azure-vm-password',
    resource: 'azurerm_linux_virtual_machine',
    attribute: 'disable_password_authentication',
    replaces: true,
    source: `${azure}/compute/linux_virtual_machine_resource.go`,
  },
  {
    rule: 'azure-vm-password',
    resource: 'azurerm_linux_virtual_machine_scale_set',
    attribute: 'disable_password_authentication',
    replaces: true,
    source: `${azure}/compute/linux_virtual_machine_scale_set_resource.go`,
    because: 'the provider changes it in place; what Azure then makes of machines that run is not said there',
  },
  {
    rule: 'azure-web-https',
    resource: 'azurerm_linux_web_app',
    attribute: 'https_only',
    replaces: false,
    source: `${azure}/appservice/linux_web_app_resource.go`,
  },
  {
    rule: 'azure-web-https',
    resource: 'azurerm_windows_web_app',
    attribute: 'https_only',
    replaces: false,
    source: `${azure}/appservice/windows_web_app_resource.go`,
  },
  {
    rule: 'azure-web-https',
    resource: 'azurerm_app_service',
    attribute: 'https_only',
    replaces: false,
    source: 'taken to be as in azurerm_linux_web_app, which came in its place',
  },
  {
    rule: 'google-compute-ip-forwarding',
    resource: 'google_compute_instance',
    attribute: 'can_ip_forward',
    replaces: false,
    source: `${google}/compute/resource_compute_instance.go`,
  },
  {
    rule: 'google-compute-ip-forwarding',
    resource: 'google_compute_instance_template',
    attribute: 'can_ip_forward',
    replaces: true,
    source: `${google}/compute/resource_compute_instance_template.go`,
  },
  {
    rule: 'google-gke-legacy-abac',
    resource: 'google_container_cluster',
    attribute: 'enable_legacy_abac',
    replaces: false,
    source: `${google}/container/resource_container_cluster.go`,
  },
  {
    rule: 'google-gke-private-nodes',
    resource: 'google_container_cluster',
    attribute: 'private_cluster_config.enable_private_nodes',
    replaces: true,
    source: `${google}/container/resource_container_cluster.go`,
  },
  {
    rule: 'google-gke-shielded-nodes',
    resource: 'google_container_cluster',
    attribute: 'enable_shielded_nodes',
    replaces: false,
    source: `${google}/container/resource_container_cluster.go`,
  },
  {
    rule: 'google-kms-rotation',
    resource: 'google_kms_crypto_key',
    attribute: 'rotation_period',
    replaces: false,
    source: `${google}/kms/resource_kms_crypto_key.go`,
  },
  {
    rule: 'google-sql-backup',
    resource: 'google_sql_database_instance',
    attribute: 'settings.backup_configuration.enabled',
    replaces: false,
    source: `${google}/sql/resource_sql_database_instance.go`,
  },
  {
    rule: 'google-sql-deletion-protection',
    resource: 'google_sql_database_instance',
    attribute: 'deletion_protection',
    replaces: false,
    source: `${google}/sql/resource_sql_database_instance.go`,
  },
  {
    rule: 'google-sql-public-address',
    resource: 'google_sql_database_instance',
    attribute: 'settings.ip_configuration.ipv4_enabled',
    replaces: false,
    source: `${google}/sql/resource_sql_database_instance.go`,
  },
  {
    rule: 'google-storage-public-prevention',
    resource: 'google_storage_bucket',
    attribute: 'public_access_prevention',
    replaces: false,
    source: `${google}/storage/resource_storage_bucket.go`,
  },
  {
    rule: 'google-storage-uniform-access',
    resource: 'google_storage_bucket',
    attribute: 'uniform_bucket_level_access',
    replaces: false,
    source: `${google}/storage/resource_storage_bucket.go`,
  },
  {
    rule: 'google-storage-versioning',
    resource: 'google_storage_bucket',
    attribute: 'versioning.enabled',
    replaces: false,
    source: `${google}/storage/resource_storage_bucket.go`,
  },
];
