import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count, duration } from '../../base/say.ts';
import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { cannotFastForward, detachedHead, gitTimedOut, mergeConflicts, wouldOverwrite } from '../../domain/failure/git.ts';
import { noUpstream } from '../../domain/failure/git-remote.ts';
import { type Observation, tool } from '../../domain/tool.ts';
import type { Finished, Workplace } from '../../domain/workplace.ts';
import { conflictProblems, type FileConflict, openConflicts, predictMerge } from './repository/conflicts.ts';
import { headAfterCutOff } from './repository/cut-off.ts';
import { ended, explain } from './repository/explain.ts';
import { headOf, readRef, short } from './repository/head.ts';
import { branchName, directory, remoteName, timeoutSeconds } from './repository/names.ts';
import { parseStatus } from './repository/parse-status.ts';
import { watchFiles } from './repository/put-back.ts';
import { commonWarnings, type Ready, readyFor, requireIdentity } from './repository/ready.ts';
import { explainRemote, followedRef, type Remote, remoteFor } from './repository/remotes.ts';
import { inWorkspace, operationOf } from './repository/repository.ts';
import { backTo } from './repository/switching.ts';

const input = z.strictObject({
  directory,
  remote: remoteName.optional().describe('Default: the one the branch follows.'),
  branch: branchName.optional().describe('Its branch; default: the one the current branch follows.'),
  how: z.enum(['ff-only', 'merge', 'rebase']).default('ff-only').describe('When both sides have new commits: refuse, merge, or put yours on top of theirs.'),
  prune: z.boolean().default(false).describe('Forget branches that the remote has no more.'),
  timeoutSeconds,
});
type Input = z.output<typeof input>;

const output = z.object({
  result: z.enum(['up-to-date', 'fast-forward', 'merged', 'rebased']),
  before: z.string().optional(),
  commit: z.string().optional(),
  fetched: z.string(),
  commits: z.number(),
});
type Output = z.output<typeof output>;

const hooks = ['pre-merge-commit', 'prepare-commit-msg', 'commit-msg', 'post-merge', 'pre-rebase', 'post-rewrite', 'reference-transaction'];

