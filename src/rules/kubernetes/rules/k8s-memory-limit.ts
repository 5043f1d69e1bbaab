import { containerRule } from '../container-rule.ts';
import { limitOf, requestOf } from '../resources.ts';

export const k8sMemoryLimit = containerRule({
  id: 'k8s-memory-limit',
  title: 'Container has a memory limit',
  severity: 'medium',
  category: 'reliability',
  why: 'A leak then kills the container that leaks instead of whoever stands beside it. Without a limit the node itself runs out, and the kernel chooses which process on it ends.',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  also: ['CKV_K8S_13', 'AVD-KSV-0018', 'container-resources'],
  bad: (container) => (limitOf(container, 'memory') === undefined ? 'it may take all the memory of the node: set resources.limits.memory.' : undefined),
  at: ['resources'],
  set: { path: ['resources', 'limits', 'memory'], value: (container) => requestOf(container, 'memory') },

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
          resources:
            requests:
              memory: 256Mi`,
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
            limits:
              memory: 256Mi`,
});
