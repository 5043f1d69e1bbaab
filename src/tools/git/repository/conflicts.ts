import { shorten } from '../../../base/say.ts';
import { type Outcome, ok, type Problem } from '../../../domain/failure/failure.ts';
import type { Conflict } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { fields } from './git.ts';
import { withoutTrace } from './index-tree.ts';
import { shown } from './names.ts';
import { type ConflictKind, conflictKinds } from './parse-status.ts';
import { inWorkspace, type Repository } from './repository.ts';

/** A file both sides changed, with what each side has; `undefined` where that side has no such file, or it is not text. */
export interface FileConflict {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly kind: ConflictKind;
  readonly base?: string;
  readonly ours?: string;
  readonly theirs?: string;
  /** Each place in the file, with both sides. */
  readonly places: readonly Conflict[];
}

const filesMax = 100;
const sideBytesMax = 100_000;

/** What merging a commit would do, without doing it. `undefined`: this git can't tell (older than 2.38). */
export async function predictMerge(repo: Repository, at: Workplace, ours: string, theirs: string): Promise<Outcome<readonly FileConflict[] | undefined>> {
  return withoutTrace(repo, at, async (env) => {
    const tried = await repo.run(['merge-tree', '--write-tree', '-z', '--no-messages', ours, theirs], { env, timeoutMs: 120_000 });
    if (!tried.ok) return tried;
    if (tried.value.code === 0) return ok([]);
    const [tree = '', ...records] = fields(tried.value.stdout);
    if (tried.value.code !== 1 || !/^[0-9a-f]{40,64}$/.test(tree)) return ok(undefined);
    return ok(await conflictsFrom(repo, at, records, tree, env));
  });
}

/** What is in conflict in a merge that stands. */
export async function openConflicts(repo: Repository, at: Workplace): Promise<Outcome<readonly FileConflict[]>> {
  const asked = await repo.run(['ls-files', '--unmerged', '-z']);
  if (!asked.ok) return asked;
  return ok(await conflictsFrom(repo, at, fields(asked.value.stdout), undefined, {}));
}

/** `records`: `mode object stage<TAB>path`. `tree`: where the merged files with their marks are; else they are on disk. */
export async function conflictsFrom(
  repo: Repository,
  at: Workplace,
  records: readonly string[],
  tree: string | undefined,
  env: Record<string, string>,
): Promise<FileConflict[]> {
  const sides = new Map<string, Map<string, string>>();
  for (const record of records) {
    const [, object = '', stage = '', path = ''] = /^\d+ ([0-9a-f]+) ([123])\t(.*)$/s.exec(record) ?? [];
    if (object === '') continue;
    const one = sides.get(path) ?? new Map<string, string>();
    sides.set(path, one.set(stage, object));
  }
  const found: FileConflict[] = [];
  for (const [file, objects] of [...sides].slice(0, filesMax)) {
    const path = inWorkspace(repo, at, file);
    const blob = (stage: string) => readBlob(repo, objects.get(stage), env);
    const [base, ours, theirs] = [await blob('1'), await blob('2'), await blob('3')];
    const marked = tree === undefined ? await onDisk(at, path) : await readBlob(repo, `${tree}:${file}`, env);
    found.push({ path, kind: kindOf(objects), base, ours, theirs, places: marked === undefined ? [] : places(path, marked) });
  }
  return found;
}

const kindOf = (objects: ReadonlyMap<string, string>): ConflictKind => {
  const has = ['1', '2', '3'].map((stage) => objects.has(stage)).join();
  const code =
    { 'true,true,true': 'UU', 'false,true,true': 'AA', 'true,false,false': 'DD', 'true,false,true': 'DU', 'true,true,false': 'UD', 'false,true,false': 'AU' }[
      has
    ] ?? 'UA';
  return conflictKinds[code] ?? 'both-changed';
};

async function readBlob(repo: Repository, object: string | undefined, env: Record<string, string>): Promise<string | undefined> {
  if (object === undefined) return undefined;
  const read = await repo.run(['cat-file', 'blob', object], { env, outputBytesMax: sideBytesMax });
  return read.ok && read.value.code === 0 && !read.value.truncated && !read.value.stdout.includes('\0') ? read.value.stdout : undefined;
}

async function onDisk(at: Workplace, path: string): Promise<string | undefined> {
  const read = await at.files.read(path);
  return read.ok && read.value !== undefined && read.value.byteLength <= sideBytesMax ? new TextDecoder().decode(read.value) : undefined;
}

/** Each `<<<<<<< … ======= … >>>>>>>` of a file, with the middle part of the three-way style left out. */
export function places(path: string, text: string): readonly Conflict[] {
  const found: Conflict[] = [];
  let at: { line: number; side: 'yours' | 'base' | 'ours'; yours: string[]; ours: string[] } | undefined;
  for (const [n, line] of text.split(/\r?\n/).entries()) {
    if (/^<{7}(?: |$)/.test(line)) at = { line: n + 1, side: 'yours', yours: [], ours: [] };
    else if (at === undefined) continue;
    else if (/^\|{7}(?: |$)/.test(line)) at.side = 'base';
    else if (/^={7}$/.test(line)) at.side = 'ours';
    else if (/^>{7}(?: |$)/.test(line)) {
      found.push({ path, line: at.line, yours: at.yours.join('\n'), ours: at.ours.join('\n') });
      at = undefined;
    } else if (at.side !== 'base') at[at.side].push(line);
  }
  return found;
}

/** One problem a place, or a file where there are no places; both sides in each. */
export const conflictProblems = (conflicts: readonly FileConflict[]): readonly Problem[] =>
  conflicts.map((conflict) => {
    const [first] = conflict.places;
    if (first === undefined) return { path: shown(conflict.path), message: sentences[conflict.kind] };
    const more = conflict.places.length > 1 ? ` (and ${conflict.places.length - 1} more places)` : '';
    return { path: `${shown(conflict.path)}:${first.line}`, message: `here: ${quoted(first.yours)}; there: ${quoted(first.ours)}${more}` };
  });

export const sentences: Readonly<Record<ConflictKind, string>> = {
  'both-changed': 'both sides changed it',
  'both-added': 'both sides added it, each in its own way',
  'both-deleted': 'both sides deleted it',
  'deleted-by-us': 'deleted here, changed there',
  'deleted-by-them': 'changed here, deleted there',
  'added-by-us': 'added here only',
  'added-by-them': 'added there only',
};

const quoted = (text: string): string => `"${shown(shorten(text, 120))}"`;
