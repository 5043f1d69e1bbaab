import { containerRule } from '../container-rule.ts';
import { parseImage } from '../image.ts';

export const k8sImageDigest = containerRule({
  id: 'k8s-image-digest',
  title: 'Image is named by its digest',
  severity: 'info',
  category: 'security',
  why: 'A tag can be moved to another image by whoever may push. A digest is the image.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  also: ['CKV_K8S_43', 'image-not-pinned-by-digest'],
  bad(container) {
    const image = typeof container.value.image === 'string' ? parseImage(container.value.image) : undefined;
    return image && image.digest === undefined && !image.unknown ? `${image.name} can be another image tomorrow: add its digest.` : undefined;
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
          image: example.com/web:1.4.2@sha256:0d2c1b5e8f7a6c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d`,
});
