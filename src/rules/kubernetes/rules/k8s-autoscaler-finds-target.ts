import { kubernetesRule } from '../../rule.ts';
import { folderOf } from '../selector.ts';

export const k8sAutoscalerFindsTarget = kubernetesRule({
  id: 'k8s-autoscaler-finds-target',
  title: 'Autoscaler finds what it scales',
  severity: 'high',
  category: 'reliability',
  why: 'An autoscaler of something that does not exist scales nothing, and only its events say so. That is noticed under the very load it was made for, when no pod is added.',
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  also: ['dangling-horizontalpodautoscaler', 'horizontalpodautoscaler-has-target'],
  targets: ['HorizontalPodAutoscaler'],
  check(scaler, cluster) {
    const kind = scaler.get(['spec', 'scaleTargetRef', 'kind']);
    const name = scaler.get(['spec', 'scaleTargetRef', 'name']);
    const candidates = cluster.all(String(kind), scaler.namespace);
    if (!candidates.some((object) => folderOf(object.file.path) === folderOf(scaler.file.path)) || candidates.some((object) => object.name === name))
      return undefined;
    return { message: `There is no ${String(kind)} ${String(name)}: correct the name.`, at: scaler.span(['spec', 'scaleTargetRef', 'name']) };
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
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: wbe
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
