import type { Json } from '../../../base/json.ts';
import { kubernetesRule, type Problem } from '../../rule.ts';
import { at, fieldsOf, type KubernetesObject, listOf, type Path } from '../object.ts';
import { type Pod, podOf } from '../pod.ts';
import { folderOf } from '../selector.ts';

interface Named {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Of the name, in the object. */
  readonly path: Path;
}

export const k8sPodFindsConfig = kubernetesRule({
  id: 'k8s-pod-finds-config',
  title: 'Pod finds its ConfigMaps and Secrets',
  severity: 'medium',
  category: 'reliability',
  why: 'A container waits for ever for a ConfigMap or Secret that is not there. The old pods go on, so the rollout hangs where nobody looks, and a pod that moves to another node does not come back.',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/#using-configmaps',
  also: [],
  targets: ['Pod*'],
  check(object, cluster) {
    const pod = podOf(object);
    return (pod ? namedIn(pod) : []).flatMap(({ kind, name, path }): Problem[] => {
      const there = cluster.all(kind, object.namespace);
      // Only where things of that kind are kept: beside it.
      const isKept = there.some((one) => folderOf(one.file.path) === folderOf(object.file.path));
      if (!isKept || there.some((one) => one.name === name) || cluster.objects.some((one) => mayMake(one, name))) return [];
      return [{ message: `There is no ${kind} ${name}: correct the name, add it, or say optional: true.`, at: object.span(path) }];
    });
  },

  fails: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
  level: info
---
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
          envFrom:
            - configMapRef:
                name: wbe`,
  passes: `
apiVersion: v1
kind: ConfigMap
metadata:
  name: web
data:
  level: info
---
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
          envFrom:
            - configMapRef:
                name: web
            - configMapRef:
                name: web-of-this-cluster
                optional: true`,
});

/** What a cluster puts into every namespace. */
const everywhere = new Set(['kube-root-ca.crt', 'openshift-service-ca.crt']);

function namedIn(pod: Pod): readonly Named[] {
  const found: Named[] = [];
  const add = (kind: Named['kind'], reference: Json | undefined, path: Path, field = 'name'): void => {
    const { [field]: name, optional } = fieldsOf(reference);
    // Another name is filled in by something else.
    if (typeof name === 'string' && optional !== true && /^[a-z0-9.-]+$/.test(name) && !everywhere.has(name))
      found.push({ kind, name, path: [...path, field] });
  };
  for (const { value, path } of pod.allContainers) {
    for (const [index, source] of listOf(value.envFrom).entries()) {
      add('ConfigMap', at(source, ['configMapRef']), [...path, 'envFrom', index, 'configMapRef']);
      add('Secret', at(source, ['secretRef']), [...path, 'envFrom', index, 'secretRef']);
    }
    for (const [index, variable] of listOf(value.env).entries()) {
      const from: Path = [...path, 'env', index, 'valueFrom'];
      add('ConfigMap', at(variable, ['valueFrom', 'configMapKeyRef']), [...from, 'configMapKeyRef']);
      add('Secret', at(variable, ['valueFrom', 'secretKeyRef']), [...from, 'secretKeyRef']);
    }
  }
  for (const [index, volume] of listOf(pod.spec.volumes).entries()) {
    const path: Path = [...pod.path, 'volumes', index];
    add('ConfigMap', at(volume, ['configMap']), [...path, 'configMap']);
    add('Secret', at(volume, ['secret']), [...path, 'secret'], 'secretName');
    for (const [nth, source] of listOf(at(volume, ['projected', 'sources'])).entries()) {
      add('ConfigMap', at(source, ['configMap']), [...path, 'projected', 'sources', nth, 'configMap']);
      add('Secret', at(source, ['secret']), [...path, 'projected', 'sources', nth, 'secret']);
    }
  }
  return found;
}

/** Whether it is of a kind that is not Kubernetes' own and speaks of the name: certificates, sealed and external secrets make what they name. */
function mayMake(object: KubernetesObject, name: string): boolean {
  const [group = '', version] = object.apiVersion.split('/');
  return version !== undefined && group.includes('.') && !group.endsWith('.k8s.io') && JSON.stringify(object.value).includes(`"${name}"`);
}
