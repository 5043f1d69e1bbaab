// Made by `npm run generate` from the rule files.

import { dockerApkCache } from './docker/rules/docker-apk-cache.ts';
import { dockerAptLists } from './docker/rules/docker-apt-lists.ts';
import { dockerAptRecommends } from './docker/rules/docker-apt-recommends.ts';
import { dockerAptUpdateAlone } from './docker/rules/docker-apt-update-alone.ts';
import { dockerAptYes } from './docker/rules/docker-apt-yes.ts';
import { dockerCd } from './docker/rules/docker-cd.ts';
import { dockerCopyNotAdd } from './docker/rules/docker-copy-not-add.ts';
import { dockerExecForm } from './docker/rules/docker-exec-form.ts';
import { dockerHealthcheck } from './docker/rules/docker-healthcheck.ts';
import { dockerImageTag } from './docker/rules/docker-image-tag.ts';
import { dockerMaintainer } from './docker/rules/docker-maintainer.ts';
import { dockerOneCmd } from './docker/rules/docker-one-cmd.ts';
import { dockerPipCache } from './docker/rules/docker-pip-cache.ts';
import { dockerPipeShell } from './docker/rules/docker-pipe-shell.ts';
import { dockerPlatform } from './docker/rules/docker-platform.ts';
import { dockerPortRange } from './docker/rules/docker-port-range.ts';
import { dockerSecret } from './docker/rules/docker-secret.ts';
import { dockerSshPort } from './docker/rules/docker-ssh-port.ts';
import { dockerStageNames } from './docker/rules/docker-stage-names.ts';
import { dockerSudo } from './docker/rules/docker-sudo.ts';
import { dockerUser } from './docker/rules/docker-user.ts';
import { dockerWorkdirAbsolute } from './docker/rules/docker-workdir-absolute.ts';
import { k8sAddedCapabilities } from './kubernetes/rules/k8s-added-capabilities.ts';
import { k8sAutoscalerFindsTarget } from './kubernetes/rules/k8s-autoscaler-finds-target.ts';
import { k8sAutoscalerOrReplicas } from './kubernetes/rules/k8s-autoscaler-or-replicas.ts';
import { k8sBudgetAllowsNone } from './kubernetes/rules/k8s-budget-allows-none.ts';
import { k8sCpuLimit } from './kubernetes/rules/k8s-cpu-limit.ts';
import { k8sCpuRequest } from './kubernetes/rules/k8s-cpu-request.ts';
import { k8sCronjobDeadline } from './kubernetes/rules/k8s-cronjob-deadline.ts';
import { k8sCronjobOverlap } from './kubernetes/rules/k8s-cronjob-overlap.ts';
import { k8sDefaultNamespace } from './kubernetes/rules/k8s-default-namespace.ts';
import { k8sDeprecatedApi } from './kubernetes/rules/k8s-deprecated-api.ts';
import { k8sDisruptionBudget } from './kubernetes/rules/k8s-disruption-budget.ts';
import { k8sDropCapabilities } from './kubernetes/rules/k8s-drop-capabilities.ts';
import { k8sDuplicateEnv } from './kubernetes/rules/k8s-duplicate-env.ts';
import { k8sHostIpc } from './kubernetes/rules/k8s-host-ipc.ts';
import { k8sHostNetwork } from './kubernetes/rules/k8s-host-network.ts';
import { k8sHostPath } from './kubernetes/rules/k8s-host-path.ts';
import { k8sHostPid } from './kubernetes/rules/k8s-host-pid.ts';
import { k8sHostPort } from './kubernetes/rules/k8s-host-port.ts';
import { k8sImageDigest } from './kubernetes/rules/k8s-image-digest.ts';
import { k8sImagePullPolicy } from './kubernetes/rules/k8s-image-pull-policy.ts';
import { k8sImageTag } from './kubernetes/rules/k8s-image-tag.ts';
import { k8sIngressFindsService } from './kubernetes/rules/k8s-ingress-finds-service.ts';
import { k8sIngressTls } from './kubernetes/rules/k8s-ingress-tls.ts';
import { k8sLivenessProbe } from './kubernetes/rules/k8s-liveness-probe.ts';
import { k8sMemoryLimit } from './kubernetes/rules/k8s-memory-limit.ts';
import { k8sMemoryRequest } from './kubernetes/rules/k8s-memory-request.ts';
import { k8sNakedPod } from './kubernetes/rules/k8s-naked-pod.ts';
import { k8sNetworkPolicy } from './kubernetes/rules/k8s-network-policy.ts';
import { k8sPlainSecret } from './kubernetes/rules/k8s-plain-secret.ts';
import { k8sPrivilegeEscalation } from './kubernetes/rules/k8s-privilege-escalation.ts';
import { k8sPrivileged } from './kubernetes/rules/k8s-privileged.ts';
import { k8sProbesDiffer } from './kubernetes/rules/k8s-probes-differ.ts';
import { k8sRbacClusterAdmin } from './kubernetes/rules/k8s-rbac-cluster-admin.ts';
import { k8sRbacEscalation } from './kubernetes/rules/k8s-rbac-escalation.ts';
import { k8sRbacSecrets } from './kubernetes/rules/k8s-rbac-secrets.ts';
import { k8sRbacWildcard } from './kubernetes/rules/k8s-rbac-wildcard.ts';
import { k8sReadOnlyRoot } from './kubernetes/rules/k8s-read-only-root.ts';
import { k8sReadinessProbe } from './kubernetes/rules/k8s-readiness-probe.ts';
import { k8sRecommendedLabels } from './kubernetes/rules/k8s-recommended-labels.ts';
import { k8sReplicas } from './kubernetes/rules/k8s-replicas.ts';
import { k8sRunAsNonRoot } from './kubernetes/rules/k8s-run-as-non-root.ts';
import { k8sSeccomp } from './kubernetes/rules/k8s-seccomp.ts';
import { k8sSecretAsEnv } from './kubernetes/rules/k8s-secret-as-env.ts';
import { k8sSelectorMatches } from './kubernetes/rules/k8s-selector-matches.ts';
import { k8sServiceAccountToken } from './kubernetes/rules/k8s-service-account-token.ts';
import { k8sServiceFindsPods } from './kubernetes/rules/k8s-service-finds-pods.ts';
import { k8sServiceNodePort } from './kubernetes/rules/k8s-service-node-port.ts';
import { k8sSpread } from './kubernetes/rules/k8s-spread.ts';
import { k8sStatefulsetService } from './kubernetes/rules/k8s-statefulset-service.ts';
import type { Rule } from './rule.ts';
import { awsApigatewayAuthorization } from './terraform/aws/aws-apigateway-authorization.ts';
import { awsApigatewayDeploymentReplaceFirst } from './terraform/aws/aws-apigateway-deployment-replace-first.ts';
import { awsApigatewayLogs } from './terraform/aws/aws-apigateway-logs.ts';
import { awsApigatewayReplaceFirst } from './terraform/aws/aws-apigateway-replace-first.ts';
import { awsApigatewayTracing } from './terraform/aws/aws-apigateway-tracing.ts';
import { awsAthenaEncrypted } from './terraform/aws/aws-athena-encrypted.ts';
import { awsCloudfrontHttps } from './terraform/aws/aws-cloudfront-https.ts';
import { awsCloudfrontLogs } from './terraform/aws/aws-cloudfront-logs.ts';
import { awsCloudfrontRoot } from './terraform/aws/aws-cloudfront-root.ts';
import { awsCloudfrontTls } from './terraform/aws/aws-cloudfront-tls.ts';
import { awsCloudfrontWaf } from './terraform/aws/aws-cloudfront-waf.ts';
import { awsCloudtrailAllRegions } from './terraform/aws/aws-cloudtrail-all-regions.ts';
import { awsCloudtrailKms } from './terraform/aws/aws-cloudtrail-kms.ts';
import { awsCloudtrailValidation } from './terraform/aws/aws-cloudtrail-validation.ts';
import { awsDefaultTags } from './terraform/aws/aws-default-tags.ts';
import { awsDocdbEncrypted } from './terraform/aws/aws-docdb-encrypted.ts';
import { awsDynamodbDeletionProtection } from './terraform/aws/aws-dynamodb-deletion-protection.ts';
import { awsDynamodbKms } from './terraform/aws/aws-dynamodb-kms.ts';
import { awsDynamodbRecovery } from './terraform/aws/aws-dynamodb-recovery.ts';
import { awsEbsEncrypted } from './terraform/aws/aws-ebs-encrypted.ts';
import { awsEbsGp3 } from './terraform/aws/aws-ebs-gp3.ts';
import { awsEc2DisksEncrypted } from './terraform/aws/aws-ec2-disks-encrypted.ts';
import { awsEc2EbsOptimized } from './terraform/aws/aws-ec2-ebs-optimized.ts';
import { awsEc2Imdsv2 } from './terraform/aws/aws-ec2-imdsv2.ts';
import { awsEc2InstanceProfile } from './terraform/aws/aws-ec2-instance-profile.ts';
import { awsEc2Monitoring } from './terraform/aws/aws-ec2-monitoring.ts';
import { awsEc2OldGeneration } from './terraform/aws/aws-ec2-old-generation.ts';
import { awsEc2PublicAddress } from './terraform/aws/aws-ec2-public-address.ts';
import { awsEc2UserDataSecrets } from './terraform/aws/aws-ec2-user-data-secrets.ts';
import { awsEcrImmutableTags } from './terraform/aws/aws-ecr-immutable-tags.ts';
import { awsEcrKms } from './terraform/aws/aws-ecr-kms.ts';
import { awsEcrScanOnPush } from './terraform/aws/aws-ecr-scan-on-push.ts';
import { awsEfsEncrypted } from './terraform/aws/aws-efs-encrypted.ts';
import { awsEfsKms } from './terraform/aws/aws-efs-kms.ts';
import { awsEksLogging } from './terraform/aws/aws-eks-logging.ts';
import { awsEksPublicCidrs } from './terraform/aws/aws-eks-public-cidrs.ts';
import { awsEksPublicEndpoint } from './terraform/aws/aws-eks-public-endpoint.ts';
import { awsEksSecretsEncrypted } from './terraform/aws/aws-eks-secrets-encrypted.ts';
import { awsEksVersion } from './terraform/aws/aws-eks-version.ts';
import { awsElasticacheBackup } from './terraform/aws/aws-elasticache-backup.ts';
import { awsElasticacheEncrypted } from './terraform/aws/aws-elasticache-encrypted.ts';
import { awsElasticacheTls } from './terraform/aws/aws-elasticache-tls.ts';
import { awsFirehoseEncrypted } from './terraform/aws/aws-firehose-encrypted.ts';
import { awsIamFullAdmin } from './terraform/aws/aws-iam-full-admin.ts';
import { awsIamPrivilegeEscalation } from './terraform/aws/aws-iam-privilege-escalation.ts';
import { awsIamRoleTrust } from './terraform/aws/aws-iam-role-trust.ts';
import { awsIamUserPolicy } from './terraform/aws/aws-iam-user-policy.ts';
import { awsKinesisEncrypted } from './terraform/aws/aws-kinesis-encrypted.ts';
import { awsKmsKeyPolicy } from './terraform/aws/aws-kms-key-policy.ts';
import { awsKmsRotation } from './terraform/aws/aws-kms-rotation.ts';
import { awsLambdaCodeSigning } from './terraform/aws/aws-lambda-code-signing.ts';
import { awsLambdaConcurrency } from './terraform/aws/aws-lambda-concurrency.ts';
import { awsLambdaDeadLetters } from './terraform/aws/aws-lambda-dead-letters.ts';
import { awsLambdaEnvSecrets } from './terraform/aws/aws-lambda-env-secrets.ts';
import { awsLambdaRuntime } from './terraform/aws/aws-lambda-runtime.ts';
import { awsLambdaTracing } from './terraform/aws/aws-lambda-tracing.ts';
import { awsLambdaVpc } from './terraform/aws/aws-lambda-vpc.ts';
import { awsLbAccessLogs } from './terraform/aws/aws-lb-access-logs.ts';
import { awsLbDeletionProtection } from './terraform/aws/aws-lb-deletion-protection.ts';
import { awsLbDropInvalidHeaders } from './terraform/aws/aws-lb-drop-invalid-headers.ts';
import { awsLbHealthCheck } from './terraform/aws/aws-lb-health-check.ts';
import { awsLbListenerHttps } from './terraform/aws/aws-lb-listener-https.ts';
import { awsLbTlsPolicy } from './terraform/aws/aws-lb-tls-policy.ts';
import { awsLogGroupKms } from './terraform/aws/aws-log-group-kms.ts';
import { awsLogGroupRetention } from './terraform/aws/aws-log-group-retention.ts';
import { awsLogGroupYear } from './terraform/aws/aws-log-group-year.ts';
import { awsNatPerZoneInDev } from './terraform/aws/aws-nat-per-zone-in-dev.ts';
import { awsNeptuneBackup } from './terraform/aws/aws-neptune-backup.ts';
import { awsNeptuneEncrypted } from './terraform/aws/aws-neptune-encrypted.ts';
import { awsOpensearchEncrypted } from './terraform/aws/aws-opensearch-encrypted.ts';
import { awsOpensearchHttps } from './terraform/aws/aws-opensearch-https.ts';
import { awsOpensearchNodeEncryption } from './terraform/aws/aws-opensearch-node-encryption.ts';
import { awsOpensearchTls } from './terraform/aws/aws-opensearch-tls.ts';
import { awsPlainPassword } from './terraform/aws/aws-plain-password.ts';
import { awsPolicyOpenPrincipal } from './terraform/aws/aws-policy-open-principal.ts';
import { awsRdsBackupRetention } from './terraform/aws/aws-rds-backup-retention.ts';
import { awsRdsClusterCopyTags } from './terraform/aws/aws-rds-cluster-copy-tags.ts';
import { awsRdsClusterDeletionProtection } from './terraform/aws/aws-rds-cluster-deletion-protection.ts';
import { awsRdsClusterEncrypted } from './terraform/aws/aws-rds-cluster-encrypted.ts';
import { awsRdsClusterIamAuthentication } from './terraform/aws/aws-rds-cluster-iam-authentication.ts';
import { awsRdsClusterKmsKey } from './terraform/aws/aws-rds-cluster-kms-key.ts';
import { awsRdsClusterLogs } from './terraform/aws/aws-rds-cluster-logs.ts';
import { awsRdsCopyTags } from './terraform/aws/aws-rds-copy-tags.ts';
import { awsRdsDeletionProtection } from './terraform/aws/aws-rds-deletion-protection.ts';
import { awsRdsEnhancedMonitoring } from './terraform/aws/aws-rds-enhanced-monitoring.ts';
import { awsRdsIamAuthentication } from './terraform/aws/aws-rds-iam-authentication.ts';
import { awsRdsLogs } from './terraform/aws/aws-rds-logs.ts';
import { awsRdsMinorUpgrades } from './terraform/aws/aws-rds-minor-upgrades.ts';
import { awsRdsMultiAz } from './terraform/aws/aws-rds-multi-az.ts';
import { awsRdsOldEngine } from './terraform/aws/aws-rds-old-engine.ts';
import { awsRdsPerformanceInsights } from './terraform/aws/aws-rds-performance-insights.ts';
import { awsRdsPublic } from './terraform/aws/aws-rds-public.ts';
import { awsRdsStorageEncrypted } from './terraform/aws/aws-rds-storage-encrypted.ts';
import { awsRedshiftEncrypted } from './terraform/aws/aws-redshift-encrypted.ts';
import { awsRedshiftKms } from './terraform/aws/aws-redshift-kms.ts';
import { awsRedshiftLogging } from './terraform/aws/aws-redshift-logging.ts';
import { awsRedshiftPublic } from './terraform/aws/aws-redshift-public.ts';
import { awsRedshiftVpcRouting } from './terraform/aws/aws-redshift-vpc-routing.ts';
import { awsS3AbortUploads } from './terraform/aws/aws-s3-abort-uploads.ts';
import { awsS3AccessLogging } from './terraform/aws/aws-s3-access-logging.ts';
import { awsS3BlockSwitches } from './terraform/aws/aws-s3-block-switches.ts';
import { awsS3KmsEncryption } from './terraform/aws/aws-s3-kms-encryption.ts';
import { awsS3Lifecycle } from './terraform/aws/aws-s3-lifecycle.ts';
import { awsS3PublicAccessBlock } from './terraform/aws/aws-s3-public-access-block.ts';
import { awsS3PublicAcl } from './terraform/aws/aws-s3-public-acl.ts';
import { awsS3Versioning } from './terraform/aws/aws-s3-versioning.ts';
import { awsSecretKms } from './terraform/aws/aws-secret-kms.ts';
import { awsSgDescription } from './terraform/aws/aws-sg-description.ts';
import { awsSgOpenAdminPorts } from './terraform/aws/aws-sg-open-admin-ports.ts';
import { awsSgOpenHttp } from './terraform/aws/aws-sg-open-http.ts';
import { awsSgRuleDescription } from './terraform/aws/aws-sg-rule-description.ts';
import { awsSnsEncrypted } from './terraform/aws/aws-sns-encrypted.ts';
import { awsSqsEncrypted } from './terraform/aws/aws-sqs-encrypted.ts';
import { awsSubnetPublicAddress } from './terraform/aws/aws-subnet-public-address.ts';
import { awsVpcDefaultSg } from './terraform/aws/aws-vpc-default-sg.ts';
import { awsVpcFlowLogs } from './terraform/aws/aws-vpc-flow-logs.ts';
import { tfBackend } from './terraform/language/tf-backend.ts';
import { tfCountOverList } from './terraform/language/tf-count-over-list.ts';
import { tfEmptyListComparison } from './terraform/language/tf-empty-list-comparison.ts';
import { tfInterpolationOnly } from './terraform/language/tf-interpolation-only.ts';
import { tfLookupWithoutDefault } from './terraform/language/tf-lookup-without-default.ts';
import { tfModulePinned } from './terraform/language/tf-module-pinned.ts';
import { tfNaming } from './terraform/language/tf-naming.ts';
import { tfOutputDescription } from './terraform/language/tf-output-description.ts';
import { tfProviderCredentials } from './terraform/language/tf-provider-credentials.ts';
import { tfProviderVersion } from './terraform/language/tf-provider-version.ts';
import { tfRequiredProviders } from './terraform/language/tf-required-providers.ts';
import { tfRequiredVersion } from './terraform/language/tf-required-version.ts';
import { tfSensitiveVariable } from './terraform/language/tf-sensitive-variable.ts';
import { tfUnused } from './terraform/language/tf-unused.ts';
import { tfVariableDescription } from './terraform/language/tf-variable-description.ts';
import { tfVariableType } from './terraform/language/tf-variable-type.ts';

