import { podRule } from '../container-rule.ts';

export const k8sHostNetwork = podRule({
  id: 'k8s-host-network',
  title: 'Pod does not share the network of the node',
  severity: 'high',
  category: 'security',
  why: 'It then hears what other pods say, reaches services that listen on the node only, and no network policy holds it. Network plugins, agents of the node and some ingress controllers need it: keep this quiet for them.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  also: ['CKV_K8S_19', 'AVD-KSV-0009', 'host-network'],
  bad: (pod) => (pod.spec.hostNetwork === true ? 'The pod shares the network of the node: set hostNetwork: false.' : undefined),
  path: ['hostNetwork'],
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
      hostNetwork: true
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
      hostNetwork: false
      containers:
        - name: web
          image: example.com/web:1.4.2`,
});
