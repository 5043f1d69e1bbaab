import { containerRule } from '../container-rule.ts';
import { fieldsOf } from '../object.ts';

export const k8sRunAsNonRoot = containerRule({
  id: 'k8s-run-as-non-root',
  title: 'Container does not run as root',
  severity: 'high',
  category: 'security',
  why: 'Root in the container is root on the node as soon as one hole in the runtime is found. With runAsNonRoot an image that would start as root is not started at all, whatever its Dockerfile says.',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  also: ['CKV_K8S_23', 'AVD-KSV-0012', 'run-as-non-root'],
  bad(container, pod) {
    const own = fieldsOf(container.value.securityContext);
    const all = fieldsOf(pod.spec.securityContext);
    const nonRoot = own.runAsNonRoot ?? all.runAsNonRoot;
    const user = own.runAsUser ?? all.runAsUser;
    // A user of its own is none of root's, whatever is promised.
    if (nonRoot === true || (typeof user === 'number' && user > 0)) return undefined;
    return 'it may run as root: set runAsNonRoot: true.';
  },
  at: ['securityContext', 'runAsNonRoot'],
  set: { path: ['securityContext', 'runAsNonRoot'], value: 'true' },

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
          securityContext:
            runAsNonRoot: true`,
});
