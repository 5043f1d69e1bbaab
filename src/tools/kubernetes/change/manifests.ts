import { readYaml } from '../../../base/yaml/apart.ts';
import type { ReadDocument } from '../../../base/yaml/values.ts';
import { failed, type Outcome, ok, type Problem } from '../../../domain/failure/failure.ts';
import { notFound } from '../../../domain/failure/files.ts';
import { manifestUnreadable, noManifests } from '../../../domain/failure/kubernetes.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import type { KubeObject, Metadata } from '../client/object.ts';
import { builtFrom, kustomizationAt, manifestBytesMax } from './kustomize.ts';

/** An object a person wrote. */
export interface Written {
  /** `k8s/app.yaml`, and which of its documents where there are several. */
  readonly from: string;
  readonly object: KubeObject & { readonly apiVersion: string; readonly kind: string };
}

const objectsMax = 50_000;
/** How often one anchor may be used: what ends an alias bomb. */
const aliasesMax = 100;

/** The objects in a file, in the files of a folder in their order, or that a kustomization makes. All that can't be read is told at once. */
export async function readManifests(path: string, recursive: boolean, at: Workplace): Promise<Outcome<readonly Written[]>> {
  const kind = await at.files.kind(path);
  if (!kind.ok) return kind;
  if (kind.value === 'nothing') return failed(notFound(path));
  const kustomized = await kustomizationAt(path, kind.value, at);
  if (!kustomized.ok) return kustomized;
  if (kustomized.value !== undefined) return readBuilt(kustomized.value, at);
  const paths = kind.value === 'file' ? ok([path]) : await manifestsIn(path, recursive, at);
  if (!paths.ok) return paths;
  const texts: string[] = [];
  let read = 0;
  for (const file of paths.value) {
    const bytes = await at.files.read(file);
    if (!bytes.ok) return bytes;
    read += bytes.value?.byteLength ?? 0;
    if (read > manifestBytesMax)
      return failed(manifestUnreadable([{ path: file, message: `with it there are more than ${manifestBytesMax / 1024 / 1024} MB: apply them in parts` }]));
    texts.push(bytes.value === undefined ? '' : new TextDecoder().decode(bytes.value));
  }
  return objectsOf(path, paths.value, texts, at);
}

async function readBuilt(folder: string, at: Workplace): Promise<Outcome<readonly Written[]>> {
  const built = await builtFrom(folder, at);
  if (!built.ok) return built;
  return objectsOf(folder, [`${folder} as ${built.value.by} built it`], [built.value.text], at);
}

/** `files`: what each of the texts is called. */
async function objectsOf(path: string, files: readonly string[], texts: readonly string[], at: Workplace): Promise<Outcome<readonly Written[]>> {
  // YAML 1.1, as every Kubernetes program reads it: `yes` and `on` are booleans there.
  const read = await readYaml(texts, { version: '1.1', merge: true, aliasesMax }, at.signal);
  const written: Written[] = [];
  const problems: Problem[] = [];
  for (const [index, file] of files.entries()) {
    addAll(file, read[index] ?? [], written, problems);
    if (written.length > objectsMax) problems.push({ path: file, message: `more than ${objectsMax} objects in all` });
    if (problems.length > 50) break;
  }
  if (problems.length > 0) return failed(manifestUnreadable(problems));
  return written.length === 0 ? failed(noManifests(path)) : ok(written);
}

async function manifestsIn(folder: string, recursive: boolean, at: Workplace): Promise<Outcome<readonly string[]>> {
  const all = await at.files.list(folder);
  if (!all.ok) return all;
  const base = folder.replace(/^\.\/|\/$/g, '');
  const depth = base === '' || base === '.' ? 0 : base.split('/').length;
  return ok(all.value.filter((path) => /\.(ya?ml|json)$/i.test(path) && (recursive || path.split('/').length === depth + 1)));
}

function addAll(file: string, all: readonly ReadDocument[], written: Written[], problems: Problem[]): void {
  for (const [index, { value, mistake, why }] of all.entries()) {
    const from = all.length === 1 ? file : `${file} (document ${index + 1})`;
    if (mistake !== undefined) problems.push({ path: `${file}:${mistake.line}`, message: mistake.says });
    else if (why !== undefined) problems.push({ path: from, message: why });
    else if (value !== null && value !== undefined) addObject(from, value, written, problems);
  }
}

function addObject(from: string, value: unknown, written: Written[], problems: Problem[]): void {
  const object = value as { apiVersion?: unknown; kind?: unknown; metadata?: Metadata & { generateName?: string }; items?: readonly unknown[] };
  if (typeof object !== 'object' || typeof object.apiVersion !== 'string' || typeof object.kind !== 'string') {
    problems.push({ path: from, message: 'it is no Kubernetes object: apiVersion and kind are missing' });
  } else if (object.kind.endsWith('List') && Array.isArray(object.items)) {
    for (const [index, item] of object.items.entries()) addObject(`${from} (item ${index + 1})`, item, written, problems);
  } else if (typeof object.metadata?.name !== 'string' || object.metadata.name === '') {
    problems.push({
      path: from,
      message: object.metadata?.generateName === undefined ? 'metadata.name is missing' : 'it has generateName: applying needs a name',
    });
  } else if (!/^[^\p{Cc}/\\%]+$/u.test(object.metadata.name) || !/^[a-z0-9.-]*$/.test(object.metadata.namespace ?? '')) {
    problems.push({ path: from, message: 'its name or namespace is none' });
  } else {
    const { managedFields: _m, resourceVersion: _v, uid: _u, creationTimestamp: _c, generation: _g, ...metadata } = object.metadata;
    const { status: _s, ...rest } = object as Record<string, unknown>;
    written.push({ from, object: { ...rest, metadata } as unknown as Written['object'] });
  }
}

/** Lower comes first: what others need to be there. Source: the install order Helm has, as people expect it. */
const order = [
  ['Namespace'],
  ['CustomResourceDefinition'],
  ['PriorityClass', 'StorageClass', 'ServiceAccount', 'NetworkPolicy', 'ResourceQuota', 'LimitRange'],
  ['Secret', 'ConfigMap', 'PersistentVolume', 'PersistentVolumeClaim', 'ClusterRole', 'Role'],
  ['ClusterRoleBinding', 'RoleBinding', 'Service'],
];

/** Which round of applying a kind belongs to; webhooks come last, as they would judge all the others. */
export function roundOf(kind: string): number {
  const round = order.findIndex((kinds) => kinds.includes(kind));
  if (round >= 0) return round;
  return kind.endsWith('WebhookConfiguration') || kind === 'APIService' ? order.length + 1 : order.length;
}
