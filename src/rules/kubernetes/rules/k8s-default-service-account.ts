import { podRule } from '../container-rule.ts';

export const k8sDefaultServiceAccount = podRule({
  id: 'k8s-default-service-account',
  title: 'Pod that talks to the API server has an account of its own',
  severity: 'low',
  category: 'security',
  why: 'Every pod of the namespace that names no account shares the default one. Whatever is granted to it for the sake of one program, all of them may do, and the audit log does not tell them apart.',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege',
  also: ['default-service-account'],
  bad({ spec }) {
    // Without a token the account is of no use to anybody.
    if (spec.automountServiceAccountToken === false) return undefined;
    const account = spec.serviceAccountName ?? spec.serviceAccount ?? '';
    return account === '' || account === 'default'
      ? 'It gets the token of the default account, which all pods of the namespace share: name one of its own in serviceAccountName, or set automountServiceAccountToken: false.'
      : undefined;
  },
  path: ['serviceAccountName'],

  fails: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      serviceAccountName: default
      containers:
        - name: web
          image: example.com/web:1.4.2`,
  passes: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      serviceAccountName: web
      containers:
        - name: web
          image: example.com/web:1.4.2`,
});
