import { containerRule } from '../container-rule.ts';
import { fieldsOf, listOf } from '../object.ts';

export const k8sSecretAsEnv = containerRule({
  id: 'k8s-secret-as-env',
  title: 'Secrets are mounted as files',
  severity: 'info',
  category: 'security',
  why: 'Environment variables end up in crash reports and in every child process, and keep the old value until a restart. A mounted file is read only by who opens it, and follows when the Secret changes.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/#using-secrets',
  also: ['CKV_K8S_35', 'read-secret-from-env-var'],
  bad(container) {
    const one = listOf(container.value.env).some((entry) => fieldsOf(fieldsOf(entry).valueFrom).secretKeyRef !== undefined);
    const all = listOf(container.value.envFrom).some((entry) => fieldsOf(entry).secretRef !== undefined);
    return one || all ? 'a Secret is handed over as environment variables: mount it as a file.' : undefined;
  },
  at: ['env'],

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
          env:
            - name: DB_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: db
                  key: password`,
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
          volumeMounts:
            - name: db
              mountPath: /run/secrets/db
      volumes:
        - name: db
          secret:
            secretName: db`,
});
