import { kubernetesRule } from '../../rule.ts';

export const k8sDefaultNamespace = kubernetesRule({
  id: 'k8s-default-namespace',
  title: 'Object has a namespace of its own',
  severity: 'low',
  category: 'operations',
  why: 'In default everything lies together: nobody can give rights, quotas or network policies to one thing in it. It is also where kubectl works when somebody forgets to name one, deletions included.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/',
  also: ['CKV_K8S_21', 'AVD-KSV-0110', 'use-namespace'],
  targets: ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'CronJob', 'Service', 'ConfigMap', 'Secret', 'Ingress'],
  // Without a namespace it goes where kubectl, kustomize or helm put it: that is not known here.
  check: (object) =>
    object.get(['metadata', 'namespace']) === 'default'
      ? { message: 'It lies in the default namespace: give it one of its own.', at: object.span(['metadata', 'namespace']) }
      : undefined,

  fails: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: default
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
  namespace: shop
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
});
