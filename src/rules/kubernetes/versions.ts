import { fieldsOf, isFields, type KubernetesObject, listOf } from './object.ts';

export interface Moved {
  readonly to: string;
  /** The first minor version of Kubernetes that no longer serves it. */
  readonly gone: string;
  /** The fields are the same and mean the same: the version is all there is to change. */
  readonly same: boolean;
}

/** By `apiVersion kind`. Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
const moved: Readonly<Record<string, Moved>> = {
  'extensions/v1beta1 Deployment': { to: 'apps/v1', gone: '1.16', same: false },
  'extensions/v1beta1 DaemonSet': { to: 'apps/v1', gone: '1.16', same: false },
  'extensions/v1beta1 ReplicaSet': { to: 'apps/v1', gone: '1.16', same: false },
  'extensions/v1beta1 NetworkPolicy': { to: 'networking.k8s.io/v1', gone: '1.16', same: true },
  'extensions/v1beta1 PodSecurityPolicy': { to: 'Pod Security Admission', gone: '1.16', same: false },
  'extensions/v1beta1 Ingress': { to: 'networking.k8s.io/v1', gone: '1.22', same: false },
  'apps/v1beta1 Deployment': { to: 'apps/v1', gone: '1.16', same: false },
  'apps/v1beta1 StatefulSet': { to: 'apps/v1', gone: '1.16', same: false },
  'apps/v1beta1 ReplicaSet': { to: 'apps/v1', gone: '1.16', same: false },
  'apps/v1beta2 Deployment': { to: 'apps/v1', gone: '1.16', same: true },
  'apps/v1beta2 StatefulSet': { to: 'apps/v1', gone: '1.16', same: true },
  'apps/v1beta2 DaemonSet': { to: 'apps/v1', gone: '1.16', same: true },
  'apps/v1beta2 ReplicaSet': { to: 'apps/v1', gone: '1.16', same: true },
  'networking.k8s.io/v1beta1 Ingress': { to: 'networking.k8s.io/v1', gone: '1.22', same: false },
  'networking.k8s.io/v1beta1 IngressClass': { to: 'networking.k8s.io/v1', gone: '1.22', same: true },
  'apiregistration.k8s.io/v1beta1 APIService': { to: 'apiregistration.k8s.io/v1', gone: '1.22', same: true },
  'authentication.k8s.io/v1beta1 TokenReview': { to: 'authentication.k8s.io/v1', gone: '1.22', same: true },
  'authorization.k8s.io/v1beta1 LocalSubjectAccessReview': { to: 'authorization.k8s.io/v1', gone: '1.22', same: false },
  'authorization.k8s.io/v1beta1 SelfSubjectAccessReview': { to: 'authorization.k8s.io/v1', gone: '1.22', same: false },
  'authorization.k8s.io/v1beta1 SelfSubjectRulesReview': { to: 'authorization.k8s.io/v1', gone: '1.22', same: false },
  'authorization.k8s.io/v1beta1 SubjectAccessReview': { to: 'authorization.k8s.io/v1', gone: '1.22', same: false },
  'certificates.k8s.io/v1beta1 CertificateSigningRequest': { to: 'certificates.k8s.io/v1', gone: '1.22', same: false },
  'coordination.k8s.io/v1beta1 Lease': { to: 'coordination.k8s.io/v1', gone: '1.22', same: true },
  'rbac.authorization.k8s.io/v1beta1 Role': { to: 'rbac.authorization.k8s.io/v1', gone: '1.22', same: true },
  'rbac.authorization.k8s.io/v1beta1 ClusterRole': { to: 'rbac.authorization.k8s.io/v1', gone: '1.22', same: true },
  'rbac.authorization.k8s.io/v1beta1 RoleBinding': { to: 'rbac.authorization.k8s.io/v1', gone: '1.22', same: true },
  'rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding': { to: 'rbac.authorization.k8s.io/v1', gone: '1.22', same: true },
  'apiextensions.k8s.io/v1beta1 CustomResourceDefinition': { to: 'apiextensions.k8s.io/v1', gone: '1.22', same: false },
  'admissionregistration.k8s.io/v1beta1 ValidatingWebhookConfiguration': { to: 'admissionregistration.k8s.io/v1', gone: '1.22', same: false },
  'admissionregistration.k8s.io/v1beta1 MutatingWebhookConfiguration': { to: 'admissionregistration.k8s.io/v1', gone: '1.22', same: false },
  'scheduling.k8s.io/v1beta1 PriorityClass': { to: 'scheduling.k8s.io/v1', gone: '1.22', same: true },
  'storage.k8s.io/v1beta1 StorageClass': { to: 'storage.k8s.io/v1', gone: '1.22', same: true },
  'storage.k8s.io/v1beta1 CSIDriver': { to: 'storage.k8s.io/v1', gone: '1.22', same: true },
  'storage.k8s.io/v1beta1 CSINode': { to: 'storage.k8s.io/v1', gone: '1.22', same: true },
  'storage.k8s.io/v1beta1 VolumeAttachment': { to: 'storage.k8s.io/v1', gone: '1.22', same: true },
  'batch/v1beta1 CronJob': { to: 'batch/v1', gone: '1.25', same: true },
  'policy/v1beta1 PodDisruptionBudget': { to: 'policy/v1', gone: '1.25', same: true },
  'policy/v1beta1 PodSecurityPolicy': { to: 'Pod Security Admission', gone: '1.25', same: false },
  'discovery.k8s.io/v1beta1 EndpointSlice': { to: 'discovery.k8s.io/v1', gone: '1.25', same: false },
  'events.k8s.io/v1beta1 Event': { to: 'events.k8s.io/v1', gone: '1.25', same: false },
  'node.k8s.io/v1beta1 RuntimeClass': { to: 'node.k8s.io/v1', gone: '1.25', same: true },
  'autoscaling/v2beta1 HorizontalPodAutoscaler': { to: 'autoscaling/v2', gone: '1.25', same: false },
  'autoscaling/v2beta2 HorizontalPodAutoscaler': { to: 'autoscaling/v2', gone: '1.26', same: true },
  'storage.k8s.io/v1beta1 CSIStorageCapacity': { to: 'storage.k8s.io/v1', gone: '1.27', same: true },
  'flowcontrol.apiserver.k8s.io/v1beta1 FlowSchema': { to: 'flowcontrol.apiserver.k8s.io/v1', gone: '1.26', same: true },
  'flowcontrol.apiserver.k8s.io/v1beta1 PriorityLevelConfiguration': { to: 'flowcontrol.apiserver.k8s.io/v1', gone: '1.26', same: false },
  'flowcontrol.apiserver.k8s.io/v1beta2 FlowSchema': { to: 'flowcontrol.apiserver.k8s.io/v1', gone: '1.29', same: true },
  'flowcontrol.apiserver.k8s.io/v1beta2 PriorityLevelConfiguration': { to: 'flowcontrol.apiserver.k8s.io/v1', gone: '1.29', same: false },
  'flowcontrol.apiserver.k8s.io/v1beta3 FlowSchema': { to: 'flowcontrol.apiserver.k8s.io/v1', gone: '1.32', same: true },
  // A share of none was the default, and is none.
  'flowcontrol.apiserver.k8s.io/v1beta3 PriorityLevelConfiguration': { to: 'flowcontrol.apiserver.k8s.io/v1', gone: '1.32', same: false },
};

/** Whether a cluster of this minor version no longer serves it; without a version, whether any doesn't. */
export const isGone = ({ gone }: Moved, cluster: string): boolean => !/^v?1\.\d+/.test(cluster) || minor(gone) <= minor(cluster);

const minor = (version: string): number => Number(/^v?1\.(\d+)/.exec(version)?.[1] ?? 0);

export function movedTo(object: KubernetesObject): Moved | undefined {
  const found = moved[`${object.apiVersion} ${object.kind}`];
  return found?.same && isBudgetOfNothing(object) ? { ...found, same: false } : found;
}

/** An empty selector chose no pod in `policy/v1beta1`, and chooses all of the namespace in `policy/v1`. */
function isBudgetOfNothing(object: KubernetesObject): boolean {
  const selector = object.kind === 'PodDisruptionBudget' ? object.get(['spec', 'selector']) : undefined;
  return isFields(selector) && Object.keys(fieldsOf(selector.matchLabels)).length === 0 && listOf(selector.matchExpressions).length === 0;
}
