import { podRule } from '../container-rule.ts';

export const k8sHostIpc = podRule({
  id: 'k8s-host-ipc',
  title: 'Pod does not share the shared memory of the node',
  severity: 'high',
  category: 'security',
  why: 'It then reaches the shared memory of the programs of the node itself, and of every other pod that shares it. Whoever breaks in can read what those keep there, or spoil it so that they crash.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  also: ['CKV_K8S_18', 'AVD-KSV-0008', 'host-ipc'],
  bad: (pod) => (pod.spec.hostIPC === true ? 'The pod shares the shared memory of the node: set hostIPC: false.' : undefined),
  path: ['hostIPC'],
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
      hostIPC: true
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
      hostIPC: false
      containers:
        - name: web
          image: example.com/web:1.4.2`,
});
