import { LineCounter, parseAllDocuments } from 'yaml';
import type { Json } from '../../base/json.ts';
import type { TextFile } from '../text.ts';
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
export function parseManifests(file: TextFile, limits: ManifestLimits = manifestLimits): Manifests {
  // Most YAML is something else, and a whole parse of it would be for nothing.
  if (!/^\s*["']?apiVersion["']?\s*:/m.test(file.text) && !/"apiVersion"\s*:/.test(file.text)) return { objects: [], notes: [] };
  const objects: KubernetesObject[] = [];
  const notes: string[] = [];
  const documents = parseAllDocuments(file.text, { lineCounter: new LineCounter(), uniqueKeys: false, logLevel: 'silent', prettyErrors: false });
  const all = Array.isArray(documents) ? documents : [];
  if (all.length > limits.documentsMax) notes.push(`${file.path} holds ${all.length} documents: the first ${limits.documentsMax} were read.`);
  for (const document of all.slice(0, limits.documentsMax)) {
    const mistake = document.errors[0];
    if (mistake) {
      notes.push(`${file.path}:${file.place(mistake.pos[0]).line} is not valid YAML: ${mistake.message}. That document was passed over.`);
      continue;
    }
    let value: Json;
    try {
      value = document.toJS({ maxAliasCount: limits.aliasesMax }) as Json;
    } catch (error) {
      notes.push(`${file.path} could not be unfolded: ${error instanceof Error ? error.message : String(error)}. That document was passed over.`);
      continue;
    }
    objects.push(...objectsIn(value, [], (fields, base) => new KubernetesObject(file, document, fields, base)));
  }
  return { objects, notes };
}

function objectsIn(value: Json | undefined, base: Path, make: (fields: Fields, base: Path) => KubernetesObject): KubernetesObject[] {
  if (!isFields(value) || typeof value.apiVersion !== 'string' || typeof value.kind !== 'string') return [];
  if (!value.kind.endsWith('List') || !Array.isArray(value.items)) return [make(value, base)];
  return listOf(value.items).flatMap((item, index) => objectsIn(item, [...base, 'items', index], make));
}
