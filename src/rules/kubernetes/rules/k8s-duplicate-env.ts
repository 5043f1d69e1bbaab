import { containerRule } from '../container-rule.ts';
import { fieldsOf, listOf } from '../object.ts';

export const k8sDuplicateEnv = containerRule({
  id: 'k8s-duplicate-env',
  title: 'No environment variable is set twice',
  severity: 'medium',
  category: 'reliability',
  why: 'The last one wins, and the first is what people read. Server-side apply refuses such a list; with a plain apply, taking one of the two out may take out both.',
  source: 'https://kubernetes.io/docs/tasks/inject-data-application/define-environment-variable-container/',
  also: ['duplicate-env-var', 'environment-variable-key-duplication'],
  bad(container) {
    const names = listOf(container.value.env).map((entry) => String(fieldsOf(entry).name));
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    return twice === undefined ? undefined : `${twice} is set twice, and the last one wins: take one out.`;
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
            - name: MODE
              value: a
            - name: MODE
              value: b`,
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
            - name: MODE
              value: a`,
});
