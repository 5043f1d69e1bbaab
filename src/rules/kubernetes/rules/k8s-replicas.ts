import { kubernetesRule } from '../../rule.ts';

export const k8sReplicas = kubernetesRule({
  id: 'k8s-replicas',
  title: 'Deployment has more than one replica',
  severity: 'medium',
  category: 'reliability',
  why: 'A single replica is away with every drain of its node, and for as long as it takes to start. Where two at once would do damage, strategy Recreate says so, and this rule is quiet.',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/',
  also: ['minimum-three-replicas', 'deployment-replicas'],
  targets: ['Deployment'],
  parameters: { replicas: { says: 'The fewest replicas a Deployment has to have.', standard: 2 } },
  check(deployment, cluster, given) {
    const fewest = Number(given.replicas);
    const replicas = deployment.get(['spec', 'replicas']);
    if (replicas !== undefined && replicas !== null && (typeof replicas !== 'number' || replicas === 0 || replicas >= fewest)) return undefined;
    const scaled = cluster
      .all('HorizontalPodAutoscaler', deployment.namespace)
      .some((scaler) => scaler.get(['spec', 'scaleTargetRef', 'name']) === deployment.name);
    // One that may not run twice says so.
    if (scaled || deployment.get(['spec', 'strategy', 'type']) === 'Recreate') return undefined;
    return {
      message: `${replicas === undefined || replicas === null || replicas === 1 ? 'There is one replica' : `There are ${replicas} replicas`}: set replicas to ${fewest} or more, or strategy Recreate where it must not run twice.`,
      at: deployment.span(['spec', 'replicas']),
    };
  },

  fails: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
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
  replicas: 2
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
