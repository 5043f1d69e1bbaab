import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { count } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { gitFailed, isMerge, noCommitYet, nothingLeftToDo, replayConflicts, stagedGoesAlong } from '../../../domain/failure/git.ts';
import type { Observation, Preview, Undo, Verdict } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { changedFiles, emptyTree } from './changes.ts';
import { conflictProblems } from './conflicts.ts';
import { ended, explain } from './explain.ts';
import { fields } from './git.ts';
import { headOf, inWords, resolveCommit, short } from './head.ts';
import { directory, revision, shown, timeoutSeconds } from './names.ts';
import { watchFiles } from './put-back.ts';
import { commonWarnings, looksProtected, type Ready, readyFor, requireIdentity } from './ready.ts';
import { predictReplay, type Replayed, type Step, treeOf } from './replay.ts';
import { inWorkspace, operationOf } from './repository.ts';
import { backTo } from './switching.ts';

/** Doing commits again on top of what is checked out, or undoing them by new ones: all of them or none. */
export interface Way {
  readonly command: 'cherry-pick' | 'revert';
  /** "Pick", "Revert"; "Picked", "Reverted". */
  readonly words: readonly [string, string];
  /** "Picking", for failures. */
  readonly doing: string;
}

export const pickInput = {
  directory,
  after: revision.optional().describe('With one commit: this and all that came after it, up to that commit; itself left out.'),
  mainline: z.number().int().min(1).max(8).optional().describe('Of a merge: the parent that it is compared with; 1 is the branch it was merged into.'),
  timeoutSeconds,
};

export interface Pick {
  readonly directory: string;
  readonly commits: readonly string[];
  readonly after?: string | undefined;
  readonly mainline?: number | undefined;
  readonly timeoutSeconds: number;
}

export const pickOutput = z.object({
  branch: z.string().optional(),
  before: z.string(),
  commit: z.string(),
  made: z.array(z.object({ of: z.string(), subject: z.string() })).readonly(),
});
type Output = z.output<typeof pickOutput>;

const hooks = ['prepare-commit-msg', 'commit-msg', 'post-commit'];

export async function previewPick(way: Way, what: Pick, at: Workplace): Promise<Outcome<Preview>> {
  const seen = await look(way, what, at);
  if (!seen.ok) return seen;
  const { head, before, steps, replayed } = seen.value;
  return ok({
    digest: digestOf({ what, head, steps }),
    summary: `${way.words[0]} ${about(steps)} ${way.command === 'revert' ? 'by new commits on' : 'onto'} ${inWords(head)}`,
    files: replayed.files,
    undo: {
      steps: [
        {
          tool: 'git.restoreHead',
          input: { directory: what.directory, to: { branch: head.branch ?? null, commit: before }, expect: { branch: head.branch ?? null } },
        },
      ],
    },
    warnings: [
      ...(await commonWarnings(seen.value, at, hooks)),
      ...(head.branch !== undefined && looksProtected(head.branch) ? [`${head.branch} is usually changed through a pull request`] : []),
      ...replayed.empty.map((step) => `${short(step.commit)} (${shown(step.subject)}) is left out: it would change nothing here`),
    ],
  });
}

