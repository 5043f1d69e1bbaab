import type { KubernetesObject } from '../kubernetes/object.ts';
import { isFields } from '../kubernetes/object.ts';
import { TextFile } from '../text.ts';
import { BuiltObject } from './built-object.ts';
import { addHashes, generate } from './generators.ts';
import { setImages, setReplicas } from './images.ts';
import type { Kustomization, Reference } from './kustomization.ts';
import { addLabels } from './labels.ts';
import { isSameId, Made } from './made.ts';
import { addAffixes, setNamespace } from './names.ts';
import { applyPatch, type PatchFiles, patchesUnder } from './patches.ts';
import { pieceOf } from './piece.ts';
import { followNames } from './references.ts';
import { replace } from './replacements.ts';

/** What one kustomization makes. */
export interface Build {
  /** Path of the kustomization. */
  readonly root: string;
  readonly objects: readonly BuiltObject[];
  /** Nothing it builds on is out of sight: what is not among its objects is not there. */
  readonly isWhole: boolean;
  /** Nothing in it changes values in a way that is not followed. */
  readonly isClear: boolean;
  /** Paths of everything that went into it. */
  readonly inputs: ReadonlySet<string>;
  readonly notes: readonly string[];
}

/** What a build needs of the files around it. */
export interface BuildFiles {
  readonly kustomizationIn: (folder: string) => Kustomization | undefined;
  readonly text: (path: string) => string | undefined;
  readonly objects: (path: string) => readonly KubernetesObject[];
  readonly aliasesMax: number;
}

/** One root may visit this many kustomizations and make this many objects: what ends a tree that doubles with every level. */
const visitsMax = 1_000;
const objectsMax = 20_000;

/** Parts of kustomize that change values wherever they like, and are not followed. */
const unclear = ['transformers'] as const;
/** Parts that add objects or names, and are not followed. */
const unknown = ['generators', 'helmCharts', 'helmChartInflationGenerator', 'configurations', 'crds', 'openapi', 'vars'] as const;

/** Builds what `kubectl kustomize` builds, as far as files of the workspace say it. */
export function build(root: Kustomization, files: BuildFiles): Build {
  const state: State = { files, notes: new Set(), inputs: new Set(), texts: new Map(), isWhole: true, isClear: true, visits: 0 };
  const all = accumulate(root, [], [], state);
  addHashes(all);
  followNames(all);
  const notes = [...state.notes];
  return {
    root: root.file.path,
    objects: all.map((made) => new BuiltObject(made, root.file.path)),
    isWhole: state.isWhole && !all.some((made) => made.isPart),
    isClear: state.isClear,
    inputs: state.inputs,
    notes,
  };
}

interface State {
  readonly files: BuildFiles;
  readonly notes: Set<string>;
  readonly inputs: Set<string>;
  readonly texts: Map<string, TextFile>;
  isWhole: boolean;
  isClear: boolean;
  visits: number;
}

function accumulate(of: Kustomization, before: readonly Made[], stack: readonly string[], state: State): readonly Made[] {
  const path = of.file.path;
  const note = (text: string): void => void state.notes.add(text);
  state.inputs.add(path);
  state.visits += 1;
  if (state.visits > visitsMax || before.length > objectsMax) {
    note(
      `${stack[0] ?? path} builds on more than ${state.visits > visitsMax ? `${visitsMax} kustomizations` : `${objectsMax} objects`}: it was built in part.`,
    );
    state.isWhole = false;
    return before;
  }
  for (const key of unclear) {
    if (!isThere(of, key)) continue;
    state.isClear = false;
    note(`${path} uses ${key}, which are not followed: what it makes was not checked.`);
  }
  if (unknown.some((key) => isThere(of, key))) state.isWhole = false;

  const here = [...stack, path];
  // What is listed twice is told by a rule.
  const listed = new Map(of.resources.map((reference) => [reference.path ?? reference.text, reference]));
  let all = joined(
    before,
    [...listed.values()].flatMap((reference) => resource(of, reference, here, state)),
    path,
    note,
  );
  all = generate(of, all, (reference) => dataOf(reference, state), note, !state.isWhole);
  for (const reference of of.components) all = component(of, reference, all, here, state);

  const patchFiles: PatchFiles = {
    text: (reference) => dataOf(reference, state),
    file: (named) => fileOf(named, state),
    aliasesMax: state.files.aliasesMax,
    note,
  };
  const patch = (key: 'patches' | 'patchesStrategicMerge' | 'patchesJson6902'): void => {
    for (const one of patchesUnder(key, of, patchFiles)) all = applyPatch(one, all, !state.isWhole, note);
  };
  patch('patchesStrategicMerge');
  patch('patches');
  setNamespace(of, all);
  addAffixes(of, all);
  addLabels(of, all);
  patch('patchesJson6902');
  setReplicas(of, all, note, !state.isWhole);
  setImages(of, all);
  if (!replace(of, all) && state.isClear) {
    state.isClear = false;
    note(`${path} has replacements that could not be followed: what it makes was not checked.`);
  }
  return all;
}