/** Every rule, in order of its file. */
export const allRules: readonly Rule[] = [
  dockerApkCache,
  dockerAptLists,
  dockerAptRecommends,
  dockerAptUpdateAlone,
  dockerAptYes,
  dockerCd,
  dockerCopyNotAdd,
  dockerExecForm,
  dockerHealthcheck,
  dockerImageTag,
  dockerMaintainer,
  dockerOneCmd,
  dockerPipCache,
  dockerPipeShell,
  dockerPlatform,
  dockerPortRange,
  dockerSecret,
  dockerSshPort,
  dockerStageNames,
  dockerSudo,
  dockerUser,
  dockerWorkdirAbsolute,
  k8sAddedCapabilities,
  k8sAutoscalerFindsTarget,
  k8sAutoscalerOrReplicas,
  k8sBudgetAllowsNone,
  k8sCpuLimit,
  k8sCpuRequest,
  k8sCronjobDeadline,
  k8sCronjobOverlap,
  k8sDefaultNamespace,
  k8sDeprecatedApi,
  k8sDisruptionBudget,
  k8sDropCapabilities,
  k8sDuplicateEnv,
  k8sHostIpc,
  k8sHostNetwork,
  k8sHostPath,
  k8sHostPid,
  k8sHostPort,
  k8sImageDigest,
  k8sImagePullPolicy,
  k8sImageTag,
  k8sIngressFindsService,
  k8sIngressTls,
  k8sLivenessProbe,
  k8sMemoryLimit,
  k8sMemoryRequest,
  k8sNakedPod,
  k8sNetworkPolicy,
  k8sPlainSecret,
  k8sPrivilegeEscalation,
  k8sPrivileged,
  k8sProbesDiffer,
  k8sRbacClusterAdmin,
  k8sRbacEscalation,
  k8sRbacSecrets,
  k8sRbacWildcard,
  k8sReadOnlyRoot,
  k8sReadinessProbe,
  k8sRecommendedLabels,
  k8sReplicas,
  k8sRunAsNonRoot,
  k8sSeccomp,
  k8sSecretAsEnv,
  k8sSelectorMatches,
  k8sServiceAccountToken,
  k8sServiceFindsPods,
  k8sServiceNodePort,
  k8sSpread,
  k8sStatefulsetService,
  awsApigatewayAuthorization,
  awsApigatewayDeploymentReplaceFirst,
  awsApigatewayLogs,
  awsApigatewayReplaceFirst,
  awsApigatewayTracing,
  awsAthenaEncrypted,
  awsCloudfrontHttps,
  awsCloudfrontLogs,
  awsCloudfrontRoot,
  awsCloudfrontTls,
  awsCloudfrontWaf,
  awsCloudtrailAllRegions,
  awsCloudtrailKms,
  awsCloudtrailValidation,
  awsDefaultTags,
  awsDocdbEncrypted,
  awsDynamodbDeletionProtection,
  awsDynamodbKms,
  awsDynamodbRecovery,
  awsEbsEncrypted,
  awsEbsGp3,
  awsEc2DisksEncrypted,
  awsEc2EbsOptimized,
  awsEc2Imdsv2,
  awsEc2InstanceProfile,
  awsEc2Monitoring,
  awsEc2OldGeneration,
  awsEc2PublicAddress,
  awsEc2UserDataSecrets,
  awsEcrImmutableTags,
  awsEcrKms,
  awsEcrScanOnPush,
  awsEfsEncrypted,
  awsEfsKms,
  awsEksLogging,
  awsEksPublicCidrs,
  awsEksPublicEndpoint,
  awsEksSecretsEncrypted,
  awsEksVersion,
  awsElasticacheBackup,
  awsElasticacheEncrypted,
  awsElasticacheTls,
  awsFirehoseEncrypted,
  awsIamFullAdmin,
  awsIamPrivilegeEscalation,
  awsIamRoleTrust,
  awsIamUserPolicy,
  awsKinesisEncrypted,
  awsKmsKeyPolicy,
  awsKmsRotation,
  awsLambdaCodeSigning,
  awsLambdaConcurrency,
  awsLambdaDeadLetters,
  awsLambdaEnvSecrets,
  awsLambdaRuntime,
  awsLambdaTracing,
  awsLambdaVpc,
  awsLbAccessLogs,
  awsLbDeletionProtection,
  awsLbDropInvalidHeaders,
  awsLbHealthCheck,
  awsLbListenerHttps,
  awsLbTlsPolicy,
  awsLogGroupKms,
  awsLogGroupRetention,
  awsLogGroupYear,
  awsNatPerZoneInDev,
  awsNeptuneBackup,
  awsNeptuneEncrypted,
  awsOpensearchEncrypted,
  awsOpensearchHttps,
  awsOpensearchNodeEncryption,
  awsOpensearchTls,
  awsPlainPassword,
  awsPolicyOpenPrincipal,
  awsRdsBackupRetention,
  awsRdsClusterCopyTags,
  awsRdsClusterDeletionProtection,
  awsRdsClusterEncrypted,
  awsRdsClusterIamAuthentication,
  awsRdsClusterKmsKey,
  awsRdsClusterLogs,
  awsRdsCopyTags,
  awsRdsDeletionProtection,
  awsRdsEnhancedMonitoring,
  awsRdsIamAuthentication,
  awsRdsLogs,
  awsRdsMinorUpgrades,
  awsRdsMultiAz,
  awsRdsOldEngine,
  awsRdsPerformanceInsights,
  awsRdsPublic,
  awsRdsStorageEncrypted,
  awsRedshiftEncrypted,
  awsRedshiftKms,
  awsRedshiftLogging,
  awsRedshiftPublic,
  awsRedshiftVpcRouting,
  awsS3AbortUploads,
  awsS3AccessLogging,
  awsS3BlockSwitches,
  awsS3KmsEncryption,
  awsS3Lifecycle,
  awsS3PublicAccessBlock,
  awsS3PublicAcl,
  awsS3Versioning,
  awsSecretKms,
  awsSgDescription,
  awsSgOpenAdminPorts,
  awsSgOpenHttp,
  awsSgRuleDescription,
  awsSnsEncrypted,
  awsSqsEncrypted,
  awsSubnetPublicAddress,
  awsVpcDefaultSg,
  awsVpcFlowLogs,
  tfBackend,
  tfCountOverList,
  tfEmptyListComparison,
  tfInterpolationOnly,
  tfLookupWithoutDefault,
  tfModulePinned,
  tfNaming,
  tfOutputDescription,
  tfProviderCredentials,
  tfProviderVersion,
  tfRequiredProviders,
  tfRequiredVersion,
  tfSensitiveVariable,
  tfUnused,
  tfVariableDescription,
  tfVariableType,
];