export async function runPick(way: Way, what: Pick, at: Workplace): Promise<Observation<Output>> {
  const seen = await look(way, what, at);
  if (!seen.ok) return seen;
  const { repo, head, before, steps, replayed } = seen.value;
  const wanted = steps.filter((step) => !replayed.empty.includes(step));
  const merges = new Set(seen.value.merges);
  const timeoutMs = what.timeoutSeconds * 1000;
  const watched = await watchFiles(
    repo,
    at,
    steps.map(({ from, to }) => [from, to]),
  );
  if (!watched.ok) return watched;
  // A merge takes an option that other commits refuse: neighbours of one kind go together.
  for (const group of groupsOf(wanted, (step) => merges.has(step.commit))) {
    const isMerged = merges.has(group[0]?.commit ?? '');
    const args = [way.command, ...(way.command === 'revert' ? ['--no-edit'] : []), ...(isMerged ? [`--mainline=${what.mainline ?? 1}`] : [])];
    const done = await ended(
      repo,
      way.command,
      await repo.run([...args, ...group.map((step) => step.commit)], { writes: true, timeoutMs, onLine: (line) => at.progress(shown(line).slice(0, 200)) }),
      hooks,
      timeoutMs,
    );
    if (done.ok && done.value.code === 0) continue;
    const why = done.ok ? await explain(repo, way.command, done.value, hooks) : done.failure;
    const now = await headOf(repo);
    // With some of them made, going back is git's own.
    const failure = now.ok && now.value.commit === before ? await watched.value(why) : why;
    const back = await goBack(way, what, seen.value);
    return back === 'nothing-changed' ? failed(failure) : { ok: false, failure, undo: back };
  }
  const now = await headOf(repo);
  if (!now.ok) return now;
  return {
    ok: true,
    output: { branch: head.branch, before, commit: now.value.commit ?? before, made: wanted.map((step) => ({ of: step.commit, subject: step.subject })) },
    summary: `${way.words[1]} ${about(wanted)}: ${inWords(head)} is at ${short(now.value.commit ?? '')}.`,
    undo: backTo(what.directory, head, now.value),
  };
}

export async function verifyPick(what: Pick, seen: Output, at: Workplace): Promise<Verdict> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return { met: false, missing: [ready.failure.message] };
  const { repo, head } = ready.value;
  if (head.commit !== seen.commit) return { met: false, missing: [`${inWords(head)} is at ${short(head.commit ?? 'nothing')}, not at ${short(seen.commit)}`] };
  const counted = await repo.run(['rev-list', '--count', `${seen.before}..${seen.commit}`]);
  return counted.ok && Number(counted.value.stdout) === seen.made.length
    ? { met: true }
    : { met: false, missing: [`${count(seen.made.length, 'commit')} should be new`] };
}

/** After a crash: what is there already would change nothing once more. One that stopped half-way, or has some of it, is nobody's to guess. */
export async function inspectPick(way: Way, what: Pick, at: Workplace): Promise<'done' | 'not-started' | 'unknown'> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return 'unknown';
  const { repo, head } = ready.value;
  // A name that goes along with the branch means another commit once there is a new one.
  const moves = [...what.commits, what.after ?? ''].some((name) => /^(?:HEAD|@)(?![\w/-])/.test(name) || name.split(/[~^@]/)[0] === head.branch);
  if (moves) {
    const last = await repo.run(['reflog', '-1', '--format=%gs', 'HEAD', '--']);
    if (!last.ok || last.value.code !== 0 || last.value.stdout.startsWith(way.command)) return 'unknown';
  }
  const seen = await look(way, what, at);
  if (!seen.ok) return !moves && seen.failure.code === nothingLeftToDo('').code ? 'done' : 'unknown';
  return seen.value.replayed.empty.length === 0 ? 'not-started' : 'unknown';
}

/** Half of it stands: it is given up, and what was committed by then goes back too. */
async function goBack(way: Way, what: Pick, { repo, head }: Seen): Promise<Undo> {
  if ((await operationOf(repo)) === way.command) await repo.run([way.command, '--abort'], { writes: true });
  const now = await headOf(repo);
  return now.ok ? backTo(what.directory, head, now.value) : { impossible: 'git could not say what is checked out' };
}

interface Seen extends Ready {
  readonly before: string;
  readonly steps: readonly Step[];
  readonly merges: readonly string[];
  readonly replayed: Replayed;
}

