// Made by `npm run generate` from the rule files.

import type { KubernetesRule } from '../rule.ts';
import { k8sAddedCapabilities } from './rules/k8s-added-capabilities.ts';
import { k8sAutoscalerFindsTarget } from './rules/k8s-autoscaler-finds-target.ts';
import { k8sAutoscalerOrReplicas } from './rules/k8s-autoscaler-or-replicas.ts';
import { k8sBudgetAllowsNone } from './rules/k8s-budget-allows-none.ts';
import { k8sBudgetFindsPods } from './rules/k8s-budget-finds-pods.ts';
import { k8sCpuLimit } from './rules/k8s-cpu-limit.ts';
import { k8sCpuRequest } from './rules/k8s-cpu-request.ts';
import { k8sCronjobDeadline } from './rules/k8s-cronjob-deadline.ts';
import { k8sCronjobOverlap } from './rules/k8s-cronjob-overlap.ts';
import { k8sDefaultNamespace } from './rules/k8s-default-namespace.ts';
import { k8sDefaultServiceAccount } from './rules/k8s-default-service-account.ts';
import { k8sDeprecatedApi } from './rules/k8s-deprecated-api.ts';
import { k8sDisruptionBudget } from './rules/k8s-disruption-budget.ts';
import { k8sDropCapabilities } from './rules/k8s-drop-capabilities.ts';
import { k8sDuplicateEnv } from './rules/k8s-duplicate-env.ts';
import { k8sHostIpc } from './rules/k8s-host-ipc.ts';
import { k8sHostNetwork } from './rules/k8s-host-network.ts';
import { k8sHostPath } from './rules/k8s-host-path.ts';
import { k8sHostPid } from './rules/k8s-host-pid.ts';
import { k8sHostPort } from './rules/k8s-host-port.ts';
import { k8sImageDigest } from './rules/k8s-image-digest.ts';
import { k8sImagePullPolicy } from './rules/k8s-image-pull-policy.ts';
import { k8sImageRegistry } from './rules/k8s-image-registry.ts';
import { k8sImageTag } from './rules/k8s-image-tag.ts';
import { k8sIngressFindsService } from './rules/k8s-ingress-finds-service.ts';
import { k8sIngressTls } from './rules/k8s-ingress-tls.ts';
import { k8sLivenessProbe } from './rules/k8s-liveness-probe.ts';
import { k8sMemoryLimit } from './rules/k8s-memory-limit.ts';
import { k8sMemoryRequest } from './rules/k8s-memory-request.ts';
import { k8sNakedPod } from './rules/k8s-naked-pod.ts';
import { k8sNetworkPolicy } from './rules/k8s-network-policy.ts';
import { k8sPlainSecret } from './rules/k8s-plain-secret.ts';
import { k8sPodFindsConfig } from './rules/k8s-pod-finds-config.ts';
import { k8sPrivilegeEscalation } from './rules/k8s-privilege-escalation.ts';
import { k8sPrivileged } from './rules/k8s-privileged.ts';
import { k8sProbesDiffer } from './rules/k8s-probes-differ.ts';
import { k8sRbacClusterAdmin } from './rules/k8s-rbac-cluster-admin.ts';
import { k8sRbacEscalation } from './rules/k8s-rbac-escalation.ts';
import { k8sRbacSecrets } from './rules/k8s-rbac-secrets.ts';
import { k8sRbacWildcard } from './rules/k8s-rbac-wildcard.ts';
import { k8sReadOnlyRoot } from './rules/k8s-read-only-root.ts';
import { k8sReadinessProbe } from './rules/k8s-readiness-probe.ts';
import { k8sRecommendedLabels } from './rules/k8s-recommended-labels.ts';
import { k8sReplicas } from './rules/k8s-replicas.ts';
import { k8sRunAsNonRoot } from './rules/k8s-run-as-non-root.ts';
import { k8sSeccomp } from './rules/k8s-seccomp.ts';
import { k8sSecretAsEnv } from './rules/k8s-secret-as-env.ts';
import { k8sSelectorMatches } from './rules/k8s-selector-matches.ts';
import { k8sServiceAccountToken } from './rules/k8s-service-account-token.ts';
import { k8sServiceFindsPods } from './rules/k8s-service-finds-pods.ts';
import { k8sServiceNodePort } from './rules/k8s-service-node-port.ts';
import { k8sSpread } from './rules/k8s-spread.ts';
import { k8sStatefulsetService } from './rules/k8s-statefulset-service.ts';

/** In order of their files. */
// biome-ignore format: a name a line would double the file
export const kubernetesRules: readonly KubernetesRule[] = [
  k8sAddedCapabilities, k8sAutoscalerFindsTarget, k8sAutoscalerOrReplicas, k8sBudgetAllowsNone, k8sBudgetFindsPods, k8sCpuLimit, k8sCpuRequest,
  k8sCronjobDeadline, k8sCronjobOverlap, k8sDefaultNamespace, k8sDefaultServiceAccount, k8sDeprecatedApi, k8sDisruptionBudget, k8sDropCapabilities,
  k8sDuplicateEnv, k8sHostIpc, k8sHostNetwork, k8sHostPath, k8sHostPid, k8sHostPort, k8sImageDigest, k8sImagePullPolicy, k8sImageRegistry, k8sImageTag,
  k8sIngressFindsService, k8sIngressTls, k8sLivenessProbe, k8sMemoryLimit, k8sMemoryRequest, k8sNakedPod, k8sNetworkPolicy, k8sPlainSecret, k8sPodFindsConfig,
  k8sPrivilegeEscalation, k8sPrivileged, k8sProbesDiffer, k8sRbacClusterAdmin, k8sRbacEscalation, k8sRbacSecrets, k8sRbacWildcard, k8sReadOnlyRoot,
  k8sReadinessProbe, k8sRecommendedLabels, k8sReplicas, k8sRunAsNonRoot, k8sSeccomp, k8sSecretAsEnv, k8sSelectorMatches, k8sServiceAccountToken,
  k8sServiceFindsPods, k8sServiceNodePort, k8sSpread, k8sStatefulsetService,
];
