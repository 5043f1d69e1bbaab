import type { Json } from '../../../base/json.ts';
import { podRule } from '../container-rule.ts';
import { type Fields, fieldsOf } from '../object.ts';

/** The type of the profile that the spec of a pod or of a container asks for. */
const profileOf = (spec: Fields): Json | undefined => fieldsOf(fieldsOf(spec.securityContext).seccompProfile).type;

export const k8sSeccomp = podRule({
  id: 'k8s-seccomp',
  title: 'Pod runs under a seccomp profile',
  severity: 'medium',
  category: 'security',
  why: 'Without one a container may make every system call the kernel has, also those that are only ever used to break out. RuntimeDefault takes the rare ones away, and hardly any program notices.',
  source: 'https://kubernetes.io/docs/tutorials/security/seccomp/',
  also: ['CKV_K8S_31', 'AVD-KSV-0030', 'AVD-KSV-0104', 'container-seccomp-profile'],
  bad(pod) {
    const common = profileOf(pod.spec);
    const own = pod.allContainers.map(({ value }) => profileOf(value) ?? common);
    const sealed = own.length > 0 ? own : [common];
    return sealed.every((type) => type !== undefined && type !== 'Unconfined')
      ? undefined
      : 'The pod may make every system call: set seccompProfile to RuntimeDefault.';
  },
  path: ['securityContext', 'seccompProfile', 'type'],
  // What a container says for itself is stronger.
  value: (pod) => (pod.allContainers.some(({ value }) => profileOf(value) === 'Unconfined') ? undefined : 'RuntimeDefault'),

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
