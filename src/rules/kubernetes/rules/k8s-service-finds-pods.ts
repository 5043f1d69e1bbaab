import { kubernetesRule } from '../../rule.ts';
import { fieldsOf } from '../object.ts';
import { podKinds, podOf } from '../pod.ts';
import { folderOf, selects } from '../selector.ts';

export const k8sServiceFindsPods = kubernetesRule({
  id: 'k8s-service-finds-pods',
  title: 'Service finds pods',
  severity: 'high',
  category: 'reliability',
  why: 'A Service whose selector matches nothing answers nobody, and no error says so. Clients are refused or wait for a timeout, while every pod looks healthy.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#defining-a-service',
  also: ['dangling-service', 'service-targets-pod'],
  targets: ['Service'],
  check(service, cluster) {
    const selector = service.get(['spec', 'selector']);
    const fields = fieldsOf(selector);
    if (Object.keys(fields).length === 0 || service.get(['spec', 'type']) === 'ExternalName') return undefined;
    // Only where the pods would be expected: beside it.
    const near = podKinds
      .flatMap((kind) => cluster.all(kind, service.namespace))
      .filter((object) => folderOf(object.file.path) === folderOf(service.file.path));
    if (near.length === 0) return undefined;
    const found = podKinds
      .flatMap((kind) => cluster.all(kind, service.namespace))
      .some((object) => selects({ matchLabels: fields }, podOf(object)?.labels ?? {}));
    return found
      ? undefined
      : {
          message: `No pod here is labelled ${Object.entries(fields)
            .map(([key, value]) => `${key}: ${String(value)}`)
            .join(', ')}: correct the selector.`,
          at: service.span(['spec', 'selector']),
        };
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
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: wbe
  ports:
    - port: 80
      targetPort: 8080`,
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
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080`,
});
