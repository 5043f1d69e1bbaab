import { kubernetesRule } from '../../rule.ts';
import { removeField } from '../write.ts';

export const k8sAutoscalerOrReplicas = kubernetesRule({
  id: 'k8s-autoscaler-or-replicas',
  title: 'What is autoscaled sets no replicas',
  severity: 'medium',
  category: 'reliability',
  why: 'Every apply then sets the number back, in the middle of the load it was scaled for. A deploy at noon takes ten pods down to three, and users get errors until the autoscaler has caught up.',
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling',
  also: ['deployment-targeted-by-hpa-does-not-have-replicas-configured'],
  targets: ['Deployment', 'StatefulSet'],
  check(object, cluster) {
    if (object.get(['spec', 'replicas']) === undefined) return undefined;
    const scaled = cluster
      .shown('HorizontalPodAutoscaler', object.namespace)
      .some((scaler) => scaler.get(['spec', 'scaleTargetRef', 'name']) === object.name && scaler.get(['spec', 'scaleTargetRef', 'kind']) === object.kind);
    return scaled
      ? { message: 'An autoscaler decides this number, and every apply sets it back: take replicas out.', at: object.span(['spec', 'replicas']) }
      : undefined;
  },
  fix: (object) => removeField(object, ['spec', 'replicas']),

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
          image: example.com/web:1.4.2
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
  minReplicas: 2
  maxReplicas: 6`,
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
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
  minReplicas: 2
  maxReplicas: 6`,
});
