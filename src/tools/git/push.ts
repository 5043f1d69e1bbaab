import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { count, duration } from '../../base/say.ts';
import { type Failure, failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { branchUnknown, detachedHead, gitTimedOut, hookRefused, noCommitYet } from '../../domain/failure/git.ts';
import { leaseLost, pushBehind, pushRefused } from '../../domain/failure/git-remote.ts';
import { type Observation, tool, type Undo } from '../../domain/tool.ts';
import type { Finished, Workplace } from '../../domain/workplace.ts';
import { previewRefs, pushRefs, refsAreThere } from './push-refs.ts';
import { nearestBranch, readRef, short } from './repository/head.ts';
import { branchName, directory, remoteName, timeoutSeconds, withoutCredentials } from './repository/names.ts';
import { looksProtected, type Ready, readyFor } from './repository/ready.ts';
import { branchImpact, explainRemote, followedRef, pushRemoteFor, type Remote, remoteTarget } from './repository/remotes.ts';
import { hooksOf } from './repository/repository.ts';
import { leakImpact, leaksIn, leaksTold, leakWords } from './repository/secrets.ts';

const input = z
  .strictObject({
    directory,
    branch: branchName.optional().describe('Default: the current one.'),
    remote: remoteName.optional().describe('Default: the one the branch follows, else origin.'),
    to: branchName.optional().describe('Its name there; default: the one it follows, else the same.'),
    setUpstream: z.boolean().default(false).describe('Follow it from here on.'),
    force: z
      .boolean()
      .default(false)
      .describe('Replace what is there, if it is still what was last seen from here (--force-with-lease with that very commit).'),
    tag: branchName.optional().describe('This tag instead of a branch.'),
    tags: z.boolean().default(false).describe('All tags that the remote does not have, instead of a branch.'),
    delete: z.boolean().default(false).describe('Delete `branch` or `tag` on the remote; here it stays.'),
    timeoutSeconds,
  })
  .refine((v) => !v.delete || v.branch !== undefined || v.tag !== undefined, { path: ['branch'], message: 'name the branch or tag to delete there' })
  .refine((v) => !(v.delete && v.tags), { path: ['tags'], message: 'only one is deleted at a time' })
  .refine((v) => v.tag === undefined || !v.tags, { path: ['tag'], message: 'one tag or all of them' });
export type PushInput = z.output<typeof input>;
type Input = PushInput;

export const pushed = z.object({
  remote: z.string(),
  branch: z.string(),
  before: z.string().optional().describe('What the remote had; absent: nothing.'),
  commit: z.string(),
  result: z.enum(['up-to-date', 'created', 'updated', 'forced', 'deleted']),
  tags: z.array(z.string()).readonly().optional().describe('Tags that were sent or deleted.'),
});

export const push = tool({
  name: 'git.push',
  effect: 'destroy',
  effectOf: (what) => (what.force || what.delete ? 'destroy' : 'change'),
  summary: 'Send a branch’s commits or tags to a remote, or delete a branch or tag there.',
  input,
  output: pushed,
  commands: [
    'git push {remote?} {branch?} -f|--force|--force-with-lease{force:true}',
    'git push --tags{tags:true} {remote?}',
    'git push {remote} -d|--delete{delete:true} {branch} {delete:true}',
    'git push {remote} tag {tag}',
  ],
  says: [
    'git push',
    'push my commits',
    'push this branch to origin',
    'publish the branch feature/login',
    'push and set the upstream',
    'force push this branch',
    'push my commits to origin',
    'send the branch to the remote',
    'push feature/x and set its upstream',
    'upload my commits',
    'push to origin',
    'push it upstream',
    'send my commits to the remote',
    'publish this branch',
    'push main to origin',
    'publish fix/a',
    'get my commits to the server',
    'upload the commits to origin',
    'the branch should be on the remote',
    'send it up',
    'push fix/a and track it',
    'send my work to the server',
    'get my commits to the remote',
    'get my commits onto origin',
    'get my branch up to origin',
    'bring my commits to the server',
    'share my commits',
    'share my branch with the team',
    'let the others have my commits',
    'make my commits available on the remote',
    'deliver my commits to origin',
    'push the commits i made',
    'publish fix/a for the first time',
    'publish fix/a to origin',
    'push and track the branch on origin',
    'push up my changes',
    'push main',
    'push what i have',
    'push this up',
    'push fix/a to the remote backup',
    'push develop as develop-copy on origin',
    'upload my branch',
    'transfer my commits to upstream',
    'my commits should go to origin',
    'put my branch on the server',
    'force push fix/a',
    'overwrite the remote branch fix/a with mine',
    'ship my commits',
    'ship this branch to origin',
    'propagate this branch to origin',
    'make the remote have my commits',
    'put fix/a on the remote',
    'transfer this branch to origin',
    'push fix/a and remember its upstream',
    'push the tag v1.2.0',
    'push tag v1.0 to origin',
    'publish the tag v2.0.0',
    'send the tag v1.4 to the remote',
    'push all tags',
    'push my tags to origin',
    'git push --tags',
    'git push origin --delete fix/a',
    'delete the remote branch fix/a',
    'delete branch fix/a on origin',
    'remove the branch fix/a from the remote',
    'delete fix/a from the server',
    'the branch fix/a on origin can go',
    'delete the tag v0.1 on the remote',
    'remove tag v0.1 from origin',
    'The tag v0.9-broken must disappear from upstream.',
    'Please upload the commits of main to the remote named mirror.',
    'git push -u origin feature/coupons',
    'my local branch is called test2 but on origin it should be named feature/late-fees, and the pre-push checks need about 300 seconds',
    'i rebased so you have to force push fix/login-loop',
    'the 1.14.2 tag never made it to github, push just that one',
    'Requesting removal of remote branch spike/graphql from origin.',
    'delete the branch old-dashboard on the remote, nobody uses it since spring',
    'push the terraform repo (infra/live), wait 10 minutes = 600 seconds if need be because the hooks run plan',
    'my branch jobs-retry has no upstream yet, push it up and set one',
    'push all my tags up',
    'push local branch hotfix to release/4.2 over on origin',
  ],
  examples: [{ title: 'Publish a new branch', input: { branch: 'feature/login', setUpstream: true } }],
  guessMs: 3000,

  async preview(what, at) {
    if (isOfRefs(what)) return previewRefs(what, at);
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, branch, to, remote, commit, known, ahead, behind } = seen.value;
    const there = `${remote.name}/${to}`;
    const running = await hooksOf(repo, ['pre-push']);
    const { leaks, isWhole } = known === commit ? { leaks: [], isWhole: true } : await leaksIn(repo, at, commit, remote.name, known);
    return ok({
      digest: digestOf({ what, branch, to, remote, commit, known }),
      summary:
        known === commit
          ? `Nothing to push: ${there} was at ${short(commit)} when last seen`
          : what.force
            ? `Replace ${there} by ${branch} (${count(ahead, 'commit')} in, ${behind} out)`
            : known === undefined
              ? `Push ${branch} to ${there}, a new branch there`
              : `Push ${count(ahead, 'commit')} to ${there}`,
      files: [],
      undo: undoOf(what, seen.value),
      warnings: [
        'taking it back is another push, which the remote may refuse; whoever fetched in between has the commits',
        ...(looksProtected(to) ? [`${to} is usually changed through a pull request`] : []),
        ...(what.force && behind > 0 ? [`${count(behind, 'commit')} on ${there} will no longer be on it`] : []),
        ...(what.force && known === undefined ? [`${there} was never seen from here; the push is refused if it is there`] : []),
        ...(!what.force && behind > 0 ? [`${there} has ${count(behind, 'commit')} that are not here; it will refuse`] : []),
        ...(running.length > 0 ? [`hooks of the repository will run: ${running.join(', ')}`] : []),
        ...leaks.slice(0, leaksTold).map((leak) => `${leakWords(leak)} holds what looks like ${leak.what}`),
        ...(leaks.length > leaksTold ? [`${leaks.length - leaksTold} more lines look like secrets`] : []),
        ...(isWhole ? [] : ['not all of what it would send could be searched for secrets']),
      ],
      target: remoteTarget(remote, to),
      ...(known === commit
        ? {}
        : {
            impacts: [
              ...leaks
                .filter((leak) => leak.isCertain)
                .slice(0, leaksTold)
                .map(leakImpact),
              branchImpact(to, known === undefined ? 'create' : 'update', what.force && behind > 0 ? ['force-push', 'rewrites-history'] : []),
            ],
          }),
    });
  },

  async run(what, at): Promise<Observation<z.output<typeof pushed>>> {
    if (isOfRefs(what)) return pushRefs(what, at);
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, branch, to, remote, commit, known } = seen.value;
    const args = [
      'push',
      '--porcelain',
      '--no-follow-tags',
      '--recurse-submodules=no',
      ...(what.setUpstream ? ['--set-upstream'] : []),
      ...(what.force ? [`--force-with-lease=refs/heads/${to}:${known ?? ''}`] : []),
      '--end-of-options',
      remote.name,
      `refs/heads/${branch}:refs/heads/${to}`,
    ];
    const timeoutMs = what.timeoutSeconds * 1000;
    at.progress(`Pushing ${branch} to ${remote.name}`);
    const done = await repo.run(args, { writes: true, timeoutMs });
    if (!done.ok) {
      if (done.failure.code !== 'program/timeout') return done;
      return { ok: false, failure: { ...gitTimedOut('push', duration(timeoutMs), await hooksOf(repo, ['pre-push'])) }, undo: undoOf(what, seen.value) };
    }
    const told = reported(done.value.stdout);
    if (done.value.code !== 0 || told === undefined || told.flag === '!') return failed(await explainPush(seen.value, told, done.value));
    const result = told.flag === '=' ? 'up-to-date' : told.flag === '*' ? 'created' : told.flag === '+' ? 'forced' : 'updated';
    const there = `${remote.name}/${to}`;
    // What the remote itself says it had: what was last seen from here may be older.
    const had = told.before === undefined ? ok(known) : await readRef(repo, `${told.before}^{commit}`);
    const before = result === 'created' ? undefined : had.ok ? (had.value ?? known) : known;
    return {
      ok: true,
      output: { remote: remote.name, branch: to, before, commit, result },
      summary:
        result === 'up-to-date'
          ? `${there} has ${short(commit)} already.`
          : `${there} is at ${short(commit)}${before === undefined ? ', a new branch there' : `, before: ${short(before)}`}.`,
      undo: result === 'up-to-date' ? 'nothing-changed' : undoOf(what, { ...seen.value, known: before }),
    };
  },

  /** Asks the remote itself. */
  async verify(what, { remote, branch, commit }, at) {
    if (isOfRefs(what)) {
      const there = await refsAreThere(what, at);
      return there.ok && there.value ? { met: true } : { met: false, missing: [there.ok ? `${remote} has it otherwise` : there.failure.message] };
    }
    const ready = await readyFor(what.directory, at, {});
    if (!ready.ok) return { met: false, missing: [ready.failure.message] };
    const asked = await ready.value.repo.run(['ls-remote', '--end-of-options', remote, `refs/heads/${branch}`], { timeoutMs: 60_000 });
    const there = asked.ok ? asked.value.stdout.split('\t')[0] : undefined;
    return there === commit ? { met: true } : { met: false, missing: [`${remote}/${branch} is not at ${short(commit)}`] };
  },

  async inspect(what, at) {
    if (isOfRefs(what)) {
      const there = await refsAreThere(what, at);
      return there.ok ? (there.value ? 'done' : 'not-started') : 'unknown';
    }
    const seen = await look(what, at);
    if (!seen.ok) return 'unknown';
    const asked = await seen.value.repo.run(['ls-remote', '--end-of-options', seen.value.remote.name, `refs/heads/${seen.value.to}`], { timeoutMs: 60_000 });
    if (!asked.ok || asked.value.code !== 0) return 'unknown';
    return asked.value.stdout.split('\t')[0] === seen.value.commit ? 'done' : 'not-started';
  },
});

