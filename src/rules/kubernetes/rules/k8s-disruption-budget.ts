import { kubernetesRule } from '../../rule.ts';
import { podOf } from '../pod.ts';
import { selects } from '../selector.ts';

export const k8sDisruptionBudget = kubernetesRule({
  id: 'k8s-disruption-budget',
  title: 'Several replicas have a disruption budget',
  severity: 'low',
  category: 'reliability',
  why: 'When nodes are drained for an upgrade, nothing else keeps all replicas from being taken at once. With a budget the drain waits until enough of them run elsewhere before it takes the next.',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  also: ['no-poddisruptionbudget', 'deployment-has-poddisruptionbudget', 'statefulset-has-poddisruptionbudget'],
  targets: ['Deployment', 'StatefulSet'],
  check(object, cluster) {
    const replicas = object.get(['spec', 'replicas']);
    const pod = podOf(object);
    if (!pod || typeof replicas !== 'number' || replicas < 2) return undefined;
    const kept = cluster.all('PodDisruptionBudget', object.namespace).some((budget) => selects(budget.get(['spec', 'selector']), pod.labels));
    return kept ? undefined : { message: 'A drain may take all replicas at once: add a PodDisruptionBudget.', at: object.span(['spec', 'replicas']) };
  },

  fails: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
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
  replicas: 3
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
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: web`,
});
