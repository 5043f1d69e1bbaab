// Made by `npm run generate` from the rule files.

import type { TerraformRule } from '../rule.ts';
import { awsAcmReplaceFirst } from './aws/aws-acm-replace-first.ts';
import { awsAmiOwner } from './aws/aws-ami-owner.ts';
import { awsApigatewayAuthorization } from './aws/aws-apigateway-authorization.ts';
import { awsApigatewayCacheEncrypted } from './aws/aws-apigateway-cache-encrypted.ts';
import { awsApigatewayDataTrace } from './aws/aws-apigateway-data-trace.ts';
import { awsApigatewayDeploymentReplaceFirst } from './aws/aws-apigateway-deployment-replace-first.ts';
import { awsApigatewayDomainTls } from './aws/aws-apigateway-domain-tls.ts';
import { awsApigatewayLogLevel } from './aws/aws-apigateway-log-level.ts';
import { awsApigatewayLogs } from './aws/aws-apigateway-logs.ts';
import { awsApigatewayReplaceFirst } from './aws/aws-apigateway-replace-first.ts';
import { awsApigatewayTracing } from './aws/aws-apigateway-tracing.ts';
import { awsApigatewayValidation } from './aws/aws-apigateway-validation.ts';
import { awsApigatewayWaf } from './aws/aws-apigateway-waf.ts';
import { awsApigatewayv2Authorization } from './aws/aws-apigatewayv2-authorization.ts';
import { awsAsgHealth } from './aws/aws-asg-health.ts';
import { awsAsgLaunchTemplate } from './aws/aws-asg-launch-template.ts';
import { awsAsgTags } from './aws/aws-asg-tags.ts';
import { awsAthenaEncrypted } from './aws/aws-athena-encrypted.ts';
import { awsBackupVaultKms } from './aws/aws-backup-vault-kms.ts';
import { awsBeanstalkHealth } from './aws/aws-beanstalk-health.ts';
import { awsBeanstalkUpdates } from './aws/aws-beanstalk-updates.ts';
import { awsCloudfrontHeaders } from './aws/aws-cloudfront-headers.ts';
import { awsCloudfrontHttps } from './aws/aws-cloudfront-https.ts';
import { awsCloudfrontLogs } from './aws/aws-cloudfront-logs.ts';
import { awsCloudfrontRoot } from './aws/aws-cloudfront-root.ts';
import { awsCloudfrontTls } from './aws/aws-cloudfront-tls.ts';
import { awsCloudfrontWaf } from './aws/aws-cloudfront-waf.ts';
import { awsCloudtrailAllRegions } from './aws/aws-cloudtrail-all-regions.ts';
import { awsCloudtrailKms } from './aws/aws-cloudtrail-kms.ts';
import { awsCloudtrailValidation } from './aws/aws-cloudtrail-validation.ts';
import { awsCodebuildKms } from './aws/aws-codebuild-kms.ts';
import { awsCodebuildLogs } from './aws/aws-codebuild-logs.ts';
import { awsCodebuildPrivileged } from './aws/aws-codebuild-privileged.ts';
import { awsCodebuildS3Logs } from './aws/aws-codebuild-s3-logs.ts';
import { awsCognitoGuests } from './aws/aws-cognito-guests.ts';
import { awsDaxEncrypted } from './aws/aws-dax-encrypted.ts';
import { awsDaxTls } from './aws/aws-dax-tls.ts';
import { awsDefaultTags } from './aws/aws-default-tags.ts';
import { awsDmsPublic } from './aws/aws-dms-public.ts';
import { awsDocdbEncrypted } from './aws/aws-docdb-encrypted.ts';
import { awsDocdbKms } from './aws/aws-docdb-kms.ts';
import { awsDocdbLogs } from './aws/aws-docdb-logs.ts';
import { awsDynamodbDeletionProtection } from './aws/aws-dynamodb-deletion-protection.ts';
import { awsDynamodbKms } from './aws/aws-dynamodb-kms.ts';
import { awsDynamodbRecovery } from './aws/aws-dynamodb-recovery.ts';
import { awsDynamodbReplicaKms } from './aws/aws-dynamodb-replica-kms.ts';
import { awsDynamodbScaling } from './aws/aws-dynamodb-scaling.ts';
import { awsEbsEncrypted } from './aws/aws-ebs-encrypted.ts';
import { awsEbsGp3 } from './aws/aws-ebs-gp3.ts';
import { awsEc2DisksEncrypted } from './aws/aws-ec2-disks-encrypted.ts';
import { awsEc2EbsOptimized } from './aws/aws-ec2-ebs-optimized.ts';
import { awsEc2Imdsv2 } from './aws/aws-ec2-imdsv2.ts';
import { awsEc2InstanceProfile } from './aws/aws-ec2-instance-profile.ts';
import { awsEc2Monitoring } from './aws/aws-ec2-monitoring.ts';
import { awsEc2OldGeneration } from './aws/aws-ec2-old-generation.ts';
import { awsEc2PublicAddress } from './aws/aws-ec2-public-address.ts';
import { awsEc2UserDataSecrets } from './aws/aws-ec2-user-data-secrets.ts';
import { awsEcrImmutableTags } from './aws/aws-ecr-immutable-tags.ts';
import { awsEcrKms } from './aws/aws-ecr-kms.ts';
import { awsEcrScanOnPush } from './aws/aws-ecr-scan-on-push.ts';
import { awsEcsEfsTls } from './aws/aws-ecs-efs-tls.ts';
import { awsEcsInsights } from './aws/aws-ecs-insights.ts';
import { awsEcsPrivileged } from './aws/aws-ecs-privileged.ts';
import { awsEcsReadonlyRoot } from './aws/aws-ecs-readonly-root.ts';
import { awsEcsServicePublicAddress } from './aws/aws-ecs-service-public-address.ts';
import { awsEfsAccessPointRoot } from './aws/aws-efs-access-point-root.ts';
import { awsEfsAccessPointUser } from './aws/aws-efs-access-point-user.ts';
import { awsEfsBackup } from './aws/aws-efs-backup.ts';
import { awsEfsEncrypted } from './aws/aws-efs-encrypted.ts';
import { awsEfsKms } from './aws/aws-efs-kms.ts';
import { awsEipUnused } from './aws/aws-eip-unused.ts';
import { awsEksLogging } from './aws/aws-eks-logging.ts';
import { awsEksNodeSsh } from './aws/aws-eks-node-ssh.ts';
import { awsEksPublicCidrs } from './aws/aws-eks-public-cidrs.ts';
import { awsEksPublicEndpoint } from './aws/aws-eks-public-endpoint.ts';
import { awsEksSecretsEncrypted } from './aws/aws-eks-secrets-encrypted.ts';
import { awsEksVersion } from './aws/aws-eks-version.ts';
import { awsElasticacheAuthentication } from './aws/aws-elasticache-authentication.ts';
import { awsElasticacheBackup } from './aws/aws-elasticache-backup.ts';
import { awsElasticacheEncrypted } from './aws/aws-elasticache-encrypted.ts';
import { awsElasticacheFailover } from './aws/aws-elasticache-failover.ts';
import { awsElasticacheKms } from './aws/aws-elasticache-kms.ts';
import { awsElasticacheMinorUpgrades } from './aws/aws-elasticache-minor-upgrades.ts';
import { awsElasticacheSubnetGroup } from './aws/aws-elasticache-subnet-group.ts';
import { awsElasticacheTls } from './aws/aws-elasticache-tls.ts';
import { awsFirehoseEncrypted } from './aws/aws-firehose-encrypted.ts';
import { awsFirehoseKms } from './aws/aws-firehose-kms.ts';
import { awsGlueSecurityConfiguration } from './aws/aws-glue-security-configuration.ts';
import { awsIamAdminAttached } from './aws/aws-iam-admin-attached.ts';
import { awsIamFullAdmin } from './aws/aws-iam-full-admin.ts';
import { awsIamPrivilegeEscalation } from './aws/aws-iam-privilege-escalation.ts';
import { awsIamRoleTrust } from './aws/aws-iam-role-trust.ts';
import { awsIamServiceWildcard } from './aws/aws-iam-service-wildcard.ts';
import { awsIamUserPolicy } from './aws/aws-iam-user-policy.ts';
import { awsKendraKms } from './aws/aws-kendra-kms.ts';
import { awsKinesisEncrypted } from './aws/aws-kinesis-encrypted.ts';
import { awsKinesisKms } from './aws/aws-kinesis-kms.ts';
import { awsKinesisVideoKms } from './aws/aws-kinesis-video-kms.ts';
import { awsKmsKeyPolicy } from './aws/aws-kms-key-policy.ts';
import { awsKmsRotation } from './aws/aws-kms-rotation.ts';
import { awsLambdaCodeSigning } from './aws/aws-lambda-code-signing.ts';
import { awsLambdaConcurrency } from './aws/aws-lambda-concurrency.ts';
import { awsLambdaDeadLetters } from './aws/aws-lambda-dead-letters.ts';
import { awsLambdaEnvKms } from './aws/aws-lambda-env-kms.ts';
import { awsLambdaEnvSecrets } from './aws/aws-lambda-env-secrets.ts';
import { awsLambdaPermissionSource } from './aws/aws-lambda-permission-source.ts';
import { awsLambdaRuntime } from './aws/aws-lambda-runtime.ts';
import { awsLambdaTracing } from './aws/aws-lambda-tracing.ts';
import { awsLambdaUrlAuth } from './aws/aws-lambda-url-auth.ts';
import { awsLambdaVpc } from './aws/aws-lambda-vpc.ts';
import { awsLaunchTemplateHopLimit } from './aws/aws-launch-template-hop-limit.ts';
import { awsLbAccessLogs } from './aws/aws-lb-access-logs.ts';
import { awsLbCrossZone } from './aws/aws-lb-cross-zone.ts';
import { awsLbDeletionProtection } from './aws/aws-lb-deletion-protection.ts';
import { awsLbDropInvalidHeaders } from './aws/aws-lb-drop-invalid-headers.ts';
import { awsLbHealthCheck } from './aws/aws-lb-health-check.ts';
import { awsLbListenerHttps } from './aws/aws-lb-listener-https.ts';
import { awsLbTargetHttps } from './aws/aws-lb-target-https.ts';
import { awsLbTlsPolicy } from './aws/aws-lb-tls-policy.ts';
import { awsLbWaf } from './aws/aws-lb-waf.ts';
import { awsLogGroupKms } from './aws/aws-log-group-kms.ts';
import { awsLogGroupRetention } from './aws/aws-log-group-retention.ts';
import { awsLogGroupYear } from './aws/aws-log-group-year.ts';
import { awsMqLogs } from './aws/aws-mq-logs.ts';
import { awsMqMinorUpgrades } from './aws/aws-mq-minor-upgrades.ts';
import { awsMqPublic } from './aws/aws-mq-public.ts';
import { awsMskLogs } from './aws/aws-msk-logs.ts';
import { awsMskTls } from './aws/aws-msk-tls.ts';
import { awsNaclUnused } from './aws/aws-nacl-unused.ts';
import { awsNatPerZoneInDev } from './aws/aws-nat-per-zone-in-dev.ts';
import { awsNeptuneAuditLog } from './aws/aws-neptune-audit-log.ts';
import { awsNeptuneBackup } from './aws/aws-neptune-backup.ts';
import { awsNeptuneCopyTags } from './aws/aws-neptune-copy-tags.ts';
import { awsNeptuneDeletionProtection } from './aws/aws-neptune-deletion-protection.ts';
import { awsNeptuneEncrypted } from './aws/aws-neptune-encrypted.ts';
import { awsNeptuneIamAuthentication } from './aws/aws-neptune-iam-authentication.ts';
import { awsNeptuneKms } from './aws/aws-neptune-kms.ts';
import { awsNeptunePublic } from './aws/aws-neptune-public.ts';
import { awsOpensearchEncrypted } from './aws/aws-opensearch-encrypted.ts';
import { awsOpensearchFineGrained } from './aws/aws-opensearch-fine-grained.ts';
import { awsOpensearchHttps } from './aws/aws-opensearch-https.ts';
import { awsOpensearchKms } from './aws/aws-opensearch-kms.ts';
import { awsOpensearchLogs } from './aws/aws-opensearch-logs.ts';
import { awsOpensearchMasters } from './aws/aws-opensearch-masters.ts';
import { awsOpensearchNodeEncryption } from './aws/aws-opensearch-node-encryption.ts';
import { awsOpensearchTls } from './aws/aws-opensearch-tls.ts';
import { awsOpensearchVpc } from './aws/aws-opensearch-vpc.ts';
import { awsPlainPassword } from './aws/aws-plain-password.ts';
import { awsPolicyOpenPrincipal } from './aws/aws-policy-open-principal.ts';
import { awsRdsBackupRetention } from './aws/aws-rds-backup-retention.ts';
import { awsRdsClusterAuditLog } from './aws/aws-rds-cluster-audit-log.ts';
import { awsRdsClusterBacktrack } from './aws/aws-rds-cluster-backtrack.ts';
import { awsRdsClusterCopyTags } from './aws/aws-rds-cluster-copy-tags.ts';
import { awsRdsClusterDeletionProtection } from './aws/aws-rds-cluster-deletion-protection.ts';
import { awsRdsClusterEncrypted } from './aws/aws-rds-cluster-encrypted.ts';
import { awsRdsClusterIamAuthentication } from './aws/aws-rds-cluster-iam-authentication.ts';
import { awsRdsClusterKmsKey } from './aws/aws-rds-cluster-kms-key.ts';
import { awsRdsClusterLogs } from './aws/aws-rds-cluster-logs.ts';
import { awsRdsCopyTags } from './aws/aws-rds-copy-tags.ts';
import { awsRdsDeletionProtection } from './aws/aws-rds-deletion-protection.ts';
import { awsRdsEnhancedMonitoring } from './aws/aws-rds-enhanced-monitoring.ts';
import { awsRdsGlobalEncrypted } from './aws/aws-rds-global-encrypted.ts';
import { awsRdsIamAuthentication } from './aws/aws-rds-iam-authentication.ts';
import { awsRdsLogs } from './aws/aws-rds-logs.ts';
import { awsRdsMinorUpgrades } from './aws/aws-rds-minor-upgrades.ts';
import { awsRdsMultiAz } from './aws/aws-rds-multi-az.ts';
import { awsRdsOldEngine } from './aws/aws-rds-old-engine.ts';
import { awsRdsPerformanceInsights } from './aws/aws-rds-performance-insights.ts';
import { awsRdsPublic } from './aws/aws-rds-public.ts';
import { awsRdsQueryLog } from './aws/aws-rds-query-log.ts';
import { awsRdsRequireTls } from './aws/aws-rds-require-tls.ts';
import { awsRdsStorageEncrypted } from './aws/aws-rds-storage-encrypted.ts';
import { awsRedshiftEncrypted } from './aws/aws-redshift-encrypted.ts';
import { awsRedshiftKms } from './aws/aws-redshift-kms.ts';
import { awsRedshiftLogging } from './aws/aws-redshift-logging.ts';
import { awsRedshiftPublic } from './aws/aws-redshift-public.ts';
import { awsRedshiftServerlessKms } from './aws/aws-redshift-serverless-kms.ts';
import { awsRedshiftSnapshots } from './aws/aws-redshift-snapshots.ts';
import { awsRedshiftSubnetGroup } from './aws/aws-redshift-subnet-group.ts';
import { awsRedshiftVersionUpgrades } from './aws/aws-redshift-version-upgrades.ts';
import { awsRedshiftVpcRouting } from './aws/aws-redshift-vpc-routing.ts';
import { awsRoute53Dnssec } from './aws/aws-route53-dnssec.ts';
import { awsRoute53LooseAddress } from './aws/aws-route53-loose-address.ts';
import { awsRoute53QueryLog } from './aws/aws-route53-query-log.ts';
import { awsS3AbortUploads } from './aws/aws-s3-abort-uploads.ts';
import { awsS3AccessLogging } from './aws/aws-s3-access-logging.ts';
import { awsS3AclsDisabled } from './aws/aws-s3-acls-disabled.ts';
import { awsS3BlockSwitches } from './aws/aws-s3-block-switches.ts';
import { awsS3KmsEncryption } from './aws/aws-s3-kms-encryption.ts';
import { awsS3Lifecycle } from './aws/aws-s3-lifecycle.ts';
import { awsS3PublicAccessBlock } from './aws/aws-s3-public-access-block.ts';
import { awsS3PublicAcl } from './aws/aws-s3-public-acl.ts';
import { awsS3Versioning } from './aws/aws-s3-versioning.ts';
import { awsSagemakerDomainKms } from './aws/aws-sagemaker-domain-kms.ts';
import { awsSagemakerEndpointKms } from './aws/aws-sagemaker-endpoint-kms.ts';
import { awsSagemakerModelIsolation } from './aws/aws-sagemaker-model-isolation.ts';
import { awsSagemakerNotebookImdsv2 } from './aws/aws-sagemaker-notebook-imdsv2.ts';
import { awsSagemakerNotebookInternet } from './aws/aws-sagemaker-notebook-internet.ts';
import { awsSagemakerNotebookKms } from './aws/aws-sagemaker-notebook-kms.ts';
import { awsSagemakerNotebookVpc } from './aws/aws-sagemaker-notebook-vpc.ts';
import { awsSagemakerRoot } from './aws/aws-sagemaker-root.ts';
import { awsSecretKms } from './aws/aws-secret-kms.ts';
import { awsSecretRotation } from './aws/aws-secret-rotation.ts';
import { awsSfnTracing } from './aws/aws-sfn-tracing.ts';
import { awsSgDescription } from './aws/aws-sg-description.ts';
import { awsSgOpenAdminPorts } from './aws/aws-sg-open-admin-ports.ts';
import { awsSgOpenEgress } from './aws/aws-sg-open-egress.ts';
import { awsSgOpenHttp } from './aws/aws-sg-open-http.ts';
import { awsSgRuleDescription } from './aws/aws-sg-rule-description.ts';
import { awsSgUnused } from './aws/aws-sg-unused.ts';
import { awsSnsEncrypted } from './aws/aws-sns-encrypted.ts';
import { awsSqsEncrypted } from './aws/aws-sqs-encrypted.ts';
import { awsSsmParameterKms } from './aws/aws-ssm-parameter-kms.ts';
import { awsSubnetPublicAddress } from './aws/aws-subnet-public-address.ts';
import { awsTransferPublic } from './aws/aws-transfer-public.ts';
import { awsVpcDefaultSg } from './aws/aws-vpc-default-sg.ts';
import { awsVpcFlowLogs } from './aws/aws-vpc-flow-logs.ts';
import { azureAksLocalAccounts } from './azure/azure-aks-local-accounts.ts';
import { azureAksPrivate } from './azure/azure-aks-private.ts';
import { azureKeyvaultPurgeProtection } from './azure/azure-keyvault-purge-protection.ts';
import { azureNsgOpenAdminPorts } from './azure/azure-nsg-open-admin-ports.ts';
import { azureRegistryAdmin } from './azure/azure-registry-admin.ts';
import { azureSqlPublic } from './azure/azure-sql-public.ts';
import { azureSqlTls } from './azure/azure-sql-tls.ts';
import { azureStorageHttps } from './azure/azure-storage-https.ts';
import { azureStoragePublicBlobs } from './azure/azure-storage-public-blobs.ts';
import { azureStorageTls } from './azure/azure-storage-tls.ts';
import { azureVmPassword } from './azure/azure-vm-password.ts';
import { azureWebHttps } from './azure/azure-web-https.ts';
import { googleComputeIpForwarding } from './google/google-compute-ip-forwarding.ts';
import { googleFirewallOpenAdminPorts } from './google/google-firewall-open-admin-ports.ts';
import { googleGkeLegacyAbac } from './google/google-gke-legacy-abac.ts';
import { googleGkePrivateNodes } from './google/google-gke-private-nodes.ts';
import { googleGkeShieldedNodes } from './google/google-gke-shielded-nodes.ts';
import { googleKmsRotation } from './google/google-kms-rotation.ts';
import { googleSqlBackup } from './google/google-sql-backup.ts';
import { googleSqlDeletionProtection } from './google/google-sql-deletion-protection.ts';
import { googleSqlPublicAddress } from './google/google-sql-public-address.ts';
import { googleStoragePublicPrevention } from './google/google-storage-public-prevention.ts';
import { googleStorageUniformAccess } from './google/google-storage-uniform-access.ts';
import { googleStorageVersioning } from './google/google-storage-versioning.ts';
import { tfBackend } from './language/tf-backend.ts';
import { tfCountOverList } from './language/tf-count-over-list.ts';
import { tfEmptyListComparison } from './language/tf-empty-list-comparison.ts';
import { tfInterpolationOnly } from './language/tf-interpolation-only.ts';
import { tfLookupWithoutDefault } from './language/tf-lookup-without-default.ts';
import { tfModulePinned } from './language/tf-module-pinned.ts';
import { tfNaming } from './language/tf-naming.ts';
import { tfOutputDescription } from './language/tf-output-description.ts';
import { tfProviderCredentials } from './language/tf-provider-credentials.ts';
import { tfProviderVersion } from './language/tf-provider-version.ts';
import { tfRequiredProviders } from './language/tf-required-providers.ts';
import { tfRequiredVersion } from './language/tf-required-version.ts';
import { tfSensitiveVariable } from './language/tf-sensitive-variable.ts';
import { tfUnused } from './language/tf-unused.ts';
import { tfVariableDescription } from './language/tf-variable-description.ts';
import { tfVariableType } from './language/tf-variable-type.ts';

