import { containerRule } from '../container-rule.ts';
import { parseImage } from '../image.ts';

export const k8sImagePullPolicy = containerRule({
  id: 'k8s-image-pull-policy',
  title: 'Image is looked up before each start',
  severity: 'low',
  category: 'security',
  why: 'With Always, the registry is asked whether this pod may have the image; otherwise whoever is on the node may use what lies there. Layers already there are not fetched again, but while the registry is down no such pod starts.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
  also: ['CKV_K8S_15', 'container-image-pull-policy'],
  bad(container) {
    const image = typeof container.value.image === 'string' ? parseImage(container.value.image) : undefined;
    const policy = container.value.imagePullPolicy;
    // Without a policy a tag that moves is looked up each time, and a digest is always the same image.
    const moves = image === undefined || image.unknown || image.digest !== undefined || image.tag === undefined || image.tag === 'latest';
    return policy === 'Always' || (policy === undefined && moves) ? undefined : 'an image that lies on the node is used unasked: set imagePullPolicy: Always.';
  },
  at: ['imagePullPolicy'],
  set: { path: ['imagePullPolicy'], value: 'Always' },

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
          imagePullPolicy: Always`,
});
