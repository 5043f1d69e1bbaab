import { lstat, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { lineCounts } from '../../base/lines.ts';
import { count, list } from '../../base/say.ts';
import { decodeUtf8 } from '../../base/utf8.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { nothingToClean } from '../../domain/failure/git.ts';
import { type FileChange, tool, type Undo } from '../../domain/tool.ts';
import type { Workplace } from '../../domain/workplace.ts';
import { succeeded } from './repository/explain.ts';
import { fields } from './repository/git.ts';
import { directory, path, shown } from './repository/names.ts';
import { type Ready, readyFor } from './repository/ready.ts';
import { inRepository, inWorkspace, type Repository } from './repository/repository.ts';
import { type Kept, keepFiles } from './repository/touched.ts';

const input = z.strictObject({
  directory,
  paths: z.array(path).max(1000).default([]).describe('Only these files and what is below these folders; default: all below `directory`.'),
  ignored: z.boolean().default(false).describe('Also what .gitignore hides: build output, caches, local settings.'),
});
type Input = z.output<typeof input>;

/** Takes away what it named, file by file, and never asks git to choose again: what comes in between stays. */
export const clean = tool({
  name: 'git.clean',
  effect: 'write',
  summary: 'Remove files that are not in git; each is named before, and rolling back brings them back.',
  input,
  output: z.object({ removed: z.array(z.string()).readonly() }),
  commands: ['git clean -x{ignored:true}'],
  says: [
    'git clean -fd',
    'remove all untracked files',
    'delete the untracked files',
    'throw away the files git does not know',
    'clean out untracked files',
    'get rid of files that are not in git',
    'remove the new files that were never added',
    'wipe untracked files in build/',
    'clean untracked files from src/',
    'delete everything that git does not track',
    'remove untracked and ignored files',
    'git clean -fdx',
    'clear out what is not tracked by git',
    'purge the untracked files',
    'a script of mine wrote about a hundred csv files into data/tmp by mistake, none of them is in git, so throw the untracked ones there away',
    'remvoe untracked files in docs/_build incl ignored',
    'clean up the working directory, also whats in .gitignore',
    'the workspace should only contain tracked files',
    "I'd like to start this afternoon with a working tree in which there is nothing besides what is checked in, so remove the untracked files please",
    'wipe untracked stuff under tmp/',
    "Please delete everything that isn't in git, including the ignored build output",
    'git clean',
    'drop untracked files below charts',
    'time to clear out those untracked test reports in reports/junit',
    'After switching between so many branches there are folders left that belong to none of them, so please remove all the files git does not track in repos/mono',
    'our tests behave differently on my machine than in CI, I suspect leftovers, so get rid of everything untracked and ignored in services/ledger',
    'I tried some code generation and now there are many new files that are not in git, please take them out again, only below src/gen',
    'The build leaves .o files and logs all over apps/web; the files not tracked there should be deleted.',
    'untracked files in experiments/ can go',
  ],
  examples: [{ title: 'Remove what is not in git', input: {} }],
  guessMs: 300,

  async preview(what, at) {
    const seen = await look(what, at, false);
    if (!seen.ok) return seen;
    const { files, skipped, kept } = seen.value;
    const scripts = await runnable(files.slice(0, toldMax), at);
    const changes: FileChange[] = [];
    for (const file of files.slice(0, toldMax)) {
      const read = await at.files.read(file);
      const before = read.ok && read.value !== undefined ? decodeUtf8(read.value) : undefined;
      changes.push({ path: file, action: 'delete', before, after: undefined, ...lineCounts(before ?? '', ''), conflicts: [] });
    }
    return ok({
      digest: digestOf({ what, kept: [...kept.hashes] }),
      summary: `Remove ${count(files.length, 'file')} that ${files.length === 1 ? 'is' : 'are'} not in git`,
      files: changes,
      undo: undoOf(kept),
      warnings: [
        ...(skipped.length > 0 ? [`${list(skipped.slice(0, 5).map(shown))} stay${skipped.length === 1 ? 's' : ''}: a repository of its own`] : []),
        ...(scripts.length > 0 ? [`${list(scripts.slice(0, 5).map(shown))} would come back without the right to be run`] : []),
        ...(what.ignored ? ['what .gitignore hides goes too: settings that are only on this machine, such as .env, are among it'] : []),
      ],
    });
  },

  async run(what, at) {
    const seen = await look(what, at, true);
    if (!seen.ok) return seen;
    const { files, kept } = seen.value;
    const removed: string[] = [];
    const note = await noteOf(what, at);
    await writeFile(note, JSON.stringify(files), { mode: 0o600 });
    for (const file of files) {
      at.signal.throwIfAborted();
      const gone = await at.files.remove(file);
      if (!gone.ok) return { ok: false, failure: gone.failure, undo: undoOf(kept, removed) };
      removed.push(file);
    }
    for (const folder of foldersAbove(files, what.directory)) {
      const gone = await at.files.removeEmptyFolder(folder);
      if (!gone.ok) return { ok: false, failure: gone.failure, undo: undoOf(kept) };
    }
    await rm(note, { force: true });
    return {
      ok: true,
      output: { removed },
      summary: `Removed ${count(removed.length, 'file')} that ${removed.length === 1 ? 'was' : 'were'} not in git.`,
      undo: undoOf(kept),
    };
  },

  async verify(_what, { removed }, at) {
    const missing: string[] = [];
    for (const file of removed) {
      const kind = await at.files.kind(file);
      if (!kind.ok || kind.value !== 'nothing') missing.push(`${file} is still there`);
    }
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  async inspect(what, at) {
    const seen = await look(what, at, false);
    if (!seen.ok) return seen.failure.code === nothingToClean().code ? 'done' : 'unknown';
    const noted = await readFile(await noteOf(what, at), 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    // It is written before the first file goes: the same ones are all still there, or some are gone by now.
    return noted === undefined || noted === JSON.stringify(seen.value.files) ? 'not-started' : 'unknown';
  },
});

/** Where what is about to be removed is written down for as long as that takes. */
async function noteOf(what: Input, at: Workplace): Promise<string> {
  const folder = join(await at.scratch('git'), 'cleaning');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return join(folder, `${digestOf({ folder: at.folder, what })}.json`);
}

const toldMax = 1000;

interface Seen extends Ready {
  /** Relative to the workspace folder. */
  readonly files: readonly string[];
  readonly skipped: readonly string[];
  readonly kept: Kept;
}

async function look(what: Input, at: Workplace, store: boolean): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, { files: true });
  if (!ready.ok) return ready;
  const { repo } = ready.value;
  const targets = await inRepository(repo, at, what.paths.length > 0 ? what.paths : [what.directory]);
  if (!targets.ok) return targets;
  const found = new Set<string>();
  for (const rules of [['--exclude-standard'], ...(what.ignored ? [['--ignored', '--exclude-standard']] : [])]) {
    const listed = await others(repo, rules, targets.value);
    if (!listed.ok) return listed;
    for (const one of listed.value) found.add(inWorkspace(repo, at, one));
  }
  // Git names a repository inside this one as a folder, and so does it stay.
  const skipped = [...found].filter((one) => one.endsWith('/'));
  const files = [...found].filter((one) => !one.endsWith('/')).sort();
  if (files.length === 0) return failed(nothingToClean());
  const kept = await keepFiles(at, files, store);
  return kept.ok ? ok({ ...ready.value, files, skipped, kept: kept.value }) : kept;
}

async function others(repo: Repository, rules: readonly string[], targets: readonly string[]): Promise<Outcome<readonly string[]>> {
  const listed = succeeded(
    'ls-files',
    await repo.run(['ls-files', '--others', '-z', ...rules, '--', ...targets], { timeoutMs: 120_000, outputBytesMax: 64 * 1024 * 1024 }),
  );
  return listed.ok ? ok(fields(listed.value)) : listed;
}

/** Files that may be run, which what is kept of them does not say. */
async function runnable(files: readonly string[], at: Workplace): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of files) {
    const place = await at.files.locate(file);
    if (place.ok && ((await lstat(place.value).catch(() => undefined))?.mode ?? 0) & 0o111) found.push(file);
  }
  return found;
}

function undoOf(kept: Kept, removed?: readonly string[]): Undo {
  if (kept.impossible !== undefined) return { impossible: kept.impossible };
  const files = [...kept.hashes].filter(([file]) => removed === undefined || removed.includes(file)).map(([file, to]) => ({ path: file, to, expect: null }));
  return files.length === 0 ? 'nothing-changed' : { steps: [{ tool: 'files.restore', input: { files, folders: [] } }] };
}

/** The folders they are in, the deepest first; none above where it began. */
function foldersAbove(files: readonly string[], top: string): readonly string[] {
  const folders = new Set<string>();
  for (const file of files) {
    const parts = file.split('/').slice(0, -1);
    for (let n = parts.length; n > 0; n--) folders.add(parts.slice(0, n).join('/'));
  }
  return [...folders].filter((folder) => folder !== top).sort((a, b) => b.split('/').length - a.split('/').length || a.localeCompare(b));
}
