import { podRule } from '../container-rule.ts';
import { fieldsOf, listOf } from '../object.ts';

export const k8sHostPath = podRule({
  id: 'k8s-host-path',
  title: 'Pod mounts nothing of the node',
  severity: 'high',
  category: 'security',
  why: 'What is mounted from the node can be read, and mostly changed, by whoever breaks into the pod. The socket of the runtime is the whole node.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  also: ['AVD-KSV-0023', 'CKV_K8S_27', 'sensitive-host-mounts', 'docker-sock'],
  bad(pod, object) {
    // What looks after nodes needs them.
    if (object.kind === 'DaemonSet') return undefined;
    const paths = listOf(pod.spec.volumes).flatMap((volume) => {
      const path = fieldsOf(fieldsOf(volume).hostPath).path;
      return typeof path === 'string' ? [path] : [];
    });
    return paths.length > 0 ? `The pod mounts ${paths.join(', ')} of the node: use a volume of its own.` : undefined;
  },
  path: ['volumes'],

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
      volumes:
        - name: socket
          hostPath:
            path: /var/run/docker.sock
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
      volumes:
        - name: work
          emptyDir: {}
      containers:
        - name: web
          image: example.com/web:1.4.2`,
});
