import { canonicalJson } from '../../../base/json.ts';
import { containerRule } from '../container-rule.ts';

export const k8sProbesDiffer = containerRule({
  id: 'k8s-probes-differ',
  title: 'Liveness and readiness ask different things',
  severity: 'medium',
  category: 'reliability',
  why: 'With the same question, a container that is only busy is killed, just when it is needed most. Its load then falls on the others, which get busy and are killed in turn.',
  source: 'https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/',
  also: ['pod-probes-identical'],
  init: false,
  bad(container) {
    const { livenessProbe: alive, readinessProbe: ready } = container.value;
    if (alive === undefined || ready === undefined) return undefined;
    return canonicalJson(alive) === canonicalJson(ready) ? 'both probes ask the same: let liveness ask for less, or later.' : undefined;
  },
  at: ['livenessProbe'],

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
          livenessProbe:
            httpGet: { path: /healthz, port: 8080 }
          readinessProbe:
            httpGet: { path: /healthz, port: 8080 }`,
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
            httpGet: { path: /healthz, port: 8080 }
            failureThreshold: 6
          readinessProbe:
            httpGet: { path: /ready, port: 8080 }`,
});
