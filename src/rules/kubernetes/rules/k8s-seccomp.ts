import { podRule } from '../container-rule.ts';
import { fieldsOf } from '../object.ts';

export const k8sSeccomp = podRule({
  id: 'k8s-seccomp',
  title: 'Pod runs under a seccomp profile',
  severity: 'medium',
  category: 'security',
  why: 'Without one a container may make every system call the kernel has, also those that are only ever used to break out.',
  source: 'https://kubernetes.io/docs/tutorials/security/seccomp/',
  also: ['CKV_K8S_31', 'AVD-KSV-0030', 'AVD-KSV-0104', 'container-seccomp-profile'],
  bad(pod) {
    if (fieldsOf(fieldsOf(pod.spec.securityContext).seccompProfile).type !== undefined) return undefined;
    const each =
      pod.allContainers.length > 0 && pod.allContainers.every(({ value }) => fieldsOf(fieldsOf(value.securityContext).seccompProfile).type !== undefined);
    return each ? undefined : 'The pod may make every system call: set seccompProfile to RuntimeDefault.';
  },
  path: ['securityContext', 'seccompProfile', 'type'],
  value: 'RuntimeDefault',

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
      securityContext:
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: web
          image: example.com/web:1.4.2`,
});
