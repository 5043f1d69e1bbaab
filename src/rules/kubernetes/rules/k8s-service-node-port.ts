import { kubernetesRule } from '../../rule.ts';

export const k8sServiceNodePort = kubernetesRule({
  id: 'k8s-service-node-port',
  title: 'Service takes no port of the nodes',
  severity: 'low',
  category: 'security',
  why: 'The port is open on every node, past the load balancer and whatever filters there. Where nodes have public addresses, that is the internet; without any load balancer it may be the only way.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
  also: ['service-type', 'exposed-services'],
  targets: ['Service'],
  check: (service) =>
    service.get(['spec', 'type']) === 'NodePort'
      ? { message: 'The port is open on every node: use ClusterIP with an Ingress, or LoadBalancer.', at: service.span(['spec', 'type']) }
      : undefined,

  fails: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: NodePort
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080`,
  passes: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080`,
});
