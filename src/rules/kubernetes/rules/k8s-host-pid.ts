import { podRule } from '../container-rule.ts';

export const k8sHostPid = podRule({
  id: 'k8s-host-pid',
  title: 'Pod does not share the processes of the node',
  severity: 'high',
  category: 'security',
  why: 'It then sees every process on the node, with its arguments and environment, and as root may end them. Passwords handed to other pods as arguments lie open there; only agents that watch the node need hostPID.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  also: ['CKV_K8S_17', 'AVD-KSV-0010', 'host-pid'],
  bad: (pod) => (pod.spec.hostPID === true ? 'The pod shares the processes of the node: set hostPID: false.' : undefined),
  path: ['hostPID'],
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
      hostPID: true
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
      hostPID: false
      containers:
        - name: web
          image: example.com/web:1.4.2`,
});
