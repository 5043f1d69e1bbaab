import { kubernetesRule } from '../../rule.ts';
import { fieldsOf, listOf } from '../object.ts';

export const k8sRbacSecrets = kubernetesRule({
  id: 'k8s-rbac-secrets',
  title: 'Role does not read all secrets',
  severity: 'medium',
  category: 'security',
  why: 'Whoever may read every Secret of a cluster is every user and every service in it. With list or watch a role gives away as much as with get: their answers hold the values too.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#listing-secrets',
  also: ['access-to-secrets', 'AVD-KSV-0041', 'AVD-KSV-0113'],
  targets: ['ClusterRole'],
  check: (role) =>
    listOf(role.get(['rules'])).flatMap((rule, index) => {
      const { resources, verbs, resourceNames } = fieldsOf(rule);
      const reads = listOf(verbs).some((verb) => verb === 'get' || verb === 'list' || verb === 'watch' || verb === '*');
      if (!reads || !listOf(resources).includes('secrets') || listOf(resourceNames).length > 0) return [];
      return [{ message: 'It reads the Secrets of every namespace: use a Role, or name them in resourceNames.', at: role.span(['rules', index, 'resources']) }];
    }),

  fails: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reader
rules:
  - apiGroups: [""]
    resources: ["secrets"]
    verbs: ["get", "list"]`,
  passes: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: reader
rules:
  - apiGroups: [""]
    resources: ["pods"]
    verbs: ["get", "list"]`,
});
