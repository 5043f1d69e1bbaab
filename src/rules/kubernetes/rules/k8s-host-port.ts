import { containerRule } from '../container-rule.ts';
import { fieldsOf, listOf } from '../object.ts';

export const k8sHostPort = containerRule({
  id: 'k8s-host-port',
  title: 'Container takes no port of the node',
  severity: 'medium',
  category: 'security',
  why: 'Only one such pod fits on a node, and the port is reachable around every Service and network policy. A rollout gets stuck when no node has the port free; for a DaemonSet that serves its own node it is all right.',
  source: 'https://kubernetes.io/docs/concepts/configuration/overview/#services',
  also: ['CKV_K8S_26', 'AVD-KSV-0024'],
  bad: (container) =>
    listOf(container.value.ports).some((port) => Number(fieldsOf(port).hostPort ?? 0) > 0) ? 'it takes a port of the node: use a Service.' : undefined,
  at: ['ports'],

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
          ports:
            - containerPort: 8080
              hostPort: 8080`,
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
          ports:
            - containerPort: 8080`,
});
