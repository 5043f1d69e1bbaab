import { kubernetesRule } from '../../rule.ts';
import { fieldsOf, listOf } from '../object.ts';

/** Others have a rule for each of them. */
const alsoOf = {
  escalate: ['CKV_K8S_158', 'AVD-KSV-0051', 'escalate-verb-in-role'],
  bind: ['AVD-KSV-0051', 'bind-verb-in-role'],
  impersonate: ['AVD-KSV-0051', 'impersonate-without-resource-names'],
} as const;
const isStep = (verb: unknown): verb is keyof typeof alsoOf => typeof verb === 'string' && verb in alsoOf;

export const k8sRbacEscalation = kubernetesRule({
  id: 'k8s-rbac-escalation',
  title: 'Role does not let its holder take more rights',
  severity: 'high',
  category: 'security',
  why: 'bind, escalate and impersonate are made to step over the limits of a role. With impersonate on users and groups its holder may act as cluster-admin at once, though every review saw a small role.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#privilege-escalation-risks',
  also: ['CKV_K8S_158', 'AVD-KSV-0051', 'escalate-verb-in-role', 'bind-verb-in-role', 'impersonate-without-resource-names'],
  targets: ['Role', 'ClusterRole'],
  check: (role) =>
    listOf(role.get(['rules'])).flatMap((rule, index) => {
      const verb = listOf(fieldsOf(rule).verbs).find(isStep);
      return verb === undefined
        ? []
        : [
            {
              message: `${verb} lets the holder take more rights than this role has: take it out.`,
              at: role.span(['rules', index, 'verbs']),
              also: alsoOf[verb],
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
  - apiGroups: ["rbac.authorization.k8s.io"]
    resources: ["roles"]
    verbs: ["escalate"]`,
  passes: `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: reader
  namespace: shop
rules:
  - apiGroups: [""]
    resources: ["pods"]
    verbs: ["get"]`,
});
