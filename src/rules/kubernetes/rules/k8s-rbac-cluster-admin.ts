import { kubernetesRule } from '../../rule.ts';

export const k8sRbacClusterAdmin = kubernetesRule({
  id: 'k8s-rbac-cluster-admin',
  title: 'Nobody is bound to cluster-admin',
  severity: 'critical',
  category: 'security',
  why: 'Whoever gets hold of this subject owns the cluster, or with a RoleBinding the namespace, and every secret in it. One token in a build log is enough; the built-in roles edit and view do for most work.',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles',
  also: ['cluster-admin-role-binding', 'AVD-KSV-0111'],
  targets: ['ClusterRoleBinding', 'RoleBinding'],
  check: (binding) =>
    binding.get(['roleRef', 'name']) === 'cluster-admin'
      ? { message: 'cluster-admin may do everything: bind a role that names what is needed.', at: binding.span(['roleRef', 'name']) }
      : undefined,

  fails: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ci
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: cluster-admin
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ci`,
  passes: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: ci
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: view
subjects:
  - kind: ServiceAccount
    name: ci
    namespace: ci`,
});