/** Tags, or something that goes on the remote, and not what a branch holds. */
const isOfRefs = (what: Input): boolean => what.delete || what.tags || what.tag !== undefined;

interface Seen extends Ready {
  readonly branch: string;
  readonly to: string;
  readonly remote: Remote;
  readonly commit: string;
  /** The remote's branch when it was last seen from here. */
  readonly known: string | undefined;
  /** Commits that go there, and that are there only. */
  readonly ahead: number;
  readonly behind: number;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const ready = await readyFor(what.directory, at, {});
  if (!ready.ok) return ready;
  const { repo, head } = ready.value;
  const branch = what.branch ?? head.branch;
  if (branch === undefined) return failed(detachedHead('there is no branch to push'));
  const commit = await readRef(repo, `refs/heads/${branch}`);
  if (!commit.ok) return commit;
  if (commit.value === undefined)
    return failed(branch === head.branch ? noCommitYet('there is nothing to push') : branchUnknown(branch, await nearestBranch(repo, branch)));
  const remote = await pushRemoteFor(repo, what.remote, branch);
  if (!remote.ok) return remote;
  const followed = what.remote === undefined ? await followedRef(repo, branch) : undefined;
  const to = what.to ?? followed?.replace('refs/heads/', '') ?? branch;
  const known = await readRef(repo, `refs/remotes/${remote.value.name}/${to}`);
  if (!known.ok) return known;
  const between = await repo.run(
    known.value === undefined ? ['rev-list', '--count', commit.value] : ['rev-list', '--left-right', '--count', `${commit.value}...${known.value}`],
  );
  if (!between.ok) return between;
  const [ahead = 0, behind = 0] = between.value.stdout.trim().split('\t').map(Number);
  return ok({ ...ready.value, branch, to, remote: remote.value, commit: commit.value, known: known.value, ahead, behind });
}

