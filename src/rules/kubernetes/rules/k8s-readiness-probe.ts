import { containerRule } from '../container-rule.ts';
import { serviceKinds } from '../pod.ts';

export const k8sReadinessProbe = containerRule({
  id: 'k8s-readiness-probe',
  title: 'Container gets traffic when it is ready',
  severity: 'medium',
  category: 'reliability',
  why: 'Without it, requests are sent to a container that is still starting, and every rollout loses some. With it, a rollout also stops by itself when the new version never gets ready.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  also: ['CKV_K8S_9', 'no-readiness-probe', 'pod-probes'],
  init: false,
  targets: [...serviceKinds, 'Pod'],
  // A pod that ends by itself is asked nothing.
  bad: (container, pod) =>
    container.value.readinessProbe === undefined && (pod.spec.restartPolicy ?? 'Always') === 'Always'
      ? 'it gets traffic before it is ready: add a readinessProbe.'
      : undefined,

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
          readinessProbe:
            httpGet:
              path: /ready
              port: 8080`,
});
