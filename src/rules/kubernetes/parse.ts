import type { Json } from '../../base/json.ts';
import type { TextFile } from '../text.ts';
import { readStretches, type Stretch } from './documents.ts';
import { type Fields, isFields, KubernetesObject, listOf, type Path } from './object.ts';

export interface ManifestLimits {
  readonly documentsMax: number;
  /** How often one anchor may be used: what ends an alias bomb. */
  readonly aliasesMax: number;
}

export const manifestLimits: ManifestLimits = { documentsMax: 5_000, aliasesMax: 100 };

export interface Manifests {
  readonly objects: readonly KubernetesObject[];
  readonly notes: readonly string[];
}

/** The Kubernetes objects in a YAML file; documents that are something else are passed over. */
export const parseManifests = (file: TextFile, limits: ManifestLimits = manifestLimits): Manifests =>
  mayHold(file.text) ? manifestsIn(file, readStretches(file.text), limits) : nothing;

const nothing: Manifests = { objects: [], notes: [] };

/** Most YAML is something else, and a whole parse of it would be for nothing. */
export const mayHold = (text: string): boolean => /^\s*["']?apiVersion["']?\s*:/m.test(text) || /"apiVersion"\s*:/.test(text);

/** The same of a text that is read already. */
export function manifestsIn(file: TextFile, stretches: readonly Stretch[], limits: ManifestLimits): Manifests {
  const objects: KubernetesObject[] = [];
  const notes: string[] = [];
  const all = stretches.flatMap(({ documents }) => documents);
  if (all.length > limits.documentsMax) notes.push(`${file.path} holds ${all.length} documents: the first ${limits.documentsMax} were read.`);
  for (const parsed of all.slice(0, limits.documentsMax)) {
    const { document } = parsed;
    const mistake = document.errors[0];
    if (mistake) {
      notes.push(`${file.path}:${file.place(mistake.pos[0]).line} is not valid YAML: ${mistake.message}. That document was passed over.`);
      continue;
    }
    const unfolded = parsed.value(limits.aliasesMax);
    if ('why' in unfolded) notes.push(`${file.path} could not be unfolded: ${unfolded.why}. That document was passed over.`);
    else objects.push(...objectsIn(unfolded.value, [], (fields, base) => new KubernetesObject(file, document, fields, base)));
  }
  return { objects, notes };
}

function objectsIn(value: Json | undefined, base: Path, make: (fields: Fields, base: Path) => KubernetesObject): KubernetesObject[] {
  if (!isFields(value) || typeof value.apiVersion !== 'string' || typeof value.kind !== 'string') return [];
  if (!value.kind.endsWith('List') || !Array.isArray(value.items)) return [make(value, base)];
  return listOf(value.items).flatMap((item, index) => objectsIn(item, [...base, 'items', index], make));
}
