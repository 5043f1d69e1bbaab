import { kubernetesRule } from '../../rule.ts';
import { fieldsOf } from '../object.ts';
import { setField } from '../write.ts';

export const k8sRecommendedLabels = kubernetesRule({
  id: 'k8s-recommended-labels',
  title: 'Object has the common labels',
  severity: 'info',
  category: 'tagging',
  why: 'app.kubernetes.io/name is what dashboards, cost reports and people group by. What has no such label stands under no name in the bill, and a search during an outage passes it over.',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/',
  also: [],
  targets: ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob'],
  check: (object) =>
    fieldsOf(object.get(['metadata', 'labels']))['app.kubernetes.io/name'] === undefined
      ? { message: 'It has no label app.kubernetes.io/name.', at: object.span(['metadata', 'name']) }
      : undefined,
  fix: (object) => (object.name === '?' ? undefined : setField(object, ['metadata', 'labels', 'app.kubernetes.io/name'], object.name)),

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
          image: example.com/web:1.4.2`,
  passes: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
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
