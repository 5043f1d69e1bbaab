import { kubernetesRule } from '../../rule.ts';

export const k8sStatefulsetService = kubernetesRule({
  id: 'k8s-statefulset-service',
  title: 'StatefulSet names its service',
  severity: 'high',
  category: 'reliability',
  why: 'Without it the pods have no names in DNS, which is what a StatefulSet is for. A database whose members look for each other by name does not come together, and the field cannot be added later.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-network-id',
  also: ['statefulset-has-servicename'],
  targets: ['StatefulSet'],
  check: (set) =>
    set.get(['spec', 'serviceName']) === undefined
      ? { message: 'Its pods have no names in DNS: set serviceName to a headless Service.', at: set.span(['spec']) }
      : undefined,

  fails: `
apiVersion: apps/v1
kind: StatefulSet
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
kind: StatefulSet
metadata:
  name: web
spec:
  serviceName: web
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
