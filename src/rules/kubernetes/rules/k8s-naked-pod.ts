import { kubernetesRule } from '../../rule.ts';
import { fieldsOf } from '../object.ts';

export const k8sNakedPod = kubernetesRule({
  id: 'k8s-naked-pod',
  title: 'Pods are made by a controller',
  severity: 'medium',
  category: 'reliability',
  why: 'A pod of its own is gone with its node, and nobody makes it anew. A Deployment or a Job puts a new one on another node; to look into something once, a pod alone will do.',
  source: 'https://kubernetes.io/docs/concepts/configuration/overview/#naked-pods-vs-replicasets-deployments-and-jobs',
  also: [],
  targets: ['Pod'],
  check: (pod) =>
    pod.get(['metadata', 'ownerReferences']) === undefined && !String(fieldsOf(pod.get(['metadata', 'annotations']))['helm.sh/hook']).startsWith('test')
      ? { message: 'Nobody makes this pod anew when its node goes: use a Deployment or a Job.' }
      : undefined,

  fails: `
apiVersion: v1
kind: Pod
metadata:
  name: web
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
          image: example.com/web:1.4.2`,
});
