/** Kinds that belong to no namespace: what is done to one is done to the whole cluster. Source: `kubectl api-resources --namespaced=false` of Kubernetes 1.34, and the usual operators. */
export const clusterKinds: ReadonlySet<string> = new Set([
  ...[
    'Namespace',
    'Node',
    'PersistentVolume',
    'ClusterRole',
    'ClusterRoleBinding',
    'CustomResourceDefinition',
    'APIService',
    'StorageClass',
    'CSIDriver',
    'CSINode',
  ],
  ...[
    'VolumeAttachment',
    'VolumeAttributesClass',
    'PriorityClass',
    'RuntimeClass',
    'IngressClass',
    'IPAddress',
    'ServiceCIDR',
    'FlowSchema',
    'PriorityLevelConfiguration',
  ],
  ...[
    'MutatingWebhookConfiguration',
    'ValidatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'CertificateSigningRequest',
  ],
  ...[
    'DeviceClass',
    'ResourceSlice',
    'GatewayClass',
    'ClusterIssuer',
    'ClusterSecretStore',
    'ClusterExternalSecret',
    'ClusterPolicy',
    'VolumeSnapshotClass',
    'VolumeSnapshotContent',
  ],
]);

/** Kinds that hold data, or whose deletion takes it along. */
export const dataKinds: ReadonlySet<string> = new Set([
  ...['PersistentVolumeClaim', 'PersistentVolume', 'StatefulSet', 'Secret', 'Namespace', 'CustomResourceDefinition', 'VolumeSnapshot', 'VolumeSnapshotContent'],
  // Databases and queues that operators run.
  ...[
    'Cluster',
    'Postgresql',
    'PostgresCluster',
    'PerconaXtraDBCluster',
    'MySQLCluster',
    'InnoDBCluster',
    'MongoDBCommunity',
    'PerconaServerMongoDB',
    'Kafka',
    'KafkaTopic',
    'RabbitmqCluster',
    'Elasticsearch',
    'Redis',
    'RedisCluster',
    'CassandraDatacenter',
    'CephCluster',
    'Vault',
  ],
]);

/** All objects in it, or of it, go with it. */
export const cascadingKinds: ReadonlySet<string> = new Set(['Namespace', 'CustomResourceDefinition', 'APIService', 'Node']);

/** Kinds that decide what may be done, and by whom. */
export const accessKinds: ReadonlySet<string> = new Set(['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding']);

/** Namespaces that the cluster itself, or what guards it, lives in. */
export const systemNamespaces: ReadonlySet<string> = new Set([
  ...['kube-system', 'kube-public', 'kube-node-lease', 'gatekeeper-system', 'kyverno', 'calico-system', 'tigera-operator', 'istio-system', 'cert-manager'],
  ...['karpenter', 'aws-load-balancer-controller', 'external-secrets', 'gke-system', 'gmp-system', 'azure-arc', 'flux-system', 'argocd'],
]);
