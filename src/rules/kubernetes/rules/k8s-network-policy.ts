import { kubernetesRule } from '../../rule.ts';
import { podOf } from '../pod.ts';
import { selects } from '../selector.ts';

export const k8sNetworkPolicy = kubernetesRule({
  id: 'k8s-network-policy',
  title: 'Pods are held by a network policy',
  severity: 'low',
  category: 'security',
  why: 'Without one every pod in the cluster may call every port of this one, a pod that was broken into first of all. Where others are held by one, the pod that was forgotten is the way in.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  also: ['pod-networkpolicy', 'non-isolated-pod'],
  targets: ['Pod*'],
  check(object, cluster) {
    const pod = podOf(object);
    // Where there are no policies at all, they are kept elsewhere or the network has none.
    const policies = cluster.all('NetworkPolicy');
    if (!pod || policies.length === 0) return undefined;
    const held = policies.some((policy) => policy.namespace === object.namespace && selects(policy.get(['spec', 'podSelector']) ?? {}, pod.labels));
    return held ? undefined : { message: 'No network policy holds these pods, though there are some for others: add one.' };
  },

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
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: api
spec:
  podSelector:
    matchLabels:
      app: api`,
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
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
spec:
  podSelector:
    matchLabels:
      app: web`,
});
