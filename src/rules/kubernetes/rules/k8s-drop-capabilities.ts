import { containerRule } from '../container-rule.ts';
import { fieldsOf, listOf } from '../object.ts';

export const k8sDropCapabilities = containerRule({
  id: 'k8s-drop-capabilities',
  title: 'Container gives up all capabilities',
  severity: 'medium',
  category: 'security',
  why: 'The runtime leaves a container fourteen powers of root, among them forging network packets. Most programs need none.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  also: ['CKV_K8S_37', 'CKV_K8S_28', 'AVD-KSV-0003', 'drop-net-raw-capability'],
  bad(container) {
    const drop = listOf(fieldsOf(fieldsOf(container.value.securityContext).capabilities).drop).map((name) => String(name).toUpperCase());
    return drop.includes('ALL') ? undefined : 'it keeps powers of root: drop ALL capabilities, and add what is needed.';
  },
  at: ['securityContext', 'capabilities', 'drop'],
  set: { path: ['securityContext', 'capabilities', 'drop'], value: ['ALL'] },

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
            capabilities:
              drop:
                - ALL`,
});