interface Reported {
  readonly flag: string;
  readonly before: string | undefined;
  readonly reason: string;
}

/** Reads `git push --porcelain`: `<flag>\t<from>:<to>\t<summary> (<reason>)`. */
function reported(stdout: string): Reported | undefined {
  const [, flag = '', summary = ''] = /^([ +\-*!=])\t[^\t]*\t(.*)$/m.exec(stdout) ?? [];
  if (flag === '') return undefined;
  return { flag, before: /^([0-9a-f]{7,64})\.{2,3}/.exec(summary)?.[1], reason: /\((.*)\)\s*$/.exec(summary)?.[1] ?? summary };
}

async function explainPush({ repo, to, remote }: Seen, told: Reported | undefined, done: Finished): Promise<Failure> {
  const where = `${remote.name} (${remote.address})`;
  const said = withoutCredentials(`${done.stderr}\n${done.stdout}`).slice(-4000);
  if (told?.flag === '!') {
    if (/stale info/.test(told.reason)) return leaseLost(to, where);
    if (/non-fast-forward|fetch first|needs force/.test(told.reason)) return pushBehind(to, where);
    const fromServer = [...said.matchAll(/^remote: (.*\S)\s*$/gm)].map((m) => m[1]).join(' ');
    return pushRefused(to, where, fromServer || told.reason, said);
  }
  const running = await hooksOf(repo, ['pre-push']);
  if (running.length > 0 && !/^fatal: /m.test(done.stderr)) return hookRefused('push', said.replaceAll(/^error: failed to push some refs.*$/gm, ''));
  return explainRemote('push', where, done);
}

/** Another push, that holds only while nobody else pushed in between. */
const undoOf = (what: Input, { remote, to, commit, known }: Seen): Undo =>
  known === commit
    ? 'nothing-changed'
    : { steps: [{ tool: 'git.pushBack', input: { directory: what.directory, remote: remote.name, branch: to, to: known ?? null, expect: commit } }] };
