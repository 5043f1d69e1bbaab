import { kubernetesRule, type Problem } from '../../rule.ts';
import { parseImage, registryProblem } from '../image.ts';
import { podOf } from '../pod.ts';

export const k8sImageRegistry = kubernetesRule({
  id: 'k8s-image-registry',
  title: 'Image comes from a registry that was chosen',
  severity: 'medium',
  category: 'security',
  why: 'A name without a registry is looked for on Docker Hub, or wherever the node was set up to look, and there anybody may publish one that looks like it. A registry of your own keeps what was checked, and goes on when the other is away or counts your pulls.',
  source: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  also: [],
  targets: ['Pod*'],
  optional: true,
  parameters: {
    registries: {
      says: 'Where images may come from: `registry.example.com`, or a part of it, `registry.example.com/shop`. Where none is named, any will do that the image names.',
      standard: [],
    },
  },
  check(object, _cluster, given) {
    const allowed = [given.registries ?? []].flat().map(String);
    return (podOf(object)?.allContainers ?? []).flatMap(({ name, value, path }): Problem[] => {
      const message = typeof value.image === 'string' ? registryProblem(parseImage(value.image), allowed) : undefined;
      return message === undefined ? [] : [{ message: `${name}: ${message}`, at: object.span([...path, 'image']) }];
    });
  },

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
          image: nginx:1.27.3`,
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
          image: registry.example.com/mirror/nginx:1.27.3`,
});
