import { fieldsOf, listOf, type Path } from '../kubernetes/object.ts';
import type { Kustomization } from './kustomization.ts';
import type { Made } from './made.ts';
import { isBuiltIn } from './merge-keys.ts';
import { mapPiece, near, type Origin, type Piece, pieceFrom, places } from './piece.ts';

/** Where labels go: a path, and whether it is made where it is missing. */
interface Place {
  readonly path: string;
  readonly create: boolean;
}
const yes = (path: string): Place => ({ path, create: true });
const ifThere = (path: string): Place => ({ path, create: false });

const affinity = ['podAffinity', 'podAntiAffinity'].flatMap((kind) => [
  ifThere(`spec/template/spec/affinity/${kind}/preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels`),
  ifThere(`spec/template/spec/affinity/${kind}/requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels`),
]);
const spread = ifThere('spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels');
const template = yes('spec/template/metadata/labels');
const selector = yes('spec/selector/matchLabels');

/** Where kustomize writes labels that selectors are to follow. Source: its default field specs for `commonLabels`. */
const selecting: Readonly<Record<string, readonly Place[]>> = {
  Service: [yes('spec/selector')],
  ReplicationController: [yes('spec/selector'), template],
  Deployment: [selector, template, ...affinity, spread],
  ReplicaSet: [selector, template],
  DaemonSet: [selector, template],
  StatefulSet: [selector, template, ...affinity, spread, yes('spec/volumeClaimTemplates/metadata/labels')],
  Job: [ifThere('spec/selector/matchLabels'), template],
  CronJob: [
    ifThere('spec/jobTemplate/spec/selector/matchLabels'),
    yes('spec/jobTemplate/metadata/labels'),
    yes('spec/jobTemplate/spec/template/metadata/labels'),
  ],
  PodDisruptionBudget: [ifThere('spec/selector/matchLabels')],
  NetworkPolicy: ['spec/podSelector', 'spec/ingress/from/podSelector', 'spec/egress/to/podSelector'].map((path) => ifThere(`${path}/matchLabels`)),
};

/** Where they go in templates, selectors left alone. */
const inTemplates: Readonly<Record<string, readonly Place[]>> = {
  ReplicationController: [template],
  Deployment: [template],
  ReplicaSet: [template],
  DaemonSet: [template],
  StatefulSet: [template, yes('spec/volumeClaimTemplates/metadata/labels')],
  Job: [template],
  CronJob: [yes('spec/jobTemplate/metadata/labels'), yes('spec/jobTemplate/spec/template/metadata/labels')],
};

const annotated: Readonly<Record<string, readonly Place[]>> = {
  ...Object.fromEntries(
    ['ReplicationController', 'Deployment', 'ReplicaSet', 'DaemonSet', 'StatefulSet', 'Job'].map((kind) => [kind, [yes('spec/template/metadata/annotations')]]),
  ),
  CronJob: [yes('spec/jobTemplate/metadata/annotations'), yes('spec/jobTemplate/spec/template/metadata/annotations')],
};

/** `labels`, `commonLabels`, `commonAnnotations` of one kustomization. */
export function addLabels(of: Kustomization, all: readonly Made[]): void {
  for (const [index, entry] of listOf(of.value.labels).entries()) {
    const { pairs, includeSelectors, includeTemplates, fields } = fieldsOf(entry);
    const own = listOf(fields).map((field): Place => ({ path: String(fieldsOf(field).path ?? ''), create: fieldsOf(field).create === true }));
    const table = includeSelectors === true ? selecting : includeTemplates === true ? inTemplates : {};
    write(of, ['labels', index, 'pairs'], Object.keys(fieldsOf(pairs)), all, (kind) => [yes('metadata/labels'), ...(table[kind] ?? []), ...own]);
  }
  write(of, ['commonLabels'], Object.keys(fieldsOf(of.value.commonLabels)), all, (kind) => [yes('metadata/labels'), ...(selecting[kind] ?? [])]);
  write(of, ['commonAnnotations'], Object.keys(fieldsOf(of.value.commonAnnotations)), all, (kind) => [yes('metadata/annotations'), ...(annotated[kind] ?? [])]);
}

function write(of: Kustomization, at: Path, keys: readonly string[], all: readonly Made[], placesOf: (kind: string) => readonly Place[]): void {
  if (keys.length === 0) return;
  const whole = { start: 0, end: of.file.text.length };
  const around: Origin = { file: of.file, whole, ...of.span(at) };
  const values = keys.map((key): [string, Piece] => {
    const value = of.get([...at, key]);
    return [key, pieceFrom(typeof value === 'string' ? value : String(value ?? ''), of.node([...at, key]), around)];
  });
  for (const made of all) {
    const { apiVersion, kind } = made.id;
    for (const { path, create } of placesOf(isBuiltIn(apiVersion) ? kind : '')) {
      const steps = path.split('/');
      for (const { map, key } of places(made.root, steps, create ? around : undefined)) {
        let labels = map.entries.get(key);
        if (labels === undefined || (labels.kind === 'scalar' && labels.value === null)) {
          labels = mapPiece(near(around));
          map.entries.set(key, labels);
        }
        if (labels.kind === 'map') for (const [name, value] of values) labels.entries.set(name, value);
      }
    }
  }
}
