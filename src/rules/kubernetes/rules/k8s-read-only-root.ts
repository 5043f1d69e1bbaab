import { containerRule } from '../container-rule.ts';
import { fieldsOf } from '../object.ts';

export const k8sReadOnlyRoot = containerRule({
  id: 'k8s-read-only-root',
  title: 'Container cannot change its own files',
  severity: 'medium',
  category: 'security',
  why: 'Whoever breaks in can then not leave a program behind. What has to be written goes to a volume.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  also: ['CKV_K8S_22', 'AVD-KSV-0014', 'no-read-only-root-fs', 'container-security-context-readonlyrootfilesystem'],
  bad: (container) =>
    fieldsOf(container.value.securityContext).readOnlyRootFilesystem === true
      ? undefined
      : 'it can change its own files: set readOnlyRootFilesystem: true, with an emptyDir for what it writes.',
  at: ['securityContext', 'readOnlyRootFilesystem'],
  set: { path: ['securityContext', 'readOnlyRootFilesystem'], value: 'true' },

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
            readOnlyRootFilesystem: true`,
});
