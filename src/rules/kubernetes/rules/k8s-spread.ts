import { podRule } from '../container-rule.ts';
import { fieldsOf, listOf } from '../object.ts';

export const k8sSpread = podRule({
  id: 'k8s-spread',
  title: 'Replicas stand on different nodes',
  severity: 'low',
  category: 'reliability',
  why: 'Three replicas on one node are gone together. By itself the scheduler only prefers to spread them, and in a full cluster it does not.',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
  also: ['no-anti-affinity', 'deployment-has-host-podantiaffinity', 'statefulset-has-host-podantiaffinity'],
  targets: ['Deployment', 'StatefulSet'],
  bad(pod, object) {
    const replicas = object.get(['spec', 'replicas']);
    if (typeof replicas !== 'number' || replicas < 2) return undefined;
    const spread = listOf(pod.spec.topologySpreadConstraints).length > 0 || fieldsOf(pod.spec.affinity).podAntiAffinity !== undefined;
    return spread ? undefined : 'All replicas may land on one node: add topologySpreadConstraints.';
  },
  path: ['topologySpreadConstraints'],

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
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app: web
      containers:
        - name: web
          image: example.com/web:1.4.2`,
});
