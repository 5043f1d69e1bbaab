import { containerRule } from '../container-rule.ts';
import { limitOf } from '../resources.ts';

export const k8sCpuLimit = containerRule({
  id: 'k8s-cpu-limit',
  title: 'Container has a CPU limit',
  severity: 'info',
  category: 'reliability',
  why: 'A container in a loop takes what its neighbours need. Where requests are set with care, a limit may cost more than it saves: keep this quiet then.',
  source: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  also: ['CKV_K8S_11', 'AVD-KSV-0011', 'container-resources'],
  bad: (container) => (limitOf(container, 'cpu') === undefined ? 'it may take all the CPU of the node: set resources.limits.cpu.' : undefined),
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
          resources:
            requests:
              cpu: 100m`,
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
              cpu: "1"`,
});
