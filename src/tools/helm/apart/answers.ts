import { slices } from '../../../base/parts.ts';
import { type Change, changesBetween } from '../changes.ts';
import { asObjects, type ObjectRef, objectsIn, refOf } from '../objects.ts';
import { manifestWithoutSecrets } from '../secrets.ts';

/** What takes long to tell of manifests that are large. */
export type Question =
  /** What would change from a release to a manifest. `current`: as helm's JSON has it, with its objects in the cluster; '' for none. */
  | { readonly about: 'changes'; readonly current: string; readonly next: string; readonly namespace: string }
  /** Which objects are in each of them. */
  | { readonly about: 'objects'; readonly manifests: readonly string[] }
  /** Which objects are in it, and its text for people to read. */
  | { readonly about: 'text'; readonly manifest: string };

/** A part of an answer. `objects`: more of those in the manifest of that index; of `changes`, in the next one. */
export type Part = { readonly changes: readonly Change[] } | { readonly index: number; readonly objects: readonly ObjectRef[] } | { readonly text: string };

/** Answers part by part: each is worked out when it is asked for. */
export function* answer(question: Question): Generator<Part, void, undefined> {
  if (question.about === 'changes') {
    const { before, live } = read(question.current);
    const next = objectsIn(question.next);
    yield* objectsOf(0, next.map(refOf));
    for (const changes of slices(changesBetween(before, live, next, question.namespace), changesAtOnce)) yield { changes };
    return;
  }
  const manifests = question.about === 'objects' ? question.manifests : [question.manifest];
  for (const [index, manifest] of manifests.entries()) yield* objectsOf(index, objectsIn(manifest).map(refOf));
  if (question.about === 'text') yield { text: manifestWithoutSecrets(question.manifest) };
}

function* objectsOf(index: number, all: readonly ObjectRef[]): Generator<Part, void, undefined> {
  for (const objects of slices(all, refsAtOnce)) yield { index, objects };
}

/** So many go over at once. */
const [changesAtOnce, refsAtOnce] = [20, 500];

/** A release as its shape was found to be. */
function read(said: string) {
  if (said === '') return { before: [], live: [] };
  const { manifest = '', info } = JSON.parse(said) as { manifest?: string; info: { resources?: Record<string, readonly unknown[]> | null } };
  return { before: objectsIn(manifest), live: Object.values(info.resources ?? {}).flatMap((all) => all.flatMap(asObjects)) };
}
