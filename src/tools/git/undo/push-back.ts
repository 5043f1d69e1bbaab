import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { type Failure, failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { revisionUnknown } from '../../../domain/failure/git.ts';
import { leaseLost, pushRefused } from '../../../domain/failure/git-remote.ts';
import { tool } from '../../../domain/tool.ts';
import type { Finished, Workplace } from '../../../domain/workplace.ts';
import { readRef, short } from '../repository/head.ts';
import { branchName, directory, objectId, remoteName, withoutCredentials } from '../repository/names.ts';
import { branchImpact, explainRemote, pushRemoteFor, type Remote, remoteTarget } from '../repository/remotes.ts';
import { openRepository, type Repository } from '../repository/repository.ts';

const input = z.strictObject({
  directory,
  remote: remoteName,
  branch: branchName.describe('On the remote.'),
  kind: z.enum(['branch', 'tag']).default('branch').describe('What `branch` names.'),
  to: objectId.nullable().describe('Where it was; null: it was not there, and goes.'),
  expect: objectId.nullable().describe('Where the run left it; null: it was deleted. Anything else there stops this.'),
});
type Input = z.output<typeof input>;

/** The undo of a push, as far as a remote can be made to forget: refused unless its branch is still what was pushed. */
export const pushBack = tool({
  name: 'git.pushBack',
  effect: 'destroy',
  summary: 'Put a remote’s branch back to where it was before a push, if nobody pushed since.',
  input,
  output: z.object({ remote: z.string(), branch: z.string(), commit: z.string().nullable() }),
  says: [],
  guessMs: 3000,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const there = `${what.remote}/${what.branch}`;
    const operation = what.to === null ? 'delete' : what.expect === null ? 'create' : 'update';
    return ok({
      digest: digestOf({ what, remote: seen.value.remote }),
      summary:
        what.to === null
          ? `Remove ${there} again`
          : what.expect === null
            ? `Bring ${there} back at ${short(what.to)}`
            : `Put ${there} back to ${short(what.to)}`,
      files: [],
      undo: { steps: [{ tool: 'git.pushBack', input: { ...what, to: what.expect, expect: what.to } }] },
      warnings: ['whoever fetched in between keeps the commits; the remote may refuse'],
      target: remoteTarget(seen.value.remote, what.branch),
      // No force push in the sense of a policy: it holds only while nobody has pushed since.
      impacts: [
        what.kind === 'tag'
          ? { address: refOf(what), type: 'tag', operation, marks: [] }
          : branchImpact(what.branch, operation, operation === 'create' ? [] : ['rewrites-history']),
      ],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { repo, remote } = seen.value;
    const there = await onRemote(repo, what);
    if (!there.ok) return there;
    if (there.value.code === 0 && (there.value.stdout.split('\t')[0] || null) === what.to) {
      const summary = `${what.remote}/${what.branch} is where it was: the push never got there.`;
      return { ok: true, output: { remote: what.remote, branch: what.branch, commit: what.to }, summary, undo: 'nothing-changed' };
    }
    const lease = `--force-with-lease=${refOf(what)}:${what.expect ?? ''}`;
    const done = await repo.run(['push', '--porcelain', lease, '--end-of-options', what.remote, `${what.to ?? ''}:${refOf(what)}`], {
      writes: true,
      timeoutMs: 300_000,
    });
    if (!done.ok) return done;
    if (done.value.code !== 0) return failed(explain(what, remote, done.value));
    return {
      ok: true,
      output: { remote: what.remote, branch: what.branch, commit: what.to },
      summary: what.to === null ? `${what.remote}/${what.branch} is gone again.` : `${what.remote}/${what.branch} is back at ${short(what.to)}.`,
      undo: { impossible: 'push the branch again' },
    };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    const asked = await onRemote(seen.value.repo, what);
    const there = asked.ok ? asked.value.stdout.split('\t')[0] || null : undefined;
    return there === what.to ? { met: true } : { met: false, missing: [`${what.remote}/${what.branch} is not where it was`] };
  },
});

/** The remote's own word on its branch. */
const onRemote = (repo: Repository, what: Input): Promise<Outcome<Finished>> =>
  repo.run(['ls-remote', '--end-of-options', what.remote, refOf(what)], { timeoutMs: 60_000 });

const refOf = ({ kind, branch }: Pick<Input, 'kind' | 'branch'>): string => `refs/${kind === 'tag' ? 'tags' : 'heads'}/${branch}`;

async function look(what: Input, at: Workplace): Promise<Outcome<{ repo: Repository; remote: Remote }>> {
  const repo = await openRepository(what.directory, at);
  if (!repo.ok) return repo;
  const remote = await pushRemoteFor(repo.value, what.remote, undefined);
  if (!remote.ok) return remote;
  if (what.to !== null) {
    const there = await readRef(repo.value, `${what.to}^{object}`);
    if (!there.ok) return there;
    if (there.value === undefined) return failed(revisionUnknown(short(what.to)));
  }
  return ok({ repo: repo.value, remote: remote.value });
}

function explain(what: Input, remote: Remote, done: Finished): Failure {
  const where = `${remote.name} (${remote.address})`;
  if (/stale info|remote ref does not exist/.test(done.stdout + done.stderr)) return leaseLost(what.branch, where);
  const reason = /^!\t[^\t]*\t(.*)$/m.exec(done.stdout)?.[1];
  return reason === undefined ? explainRemote('push', where, done) : pushRefused(what.branch, where, reason, withoutCredentials(done.stderr).slice(-4000));
}
