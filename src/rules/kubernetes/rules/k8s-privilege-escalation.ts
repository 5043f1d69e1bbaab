import { containerRule } from '../container-rule.ts';
import { fieldsOf } from '../object.ts';

export const k8sPrivilegeEscalation = containerRule({
  id: 'k8s-privilege-escalation',
  title: 'Container cannot gain more rights',
  severity: 'high',
  category: 'security',
  why: 'With it a program in the container can become root by one careless file. Nothing that is not root already needs it.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  also: ['CKV_K8S_20', 'AVD-KSV-0001', 'privilege-escalation-container'],
  bad: (container) =>
    fieldsOf(container.value.securityContext).allowPrivilegeEscalation === false ? undefined : 'it can gain more rights: set allowPrivilegeEscalation: false.',
  at: ['securityContext', 'allowPrivilegeEscalation'],
  set: { path: ['securityContext', 'allowPrivilegeEscalation'], value: 'false' },

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
      containers:
        - name: web
          image: example.com/web:1.4.2
          securityContext:
            allowPrivilegeEscalation: false`,
});
