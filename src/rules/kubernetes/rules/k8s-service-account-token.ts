import { podRule } from '../container-rule.ts';

export const k8sServiceAccountToken = podRule({
  id: 'k8s-service-account-token',
  title: 'Pod gets no token it does not use',
  severity: 'low',
  category: 'security',
  why: 'The token lets whoever breaks in talk to the API server. Most programs never do.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#opt-out-of-api-credential-automounting',
  also: ['CKV_K8S_38', 'AVD-KSV-0036', 'automount-service-account-token'],
  bad: (pod) =>
    pod.spec.automountServiceAccountToken === false
      ? undefined
      : 'The pod gets a token for the API server: set automountServiceAccountToken: false, unless it calls it.',
  path: ['automountServiceAccountToken'],
  value: 'false',

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
      automountServiceAccountToken: false
      containers:
        - name: web
          image: example.com/web:1.4.2`,
});
