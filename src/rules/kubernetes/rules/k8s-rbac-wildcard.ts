import type { Json } from '../../../base/json.ts';
import { kubernetesRule } from '../../rule.ts';
import { fieldsOf, listOf } from '../object.ts';

const also = ['CKV_K8S_49', 'CKV_K8S_158', 'AVD-KSV-0044', 'AVD-KSV-0045', 'AVD-KSV-0046', 'wildcard-in-rules'];

export const k8sRbacWildcard = kubernetesRule({
  id: 'k8s-rbac-wildcard',
  title: 'Role names what it allows',
  severity: 'high',
  category: 'security',
  why: 'A star also allows what is added to the cluster tomorrow, secrets included. As a verb it covers bind, escalate and impersonate too, with which a holder may take what is still missing.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  also,
  targets: ['Role', 'ClusterRole'],
  check: (role) =>
    listOf(role.get(['rules'])).flatMap((rule, index) => {
      const { verbs, resources, apiGroups } = fieldsOf(rule);
      const wide = Object.entries({ verbs, resources, apiGroups }).find(([, names]) => listOf(names).includes('*'));
      if (!wide) return [];
      const covers = (names: Json | undefined, ...wanted: readonly string[]): boolean => listOf(names).some((name) => ['*', ...wanted].includes(String(name)));
      const escalates = covers(verbs, 'escalate') && covers(resources, 'roles', 'clusterroles') && covers(apiGroups, 'rbac.authorization.k8s.io');
      return [
        {
          message: `${wide[0]} allows everything: name what is needed.`,
          at: role.span(['rules', index, wide[0]]),
          also: escalates ? also : also.filter((id) => id !== 'CKV_K8S_158'),
        },
      ];
    }),

  fails: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
  namespace: shop
rules:
  - apiGroups: [""]
    resources: ["pods"]
    verbs: ["*"]`,
  passes: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
  namespace: shop
rules:
  - apiGroups: [""]
    resources: ["pods"]
    verbs: ["get", "list"]`,
});
