import type { Kustomization } from './kustomization.ts';
import { groupOf, type Made } from './made.ts';
import { at, near, type Origin, pieceFrom, places, scalarPiece, textAt } from './piece.ts';

const originAt = (of: Kustomization, key: string): Origin => {
  const whole = { start: 0, end: of.file.text.length };
  return pieceFrom(of.value[key], of.node([key]), { file: of.file, whole, ...whole }).origin;
};

/** `namespace`: of every object that has one, and of what names it. Source: kustomize's namespace transformer and its default field specs. */
export function setNamespace(of: Kustomization, all: readonly Made[]): void {
  const { namespace } = of.value;
  if (typeof namespace !== 'string' || namespace === '') return;
  const origin = originAt(of, 'namespace');
  for (const made of all) {
    const { kind, apiVersion } = made.id;
    if (kind === 'Namespace' && apiVersion === 'v1') made.rename(namespace, origin);
    else if (made.hasNamespace) made.move(namespace, origin);
    const set = (path: string): void => {
      for (const { map, key } of places(made.root, path.split('/'))) map.entries.set(key, scalarPiece(namespace, origin));
    };
    if (kind === 'APIService') set('spec/service/namespace');
    else if (kind === 'CustomResourceDefinition') set('spec/conversion/webhook/clientConfig/service/namespace');
    else if (kind.endsWith('WebhookConfiguration')) set('webhooks/clientConfig/service/namespace');
    else if (/^(Cluster)?RoleBinding$/.test(kind)) {
      const subjects = made.root.entries.get('subjects');
      for (const subject of subjects?.kind === 'list' ? subjects.items : []) {
        if (subject.kind === 'map' && textAt(subject, ['kind']) === 'ServiceAccount' && textAt(subject, ['name']) === 'default')
          subject.entries.set('namespace', scalarPiece(namespace, origin));
      }
    }
  }
}

/** `namePrefix` and `nameSuffix`. */
export function addAffixes(of: Kustomization, all: readonly Made[]): void {
  const { namePrefix, nameSuffix } = of.value;
  const prefix = typeof namePrefix === 'string' ? namePrefix : '';
  const suffix = typeof nameSuffix === 'string' ? nameSuffix : '';
  if (prefix === '' && suffix === '') return;
  for (const made of all) {
    const { kind, name, apiVersion } = made.id;
    if (kind === 'Namespace' || kind === 'CustomResourceDefinition' || (kind === 'APIService' && groupOf(apiVersion) === 'apiregistration.k8s.io')) continue;
    made.prefix = prefix + made.prefix;
    made.suffix += suffix;
    // The name stays told where it is written.
    made.rename(`${prefix}${name}${suffix}`, near(at(made.root, ['metadata', 'name'])?.origin ?? originAt(of, prefix === '' ? 'nameSuffix' : 'namePrefix')));
  }
}
