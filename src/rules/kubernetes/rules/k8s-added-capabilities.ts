import { containerRule } from '../container-rule.ts';
import { fieldsOf, listOf } from '../object.ts';

export const k8sAddedCapabilities = containerRule({
  id: 'k8s-added-capabilities',
  title: 'Container gets no dangerous capability',
  severity: 'high',
  category: 'security',
  why: 'These powers reach past the container: SYS_ADMIN alone is as good as root on the node. NET_RAW is enough to forge the packets of a neighbour, SYS_MODULE to load code into the kernel.',
  source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  also: ['CKV_K8S_39', 'CKV_K8S_25', 'AVD-KSV-0005', 'AVD-KSV-0022'],
  bad(container) {
    const added = listOf(fieldsOf(fieldsOf(container.value.securityContext).capabilities).add).map((name) => String(name).toUpperCase().replace(/^CAP_/, ''));
    const grave = added.filter((name) => ['ALL', 'SYS_ADMIN', 'NET_ADMIN', 'SYS_PTRACE', 'SYS_MODULE', 'DAC_READ_SEARCH', 'NET_RAW', 'BPF'].includes(name));
    return grave.length > 0 ? `${grave.join(', ')} reaches past the container: take it out.` : undefined;
  },
  at: ['securityContext', 'capabilities', 'add'],

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
          securityContext:
            capabilities:
              add: [SYS_ADMIN]`,
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
            capabilities:
              add: [NET_BIND_SERVICE]`,
});