const isThere = (of: Kustomization, key: string): boolean => {
  const value = of.value[key];
  return Array.isArray(value) ? value.length > 0 : isFields(value) && Object.keys(value).length > 0;
};

function resource(of: Kustomization, reference: Reference, stack: readonly string[], state: State): readonly Made[] {
  const { path } = reference;
  const below = path === undefined ? undefined : state.files.kustomizationIn(path);
  if (below) return enter(below, [], of, reference, stack, state);
  const text = path === undefined ? undefined : state.files.text(path);
  if (path === undefined || text === undefined) {
    outOfSight(of, reference, state);
    return [];
  }
  state.inputs.add(path);
  return state.files.objects(path).flatMap((object) => (object.name === '?' ? [] : [new Made(pieceOf(object), object)]));
}

function component(of: Kustomization, reference: Reference, all: readonly Made[], stack: readonly string[], state: State): readonly Made[] {
  const below = reference.path === undefined ? undefined : state.files.kustomizationIn(reference.path);
  if (below) return enter(below, all, of, reference, stack, state);
  outOfSight(of, reference, state);
  return all;
}

function enter(below: Kustomization, all: readonly Made[], of: Kustomization, reference: Reference, stack: readonly string[], state: State): readonly Made[] {
  const first = stack.indexOf(below.file.path);
  if (first < 0) return accumulate(below, all, stack, state);
  state.isWhole = false;
  const circle = [...stack.slice(first), below.file.path].map((path) => path.slice(0, Math.max(0, path.lastIndexOf('/'))) || '.');
  state.notes.add(`${of.file.path} builds on itself by ${reference.text} (${circle.join(' → ')}): kustomize refuses to build this.`);
  return all;
}

/** What it names is fetched, or can't be read: what it makes may hold anything. */
function outOfSight(of: Kustomization, { text, path, isRemote }: Reference, state: State): void {
  state.isWhole = false;
  if (path === undefined && !isRemote) state.notes.add(`${of.file.path} names ${text}, which leads out of the workspace: it was not followed.`);
}

function dataOf(reference: Reference, state: State): string | undefined {
  const text = reference.path === undefined ? undefined : state.files.text(reference.path);
  if (reference.path === undefined || text === undefined) {
    state.isWhole = false;
    return undefined;
  }
  state.inputs.add(reference.path);
  return text;
}

function fileOf(path: string, state: State): TextFile {
  const known = state.texts.get(path);
  if (known) return known;
  const made = new TextFile(path, state.files.text(path) ?? '');
  state.texts.set(path, made);
  return made;
}

/** Two objects of one name are refused by kustomize: the first one counts. */
function joined(all: readonly Made[], more: readonly Made[], path: string, note: (text: string) => void): readonly Made[] {
  const names = new Map<string, Made[]>();
  const keyOf = ({ kind, name }: { kind: string; name: string }): string => `${kind} ${name}`;
  for (const made of all) names.set(keyOf(made.id), [...(names.get(keyOf(made.id)) ?? []), made]);
  const result = [...all];
  for (const made of more) {
    const key = keyOf(made.id);
    const same = names.get(key) ?? [];
    if (same.some((one) => isSameId(one.id, made.id))) {
      note(`${path} has two objects called ${made.id.kind}/${made.id.name}: kustomize refuses to build this.`);
      continue;
    }
    names.set(key, [...same, made]);
    result.push(made);
  }
  return result;
}