/** In order of their files. */
// biome-ignore format: a name a line would double the file
export const terraformRules: readonly TerraformRule[] = [
  awsAcmReplaceFirst, awsAmiOwner, awsApigatewayAuthorization, awsApigatewayCacheEncrypted, awsApigatewayDataTrace, awsApigatewayDeploymentReplaceFirst,
  awsApigatewayDomainTls, awsApigatewayLogLevel, awsApigatewayLogs, awsApigatewayReplaceFirst, awsApigatewayTracing, awsApigatewayValidation, awsApigatewayWaf,
  awsApigatewayv2Authorization, awsAsgHealth, awsAsgLaunchTemplate, awsAsgTags, awsAthenaEncrypted, awsBackupVaultKms, awsBeanstalkHealth, awsBeanstalkUpdates,
  awsCloudfrontHeaders, awsCloudfrontHttps, awsCloudfrontLogs, awsCloudfrontRoot, awsCloudfrontTls, awsCloudfrontWaf, awsCloudtrailAllRegions, awsCloudtrailKms,
  awsCloudtrailValidation, awsCodebuildKms, awsCodebuildLogs, awsCodebuildPrivileged, awsCodebuildS3Logs, awsCognitoGuests, awsDaxEncrypted, awsDaxTls,
  awsDefaultTags, awsDmsPublic, awsDocdbEncrypted, awsDocdbKms, awsDocdbLogs, awsDynamodbDeletionProtection, awsDynamodbKms, awsDynamodbRecovery,
  awsDynamodbReplicaKms, awsDynamodbScaling, awsEbsEncrypted, awsEbsGp3, awsEc2DisksEncrypted, awsEc2EbsOptimized, awsEc2Imdsv2, awsEc2InstanceProfile,
  awsEc2Monitoring, awsEc2OldGeneration, awsEc2PublicAddress, awsEc2UserDataSecrets, awsEcrImmutableTags, awsEcrKms, awsEcrScanOnPush, awsEcsEfsTls,
  awsEcsInsights, awsEcsPrivileged, awsEcsReadonlyRoot, awsEcsServicePublicAddress, awsEfsAccessPointRoot, awsEfsAccessPointUser, awsEfsBackup, awsEfsEncrypted,
  awsEfsKms, awsEipUnused, awsEksLogging, awsEksNodeSsh, awsEksPublicCidrs, awsEksPublicEndpoint, awsEksSecretsEncrypted, awsEksVersion,
  awsElasticacheAuthentication, awsElasticacheBackup, awsElasticacheEncrypted, awsElasticacheFailover, awsElasticacheKms, awsElasticacheMinorUpgrades,
  awsElasticacheSubnetGroup, awsElasticacheTls, awsFirehoseEncrypted, awsFirehoseKms, awsGlueSecurityConfiguration, awsIamAdminAttached, awsIamFullAdmin,
  awsIamPrivilegeEscalation, awsIamRoleTrust, awsIamServiceWildcard, awsIamUserPolicy, awsKendraKms, awsKinesisEncrypted, awsKinesisKms, awsKinesisVideoKms,
  awsKmsKeyPolicy, awsKmsRotation, awsLambdaCodeSigning, awsLambdaConcurrency, awsLambdaDeadLetters, awsLambdaEnvKms, awsLambdaEnvSecrets,
  awsLambdaPermissionSource, awsLambdaRuntime, awsLambdaTracing, awsLambdaUrlAuth, awsLambdaVpc, awsLaunchTemplateHopLimit, awsLbAccessLogs, awsLbCrossZone,
  awsLbDeletionProtection, awsLbDropInvalidHeaders, awsLbHealthCheck, awsLbListenerHttps, awsLbTargetHttps, awsLbTlsPolicy, awsLbWaf, awsLogGroupKms,
  awsLogGroupRetention, awsLogGroupYear, awsMqLogs, awsMqMinorUpgrades, awsMqPublic, awsMskLogs, awsMskTls, awsNaclUnused, awsNatPerZoneInDev,
  awsNeptuneAuditLog, awsNeptuneBackup, awsNeptuneCopyTags, awsNeptuneDeletionProtection, awsNeptuneEncrypted, awsNeptuneIamAuthentication, awsNeptuneKms,
  awsNeptunePublic, awsOpensearchEncrypted, awsOpensearchFineGrained, awsOpensearchHttps, awsOpensearchKms, awsOpensearchLogs, awsOpensearchMasters,
  awsOpensearchNodeEncryption, awsOpensearchTls, awsOpensearchVpc, awsPlainPassword, awsPolicyOpenPrincipal, awsRdsBackupRetention, awsRdsClusterAuditLog,
  awsRdsClusterBacktrack, awsRdsClusterCopyTags, awsRdsClusterDeletionProtection, awsRdsClusterEncrypted, awsRdsClusterIamAuthentication, awsRdsClusterKmsKey,
  awsRdsClusterLogs, awsRdsCopyTags, awsRdsDeletionProtection, awsRdsEnhancedMonitoring, awsRdsGlobalEncrypted, awsRdsIamAuthentication, awsRdsLogs,
  awsRdsMinorUpgrades, awsRdsMultiAz, awsRdsOldEngine, awsRdsPerformanceInsights, awsRdsPublic, awsRdsQueryLog, awsRdsRequireTls, awsRdsStorageEncrypted,
  awsRedshiftEncrypted, awsRedshiftKms, awsRedshiftLogging, awsRedshiftPublic, awsRedshiftServerlessKms, awsRedshiftSnapshots, awsRedshiftSubnetGroup,
  awsRedshiftVersionUpgrades, awsRedshiftVpcRouting, awsRoute53Dnssec, awsRoute53LooseAddress, awsRoute53QueryLog, awsS3AbortUploads, awsS3AccessLogging,
  awsS3AclsDisabled, awsS3BlockSwitches, awsS3KmsEncryption, awsS3Lifecycle, awsS3PublicAccessBlock, awsS3PublicAcl, awsS3Versioning, awsSagemakerDomainKms,
  awsSagemakerEndpointKms, awsSagemakerModelIsolation, awsSagemakerNotebookImdsv2, awsSagemakerNotebookInternet, awsSagemakerNotebookKms,
  awsSagemakerNotebookVpc, awsSagemakerRoot, awsSecretKms, awsSecretRotation, awsSfnTracing, awsSgDescription, awsSgOpenAdminPorts, awsSgOpenEgress,
  awsSgOpenHttp, awsSgRuleDescription, awsSgUnused, awsSnsEncrypted, awsSqsEncrypted, awsSsmParameterKms, awsSubnetPublicAddress, awsTransferPublic,
  awsVpcDefaultSg, awsVpcFlowLogs, azureAksLocalAccounts, azureAksPrivate, azureKeyvaultPurgeProtection, azureNsgOpenAdminPorts, azureRegistryAdmin,
  azureSqlPublic, azureSqlTls, azureStorageHttps, azureStoragePublicBlobs, azureStorageTls, azureVmPassword, azureWebHttps, googleComputeIpForwarding,
  googleFirewallOpenAdminPorts, googleGkeLegacyAbac, googleGkePrivateNodes, googleGkeShieldedNodes, googleKmsRotation, googleSqlBackup,
  googleSqlDeletionProtection, googleSqlPublicAddress, googleStoragePublicPrevention, googleStorageUniformAccess, googleStorageVersioning, tfBackend,
  tfCountOverList, tfEmptyListComparison, tfInterpolationOnly, tfLookupWithoutDefault, tfModulePinned, tfNaming, tfOutputDescription, tfProviderCredentials,
  tfProviderVersion, tfRequiredProviders, tfRequiredVersion, tfSensitiveVariable, tfUnused, tfVariableDescription, tfVariableType,
];
