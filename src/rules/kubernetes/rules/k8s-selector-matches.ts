import { kubernetesRule } from '../../rule.ts';
import { podOf } from '../pod.ts';
import { selects } from '../selector.ts';

export const k8sSelectorMatches = kubernetesRule({
  id: 'k8s-selector-matches',
  title: 'Selector chooses the pods of its own template',
  severity: 'high',
  category: 'reliability',
  why: 'The API server refuses the object, in the middle of a rollout. What was applied before it is new by then and the rest still old, until somebody mends the labels.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  also: [
    'mismatching-selector',
    'deployment-pod-selector-labels-match-template-metadata-labels',
    'statefulset-pod-selector-labels-match-template-metadata-labels',
  ],
  targets: ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'],
  check(object) {
    const pod = podOf(object);
    const selector = object.get(['spec', 'selector']);
    if (!pod || selector === undefined || selects(selector, pod.labels)) return undefined;
    return { message: 'The selector chooses other pods than the template makes: give both the same labels.', at: object.span(['spec', 'selector']) };
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
        app: api
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
