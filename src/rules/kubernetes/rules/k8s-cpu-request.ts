import { containerRule } from '../container-rule.ts';
import { limitOf, requestOf } from '../resources.ts';

export const k8sCpuRequest = containerRule({
  id: 'k8s-cpu-request',
  title: 'Container asks for CPU',
  severity: 'medium',
  category: 'reliability',
  why: 'Without a request the scheduler packs the node as if the container needed nothing, and under load it gets next to nothing. An autoscaler that goes by the share of CPU in use has nothing to reckon with either, and does not scale.',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  also: ['CKV_K8S_10', 'AVD-KSV-0015', 'unset-cpu-requirements', 'container-resources'],
  bad: (container) =>
    (requestOf(container, 'cpu') ?? limitOf(container, 'cpu')) === undefined ? 'it asks for no CPU: set resources.requests.cpu.' : undefined,
  // A limit alone is taken for the request too.
  at: ['resources'],

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
          resources: {}`,
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
          resources:
            requests:
              cpu: 100m`,
});