async function look(way: Way, what: Pick, at: Workplace): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, { files: true, quietFor: `nothing can be ${way.words[1].toLowerCase()}` });
  if (!ready.ok) return ready;
  const { repo, head } = ready.value;
  if (head.commit === undefined) return failed(noCommitYet('there is nothing to do it on'));
  const anonymous = await requireIdentity(repo);
  if (anonymous !== undefined) return failed(anonymous);
  const staged = await changedFiles(repo, ['--cached', head.commit, '--']);
  if (!staged.ok) return staged;
  if (staged.value.length > 0)
    return failed(
      stagedGoesAlong(
        way.doing,
        staged.value.map((f) => inWorkspace(repo, at, f.path)),
      ),
    );
  const commits = await commitsOf(way, what, ready.value);
  if (!commits.ok) return commits;
  const steps: Step[] = [];
  const merges: string[] = [];
  for (const { commit, parents, subject } of commits.value) {
    if (parents.length > 1) merges.push(commit);
    if ((what.mainline ?? 1) > Math.max(parents.length, 1)) return failed(isMerge(short(commit), parents.length, what.mainline ?? 1));
    const parent = parents[(what.mainline ?? 1) - 1];
    const [older, newer] = [parent === undefined ? ok(await emptyTree(repo)) : await treeOf(repo, parent), await treeOf(repo, commit)];
    if (!older.ok) return older;
    if (!newer.ok) return newer;
    const [from, to] = way.command === 'revert' ? [newer.value, older.value] : [older.value, newer.value];
    steps.push({ commit, subject, from, to });
  }
  const replayed = await predictReplay(repo, at, way.doing, head.commit, steps);
  if (!replayed.ok) return replayed;
  const { stoppedAt, conflicts, empty } = replayed.value;
  if (stoppedAt !== undefined)
    return failed(replayConflicts(`${way.doing} ${short(stoppedAt.commit)} (${shown(stoppedAt.subject)})`, way.command, conflictProblems(conflicts)));
  if (empty.length === steps.length) return failed(nothingLeftToDo(`${way.doing} ${about(steps)}`));
  return ok({ ...ready.value, before: head.commit, steps, merges, replayed: replayed.value });
}

interface Found {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly subject: string;
}

/** In the order in which they are done: as they were made to pick them, the newest first to revert them. */
async function commitsOf(way: Way, what: Pick, { repo }: Ready): Promise<Outcome<readonly Found[]>> {
  const named: string[] = [];
  for (const name of [...what.commits, ...(what.after === undefined ? [] : [what.after])]) {
    const commit = await resolveCommit(repo, name);
    if (!commit.ok) return commit;
    named.push(commit.value);
  }
  const after = what.after === undefined ? undefined : named.pop();
  const which =
    after === undefined
      ? ['--no-walk=unsorted', ...named]
      : [`${after}..${named[0]}`, ...(way.command === 'cherry-pick' ? ['--reverse', '--no-merges'] : ['--no-merges'])];
  const listed = await repo.run(['log', '-z', '--format=%H%x00%P%x00%s', `--max-count=${commitsMax + 1}`, ...which, '--']);
  if (!listed.ok) return listed;
  if (listed.value.code !== 0) return failed(gitFailed('log', listed.value.code, listed.value.stderr));
  const parts = fields(listed.value.stdout);
  const found: Found[] = [];
  for (let i = 0; i + 2 < parts.length; i += 3)
    found.push({ commit: parts[i] ?? '', parents: (parts[i + 1] ?? '').split(' ').filter(Boolean), subject: parts[i + 2] ?? '' });
  if (found.length === 0) return failed(nothingLeftToDo(`${way.doing} what came after ${what.after ?? ''}`));
  if (found.length > commitsMax)
    return failed({
      ...nothingLeftToDo(way.doing),
      code: 'git/too-many-commits',
      message: `That is more than ${commitsMax} commits. Nothing was changed.`,
      fix: 'Do it in parts, or merge the branch.',
    });
  return ok(found);
}

const commitsMax = 200;

const about = (steps: readonly Step[]): string => {
  const [first] = steps;
  return first !== undefined && steps.length === 1 ? `${short(first.commit)} (${shown(first.subject)})` : count(steps.length, 'commit');
};

function groupsOf<T>(all: readonly T[], kind: (one: T) => boolean): readonly (readonly T[])[] {
  const groups: T[][] = [];
  for (const one of all) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && kind(last[0]) === kind(one)) last.push(one);
    else groups.push([one]);
  }
  return groups;
}
