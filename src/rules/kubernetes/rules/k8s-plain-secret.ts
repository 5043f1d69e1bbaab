import { containerRule } from '../container-rule.ts';
import { fieldsOf, listOf } from '../object.ts';

export const k8sPlainSecret = containerRule({
  id: 'k8s-plain-secret',
  title: 'No secret stands in an environment variable',
  severity: 'critical',
  category: 'security',
  why: 'It is in the file, in every clone of it, and in the answer to every kubectl describe. The built-in role view shows Deployments and hides Secrets, so everyone who may only look around reads it too.',
  source: 'https://kubernetes.io/docs/concepts/configuration/secret/',
  also: ['env-var-secret'],
  bad(container) {
    const plain = listOf(container.value.env)
      .map(fieldsOf)
      .find(
        ({ name, value }) =>
          typeof value === 'string' && value !== '' && /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|SECRET_?KEY)$/i.test(String(name)),
      );
    return plain ? `${String(plain.name)} holds a secret in plain text: take it from a Secret.` : undefined;
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
              value: correct-horse`,
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
          env:
            - name: DB_PASSWORD
              valueFrom:
                secretKeyRef:
                  name: db
                  key: password`,
});
