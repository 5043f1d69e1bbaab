import { kubernetesRule } from '../../rule.ts';
import { fieldsOf, listOf } from '../object.ts';
import { folderOf } from '../selector.ts';

export const k8sIngressFindsService = kubernetesRule({
  id: 'k8s-ingress-finds-service',
  title: 'Ingress finds its services',
  severity: 'high',
  category: 'reliability',
  why: 'A path whose service does not exist answers everyone with an error, mostly 503. The API server takes the Ingress all the same, so the deploy is green and users find out first.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/',
  also: ['dangling-ingress', 'ingress-targets-service'],
  targets: ['Ingress'],
  check(ingress, cluster) {
    const services = cluster.all('Service', ingress.namespace);
    // Only where the services would be expected: beside it.
    if (!services.some((service) => folderOf(service.file.path) === folderOf(ingress.file.path))) return undefined;
    const known = new Set(services.map((service) => service.name));
    return listOf(ingress.get(['spec', 'rules'])).flatMap((rule, index) =>
      listOf(fieldsOf(fieldsOf(rule).http).paths).flatMap((path, nth) => {
        const name = fieldsOf(fieldsOf(fieldsOf(path).backend).service).name;
        if (typeof name !== 'string' || known.has(name)) return [];
        return [
          {
            message: `There is no Service ${name}: correct the name.`,
            at: ingress.span(['spec', 'rules', index, 'http', 'paths', nth, 'backend', 'service', 'name']),
          },
        ];
      }),
    );
  },

  fails: `
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  tls:
    - hosts: [shop.example.com]
      secretName: shop-tls
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: wbe
                port:
                  number: 80`,
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
      targetPort: 8080
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  tls:
    - hosts: [shop.example.com]
      secretName: shop-tls
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80`,
});
