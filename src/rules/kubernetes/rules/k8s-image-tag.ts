import { containerRule } from '../container-rule.ts';
import { parseImage } from '../image.ts';

export const k8sImageTag = containerRule({
  id: 'k8s-image-tag',
  title: 'Image has a tag that stays',
  severity: 'medium',
  category: 'reliability',
  why: 'latest is another image tomorrow: two pods of one deployment run different code, and a rollback rolls back nothing. A pod that moves to another node at night may come back as something nobody deployed.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  also: ['CKV_K8S_14', 'AVD-KSV-0013', 'latest-tag', 'container-image-tag'],
  bad(container) {
    const image = typeof container.value.image === 'string' ? parseImage(container.value.image) : undefined;
    if (!image || image.digest !== undefined || image.unknown) return undefined;
    return image.tag === undefined || image.tag === 'latest' ? `which image ${image.name} is changes by the day: name a version.` : undefined;
  },
  at: ['image'],

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
          image: example.com/web:latest`,
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
          image: example.com/web:1.4.2`,
});
