import { containerRule } from '../container-rule.ts';
import { limitOf, requestOf } from '../resources.ts';

export const k8sMemoryRequest = containerRule({
  id: 'k8s-memory-request',
  title: 'Container asks for memory',
  severity: 'medium',
  category: 'reliability',
  why: 'Without a request the scheduler fills the node past its memory, and the container is among the first to be killed. Unlike CPU, memory cannot be shared out more thinly under load: something has to end.',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  also: ['CKV_K8S_12', 'AVD-KSV-0016', 'unset-memory-requirements', 'container-resources'],
  bad: (container) =>
    (requestOf(container, 'memory') ?? limitOf(container, 'memory')) === undefined ? 'it asks for no memory: set resources.requests.memory.' : undefined,
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
              memory: 256Mi`,
});