/** Fetches and joins; when the two can't be joined, everything but the fetched copy of the remote's branches is as it was. */
export const pull = tool({
  name: 'git.pull',
  effect: 'write',
  summary: 'Fetch the current branch from its remote and bring it up to date here.',
  input,
  output,
  commands: ['git pull {remote?} {branch?} -r|--rebase{how:rebase} --ff-only{how:ff-only} --no-rebase{how:merge}'],
  says: [
    'git pull',
    'get the latest changes',
    'update main from origin',
    'pull with rebase',
    'bring my branch up to date with the remote',
    'get the latest from origin',
    'update my branch',
    'pull main from origin with rebase',
    'bring main up to date',
    'sync my branch with the remote',
    'fetch the newest commits',
    'get the newest version of main',
    'update my local copy',
    'bring this branch up to date',
    'get what the others pushed',
    'latest from the remote',
    'bring me up to date with origin',
    'fetch and fast-forward',
    'synchronise with the remote',
    'get the newest code',
    'grab the newest changes',
    'grab the latest code from the remote',
    'fetch and merge what is new',
    'fetch the latest changes',
    'download the new commits',
    'pull what the others pushed',
    'what the others pushed, get it here',
    'refresh my branch',
    'refresh my local copy',
    'update my checkout',
    'update this branch from origin',
    'update develop from the remote',
    'bring my branch up to date',
    'synchronise with origin',
    'rebase on the latest from the remote',
    'rebase my work on what is new on the remote',
    'pull with a merge',
    'pull and clean up branches that are gone',
    'pull and forget deleted remote branches',
    'pull from origin/develop',
    'i am behind, get me up to date',
    'catch up with origin',
    'take over the latest changes from upstream',
    'only pull if it is a fast-forward',
    'bring in whatever is new on the server',
    'bring in the new commits from origin',
    "get my colleagues' commits",
    "get the others' commits",
    'take in what is new upstream',
    'i want what is new on origin',
    'load the newest commits',
    'take the newest from the server',
    'fetch the newest state from the server into my branch',
    'i want latest changes of release/5.1 from remote origin into what i have checked out',
    'can you fetch and merge the remote changes into my branch here (a real merge, not rebase)',
    'Dana merged her fix into main half an hour ago and my pipeline needs it, so bring main from origin down here, rebasing what I have',
    'bring services/orders up to date, rebase my commits on top',
    "I'm behind by like 40 commits, catch me up, but fast forward only please",
    'update this checkout from the mirror remote',
  ],
  examples: [{ title: 'Bring the current branch up to date', input: {} }],
  guessMs: 3000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { head, remote, ref, known, behind, ahead } = seen.value;
    const from = `${remote.name}/${ref.replace('refs/heads/', '')}`;
    return ok({
      digest: digestOf({ what, head, remote, ref, known }),
      summary: `Pull ${from} into ${head.branch}`,
      files: [],
      undo: {
        steps: [
          {
            tool: 'git.restoreHead',
            input: { directory: what.directory, to: { branch: head.branch ?? null, commit: head.commit ?? null }, expect: { branch: head.branch ?? null } },
          },
        ],
      },
      warnings: [
        ...(await commonWarnings(seen.value, at, hooks)),
        `what comes is known only once it is fetched${known === undefined ? '' : `; when last fetched it was ${count(behind, 'commit')} ahead of here`}`,
        ...(ahead > 0 && what.how === 'rebase' ? [`${count(ahead, 'commit')} of yours will be made anew on top of it`] : []),
      ],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, remote, ref } = seen.value;
    at.progress(`Fetching ${remote.name}`);
    const timeoutMs = what.timeoutSeconds * 1000;
    const fetched = await repo.run(['fetch', '--quiet', '--no-recurse-submodules', ...(what.prune ? ['--prune'] : []), remote.name, ref], {
      writes: true,
      timeoutMs,
    });
    if (!fetched.ok) return fetched.failure.code === 'program/timeout' ? failed(gitTimedOut('fetch', duration(timeoutMs), [])) : fetched;
    if (fetched.value.code !== 0) return failed(explainRemote('fetch', `${remote.name} (${remote.address})`, fetched.value));
    const theirs = await readRef(repo, 'FETCH_HEAD');
    if (!theirs.ok) return theirs;
    return join(what, at, seen.value, theirs.value ?? '');
  },

  async verify(what, seen, at) {
    const ready = await readyFor(what.directory, at, {});
    if (!ready.ok) return { met: false, missing: [ready.failure.message] };
    const has = await ready.value.repo.run(['merge-base', '--is-ancestor', seen.fetched, 'HEAD']);
    return has.ok && has.value.code === 0 ? { met: true } : { met: false, missing: [`${short(seen.fetched)} is not in ${ready.value.head.branch ?? 'HEAD'}`] };
  },

  async inspect(what, at, begun) {
    const ready = await readyFor(what.directory, at, {});
    const fetched = ready.ok ? await readRef(ready.value.repo, 'FETCH_HEAD') : ready;
    // Where nothing was ever fetched, nothing can have come in.
    return fetched.ok ? headAfterCutOff(what.directory, at, begun, fetched.value ?? 'HEAD') : 'unknown';
  },
});

interface Seen extends Ready {
  readonly remote: Remote;
  /** On the remote. */
  readonly ref: string;
  /** The remote's branch as last fetched. */
  readonly known: string | undefined;
  readonly behind: number;
  readonly ahead: number;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, { files: true, quietFor: 'nothing can be pulled' });
  if (!ready.ok) return ready;
  const { repo, head } = ready.value;
  if (head.branch === undefined) return failed(detachedHead('there is nothing to pull into'));
  const remote = await remoteFor(repo, what.remote, head.branch);
  if (!remote.ok) return remote;
  const ref = what.branch === undefined ? await followedRef(repo, head.branch) : `refs/heads/${what.branch}`;
  if (ref === undefined) return failed(noUpstream(head.branch));
  const known = await readRef(repo, `refs/remotes/${remote.value.name}/${ref.replace('refs/heads/', '')}`);
  if (!known.ok) return known;
  const between =
    known.value === undefined || head.commit === undefined
      ? undefined
      : await repo.run(['rev-list', '--left-right', '--count', `${head.commit}...${known.value}`]);
  const [ahead = 0, behind = 0] = between?.ok ? between.value.stdout.trim().split('\t').map(Number) : [];
  return ok({ ...ready.value, remote: remote.value, ref, known: known.value, ahead, behind });
}

