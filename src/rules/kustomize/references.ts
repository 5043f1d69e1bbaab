import { groupOf, type Id, type Made } from './made.ts';
import { at, type MapPiece, near, type Piece, places, scalarPiece, textAt } from './piece.ts';

/** Where the spec of its pods is, by kind. */
const podSpecs: Readonly<Record<string, string>> = {
  Pod: 'spec',
  Deployment: 'spec/template/spec',
  ReplicaSet: 'spec/template/spec',
  ReplicationController: 'spec/template/spec',
  DaemonSet: 'spec/template/spec',
  StatefulSet: 'spec/template/spec',
  Job: 'spec/template/spec',
  CronJob: 'spec/jobTemplate/spec/template/spec',
};

const containers = ['containers', 'initContainers'];

/** In the spec of pods: what kind is named where. Source: kustomize's default name references. */
const inPods: readonly (readonly [string, readonly string[]])[] = [
  [
    'ConfigMap',
    [
      'volumes/configMap/name',
      'volumes/projected/sources/configMap/name',
      ...containers.flatMap((list) => [`${list}/env/valueFrom/configMapKeyRef/name`, `${list}/envFrom/configMapRef/name`]),
    ],
  ],
  [
    'Secret',
    [
      'volumes/secret/secretName',
      'volumes/projected/sources/secret/name',
      'imagePullSecrets/name',
      ...containers.flatMap((list) => [`${list}/env/valueFrom/secretKeyRef/name`, `${list}/envFrom/secretRef/name`]),
    ],
  ],
  ['PersistentVolumeClaim', ['volumes/persistentVolumeClaim/claimName']],
  ['ServiceAccount', ['serviceAccountName']],
  ['PriorityClass', ['priorityClassName']],
];

/** By the kind that names: the kinds it names, and where. */
const others: Readonly<Record<string, readonly (readonly [string, readonly string[]])[]>> = {
  StatefulSet: [
    ['Service', ['spec/serviceName']],
    ['StorageClass', ['spec/volumeClaimTemplates/spec/storageClassName']],
  ],
  Ingress: [
    [
      'Service',
      [
        'spec/rules/http/paths/backend/serviceName',
        'spec/rules/http/paths/backend/service/name',
        'spec/backend/serviceName',
        'spec/defaultBackend/service/name',
      ],
    ],
    ['Secret', ['spec/tls/secretName']],
  ],
  APIService: [['Service', ['spec/service/name']]],
  ValidatingWebhookConfiguration: [['Service', ['webhooks/clientConfig/service/name']]],
  MutatingWebhookConfiguration: [['Service', ['webhooks/clientConfig/service/name']]],
  ServiceAccount: [['Secret', ['imagePullSecrets/name', 'secrets/name']]],
  PersistentVolumeClaim: [
    ['PersistentVolume', ['spec/volumeName']],
    ['StorageClass', ['spec/storageClassName']],
  ],
  PersistentVolume: [['StorageClass', ['spec/storageClassName']]],
};

/** Writes the names objects have in the end wherever other objects name them by the ones they had. Source: kustomize's name reference transformer. */
export function followNames(all: readonly Made[]): void {
  const byKind = Map.groupBy(
    all.filter((made) => made.before.length > 0),
    (made) => made.id.kind,
  );
  for (const made of all) {
    const { kind } = made.id;
    const pods = podSpecs[kind];
    if (pods !== undefined) for (const [target, paths] of inPods) for (const path of paths) follow(made, byKind.get(target), `${pods}/${path}`);
    for (const [target, paths] of others[kind] ?? []) for (const path of paths) follow(made, byKind.get(target), path);
    if (kind === 'HorizontalPodAutoscaler') {
      const target = at(made.root, ['spec', 'scaleTargetRef']);
      follow(made, byKind.get(textAt(target, ['kind']) ?? ''), 'spec/scaleTargetRef/name');
    } else if (/^(Cluster)?RoleBinding$/.test(kind)) {
      const role = at(made.root, ['roleRef']);
      follow(made, byKind.get(textAt(role, ['kind']) ?? ''), 'roleRef/name');
      const subjects = made.root.entries.get('subjects');
      for (const subject of subjects?.kind === 'list' ? subjects.items : []) followSubject(made, subject, byKind.get('ServiceAccount') ?? []);
    }
  }
}

function follow(made: Made, candidates: readonly Made[] | undefined, path: string): void {
  if (candidates === undefined) return;
  for (const { map, key } of places(made.root, path.split('/'))) {
    const there = map.entries.get(key);
    if (there?.kind !== 'scalar' || typeof there.value !== 'string') continue;
    const name = there.value;
    const space = key === 'name' && map.entries.has('namespace') && path.endsWith('service/name') ? textAt(map, ['namespace']) : undefined;
    const found = oneOf(
      made,
      candidates.filter((one) => one !== made && one.before.some((id) => id.name === name) && isNear(made, one, space)),
    );
    if (found) write(map, key, found.id.name, there);
  }
}

function followSubject(made: Made, subject: Piece, accounts: readonly Made[]): void {
  // Whatever kind of subject: kustomize renames a user of the same name, too.
  if (subject.kind !== 'map') return;
  const [name, namespace] = [textAt(subject, ['name']), textAt(subject, ['namespace'])];
  const there = subject.entries.get('name');
  if (there === undefined) return;
  const found = oneOf(
    made,
    accounts.filter((one) => one.ids.some((id) => id.name === name && isSame(id, namespace))),
  );
  if (!found) return;
  write(subject, 'name', found.id.name, there);
  if (found.id.namespace !== '') subject.entries.set('namespace', scalarPiece(found.id.namespace, near(there.origin)));
}

const isSame = ({ namespace }: Id, wanted: string | undefined): boolean => (namespace || 'default') === (wanted || 'default');

const isNear = (from: Made, to: Made, space: string | undefined): boolean =>
  !to.hasNamespace ||
  (space !== undefined ? to.ids.some((id) => isSame(id, space)) : !from.hasNamespace || (from.id.namespace || 'default') === (to.id.namespace || 'default'));

/** Of several that had the same name, the one that came the same way. */
function oneOf(made: Made, found: readonly Made[]): Made | undefined {
  if (found.length < 2) return found[0];
  const kin = found.filter((one) => one.prefix === made.prefix && one.suffix === made.suffix);
  if (kin.length === 1) return kin[0];
  const names = new Set(found.map((one) => `${groupOf(one.id.apiVersion)} ${one.id.name}`));
  return names.size === 1 ? found[0] : undefined;
}

function write(map: MapPiece, key: string, name: string, there: Piece): void {
  if (there.kind === 'scalar' && there.value === name) return;
  map.entries.set(key, scalarPiece(name, near(there.origin)));
}
