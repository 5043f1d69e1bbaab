import { partsFrom } from '../../../base/parts.ts';
import { inPlaceMax } from '../../../base/yaml/apart.ts';
import type { Change } from '../changes.ts';
import type { ObjectRef } from '../objects.ts';
import { answer, type Part, type Question } from './answers.ts';

// A chart may make thousands of objects, and reading them takes seconds: from some size on a thread does.

/** What would change from a release to a manifest, and all objects of that. `current`, `next`: '' for nothing. */
export async function readChanges(
  current: string,
  next: string,
  namespace: string,
  signal: AbortSignal,
): Promise<{ readonly changes: readonly Change[]; readonly objects: readonly ObjectRef[] }> {
  const changes: Change[] = [];
  const objects: ObjectRef[] = [];
  for await (const part of ask({ about: 'changes', current, next, namespace }, current.length + next.length, signal)) {
    if ('changes' in part) changes.push(...part.changes);
    if ('objects' in part) objects.push(...part.objects);
  }
  return { changes, objects };
}

/** The objects of each manifest, in its order. */
export async function readObjects(manifests: readonly string[], signal: AbortSignal): Promise<readonly (readonly ObjectRef[])[]> {
  const read = manifests.map((): ObjectRef[] => []);
  const size = manifests.reduce((sum, { length }) => sum + length, 0);
  for await (const part of ask({ about: 'objects', manifests }, size, signal)) if ('objects' in part) read[part.index]?.push(...part.objects);
  return read;
}

/** A manifest with the contents of its Secrets left out, and its objects in their order. */
export async function readText(manifest: string, signal: AbortSignal): Promise<{ readonly text: string; readonly objects: readonly ObjectRef[] }> {
  const objects: ObjectRef[] = [];
  let text = '';
  for await (const part of ask({ about: 'text', manifest }, manifest.length, signal)) {
    if ('objects' in part) objects.push(...part.objects);
    if ('text' in part) text = part.text;
  }
  return { text, objects };
}

/** In the bundle its code lies in a folder of its own beside the programs. */
const program = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : '../tools/helm/apart/worker.js', import.meta.url);

async function* ask(question: Question, size: number, signal: AbortSignal): AsyncGenerator<Part, void, undefined> {
  if (size <= inPlaceMax) yield* answer(question);
  else yield* partsFrom<Part>(program, 'nimbus-helm', question, signal);
}
