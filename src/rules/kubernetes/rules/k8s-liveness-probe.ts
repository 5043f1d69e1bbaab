import { containerRule } from '../container-rule.ts';
import { serviceKinds } from '../pod.ts';

export const k8sLivenessProbe = containerRule({
  id: 'k8s-liveness-probe',
  title: 'Container is restarted when it hangs',
  severity: 'medium',
  category: 'reliability',
  why: 'A process that hangs is running, for all Kubernetes can tell, until a probe asks it. Without one somebody has to be woken to restart it by hand.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  also: ['CKV_K8S_8', 'no-liveness-probe'],
  init: false,
  targets: [...serviceKinds, 'Pod'],
  // A pod that ends by itself is asked nothing.
  bad: (container, pod) =>
    container.value.livenessProbe === undefined && (pod.spec.restartPolicy ?? 'Always') === 'Always'
      ? 'nobody notices when it hangs: add a livenessProbe.'
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
          livenessProbe:
            httpGet:
              path: /healthz
              port: 8080`,
});
