import { containerRule } from '../container-rule.ts';
import { fieldsOf } from '../object.ts';

export const k8sPrivileged = containerRule({
  id: 'k8s-privileged',
  title: 'Container is not privileged',
  severity: 'critical',
  category: 'security',
  why: 'A privileged container is root on the node: whoever breaks into it owns every pod there. It sees the disks of the node and can load code into the kernel, which only drivers and storage agents need.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  also: ['CKV_K8S_16', 'AVD-KSV-0017', 'privileged-container', 'container-security-context-privileged'],
  bad: (container) => (fieldsOf(container.value.securityContext).privileged === true ? 'it is root on the node: set privileged: false.' : undefined),
  at: ['securityContext', 'privileged'],
  set: { path: ['securityContext', 'privileged'], value: 'false' },

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
          image: example.com/web:1.4.2
          securityContext:
            privileged: true`,
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
            privileged: false`,
});
