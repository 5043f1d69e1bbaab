import { kubernetesRule } from '../../rule.ts';
import { fieldsOf, listOf } from '../object.ts';

export const k8sIngressTls = kubernetesRule({
  id: 'k8s-ingress-tls',
  title: 'Ingress speaks TLS',
  severity: 'medium',
  category: 'security',
  why: 'Over plain HTTP everyone on the way reads what is sent, cookies and passwords included. Where a load balancer in front already ends TLS, the rest of the way may be plain: keep this quiet there.',
  source: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
  also: [],
  targets: ['Ingress'],
  check: (ingress) =>
    listOf(ingress.get(['spec', 'tls'])).length > 0 ||
    Object.keys(fieldsOf(ingress.get(['metadata', 'annotations']))).some((key) => /ssl|tls|certificate|cert-manager/.test(key))
      ? undefined
      : { message: 'Plain HTTP is answered: add tls with a certificate.', at: ingress.span(['spec']) },

  fails: `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
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
  passes: `
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