/** Joins what was fetched with what is here. */
async function join(what: Input, at: Workplace, seen: Seen, theirs: string): Promise<Observation<Output>> {
  const { repo, head } = seen;
  const counted = await repo.run([
    'rev-list',
    '--left-right',
    '--count',
    ...(head.commit === undefined ? [`^${theirs}`, theirs] : [`${head.commit}...${theirs}`]),
  ]);
  if (!counted.ok) return counted;
  const [ahead = 0, came = 0] = head.commit === undefined ? [0, 1] : counted.value.stdout.trim().split('\t').map(Number);
  const output = { before: head.commit, commit: head.commit, fetched: theirs, commits: came };
  if (came === 0)
    return {
      ok: true,
      output: { ...output, result: 'up-to-date' },
      summary: `${head.branch} has everything that ${seen.remote.name} has.`,
      undo: 'nothing-changed',
    };
  const diverged = ahead > 0;
  const name = `${seen.remote.name}/${seen.ref.replace('refs/heads/', '')}`;
  if (diverged && what.how === 'ff-only') return failed(cannotFastForward(`Pulling ${name}`));
  if (diverged) {
    const refused = await beforeJoining(what, at, seen, theirs, name);
    if (refused !== undefined) return refused;
  }
  const args = !diverged
    ? ['merge', '--ff-only', '--no-stat', theirs]
    : what.how === 'rebase'
      ? ['rebase', '--quiet', theirs]
      : ['merge', '--no-edit', '--no-stat', `--message=Merge branch '${name}'`, theirs];
  const timeoutMs = what.timeoutSeconds * 1000;
  const watched = await watchFiles(repo, at, head.commit === undefined ? [] : [[`${head.commit}...${theirs}`]], {
    saving: diverged && what.how === 'merge',
  });
  if (!watched.ok) return watched;
  const done = await ended(
    repo,
    'pull',
    await repo.run(args, { writes: true, timeoutMs, onLine: (line) => at.progress(line.slice(0, 200)) }),
    hooks,
    timeoutMs,
  );
  const operation = await operationOf(repo);
  if (operation === 'merge' || operation === 'rebase') return giveUp(at, seen, operation, name, done);
  const now = await headOf(repo);
  if (!now.ok) return now;
  if (now.value.commit === head.commit) return done.ok ? failed(await watched.value(await explain(repo, 'pull', done.value, hooks))) : done;
  return {
    ok: true,
    output: { ...output, commit: now.value.commit, result: !diverged ? 'fast-forward' : what.how === 'rebase' ? 'rebased' : 'merged' },
    summary: `Pulled ${count(came, 'commit')} from ${name}: ${head.branch} is at ${short(now.value.commit ?? '')}.`,
    undo: backTo(what.directory, head, now.value),
  };
}

/** Reasons that are known before git is asked to join two lines of work. */
async function beforeJoining(what: Input, at: Workplace, { repo, head }: Seen, theirs: string, name: string): Promise<Observation<Output> | undefined> {
  const anonymous = await requireIdentity(repo);
  if (anonymous !== undefined) return failed(anonymous);
  if (what.how === 'merge') {
    const conflicts = await predictMerge(repo, at, head.commit ?? '', theirs);
    if (!conflicts.ok) return conflicts;
    return (conflicts.value?.length ?? 0) > 0 ? refuse(name, conflicts.value ?? []) : undefined;
  }
  const asked = await repo.run(['status', '--porcelain=v2', '-z', '--untracked-files=no', '--no-renames']);
  if (!asked.ok) return asked;
  const dirty = parseStatus(asked.value.stdout).changed.map((e) => inWorkspace(repo, at, e.path));
  return dirty.length > 0 ? failed(wouldOverwrite('Rebasing', dirty)) : undefined;
}

async function giveUp(at: Workplace, { repo }: Seen, operation: 'merge' | 'rebase', name: string, done: Outcome<Finished>): Promise<Observation<Output>> {
  const conflicts = await openConflicts(repo, at);
  const given = await repo.run([operation, '--abort'], { writes: true });
  if (!given.ok) return given;
  if (given.value.code !== 0) return failed(await explain(repo, `${operation} --abort`, given.value));
  if (conflicts.ok && conflicts.value.length > 0) return refuse(name, conflicts.value);
  return done.ok ? failed(await explain(repo, 'pull', done.value, hooks)) : done;
}

const refuse = (name: string, conflicts: readonly FileConflict[]) => failed(mergeConflicts(`Pulling ${name}`, conflictProblems(conflicts)));
