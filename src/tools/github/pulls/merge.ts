import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { count, shorten } from '../../../base/say.ts';
import { type Failure, failed, ok } from '../../../domain/failure/failure.ts';
import { headMoved, mayHaveHappened, mergeBlocked } from '../../../domain/failure/github.ts';
import type { Impact } from '../../../domain/impact.ts';
import { type Observation, tool } from '../../../domain/tool.ts';
import { connect, type Github } from '../connect.ts';
import { body, commit, number, repository, title } from '../inputs.ts';
import { nothing } from '../shapes.ts';
import { headOf, pullThing, readPull, targetOf } from '../world.ts';
import { look, type Seen } from './mergeable.ts';

const input = z
  .strictObject({
    number: number.describe('Number of the pull request.'),
    method: z.enum(['merge', 'squash', 'rebase']).default('merge').describe('How: a merge commit, squash into one commit, or rebase.'),
    require: z
      .array(z.enum(['checks', 'approval', 'up-to-date']))
      .default(['checks'])
      .describe('Only when all checks passed, when it is approved, when it has all of its base; whatever the branch itself asks for comes on top.'),
    title: title.optional().describe('Subject of the commit it makes; default: what the repository is set to.'),
    message: body.optional().describe('What the commit says below its subject.'),
    head: commit.optional().describe('Only when its branch is at this commit.'),
    deleteBranch: z.boolean().default(false).describe('Delete the branch of the pull request afterwards.'),
    repository,
  })
  .refine((v) => v.method !== 'rebase' || (v.title === undefined && v.message === undefined), {
    path: ['method'],
    message: 'a rebase makes no commit of its own to write a message for',
  });
export type MergeInput = z.output<typeof input>;

const merged = z.object({ number: z.int(), commit: z.string(), branchDeleted: z.boolean() });

/** GitHub merges exactly the commit that was looked at: somebody's push in between makes it refuse. */
export const mergePullRequest = tool({
  name: 'github.mergePullRequest',
  effect: 'change',
  summary: 'Merge a pull request.',
  input,
  output: merged,
  commands: [
    'gh pr merge {number} -s|--squash{method:squash} -r|--rebase{method:rebase} -m|--merge{method:merge} -d|--delete-branch{deleteBranch:true} -t|--subject={title} -b|--body={message}',
  ],
  says: [
    'merge pull request 42',
    'squash and merge PR 7',
    'merge PR #12 with rebase and delete the branch',
    'land the pull request',
    'merge PR 12',
    'squash PR 7',
    'merge pull request 9 and delete its branch',
    'rebase and merge PR 4',
    'land PR 8',
    'get PR 3 merged',
    'merge #12',
    'squash-merge PR 31',
    'please get pull request 8 in',
    'land PR 9 with a rebase',
    'merge the PR and remove its branch',
    'merge 12',
    'merge #12 by squashing',
    '12 can go in',
    'land pr 12 and delete its branch',
    'rebase and merge 12',
    'complete pull request 12',
    'complete pr 12',
    'finish pr 12 by merging it',
    'accept and merge pr 12',
    'get pull request 12 in',
    'let pr 12 in',
    'bring pr 12 into main',
    'merge pull request 12 into main',
    'pr 12 is ready, merge it',
    'pr 12 can be merged',
    'pr 12 should go in now',
    'ship pr 12',
    'pull the trigger on pr 12',
    'rebase-merge 12',
    'squash 12',
    'squash pull request 12 and remove the branch',
    'merge 12 and drop its branch',
    'merge pr 12 and get rid of the branch',
    'merge pr 12 as one commit',
    'merge pr 12 with a merge commit',
    'merge pr 12 if its checks pass',
    'integrate pull request 12',
    'merge PR 204',
    'squash and merge 518',
    'can you merge PR 62 only if somebody approved it and its head is still 77c1e90, the author is known for pushing after the review',
    "Merge PR 155 provided it's up to date with the base and the checks pass, we had a broken main twice this week already.",
    'squash 640 with the title "Add tenant quotas"',
    'All the reviewers are happy now and the release manager gave us his go a minute ago, so please ship pull request 48',
    "let's merge my pull request",
    'Requesting merge of pull request 702 (atlas/network) with the message "CHG-5531 approved by CAB".',
    'i need hotfix pr 3077 in right now, prod is down, no time for squashing',
    'gh pr merge 19 --squash --delete-branch',
  ],
  examples: [{ title: 'Squash, merge and delete the branch', input: { number: 2, method: 'squash', deleteBranch: true, repository: 'example/shop' } }],
  guessMs: 2_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull, rules, checks, required, deletes } = seen.value;
    return ok({
      digest: digestOf({
        what,
        repository: world.repository.full_name,
        me: world.me,
        head: pull.head.sha,
        base: [pull.base.ref, rules.commit],
        state: pull.state,
        mergeable: pull.mergeable,
        rules: { protected: rules.protected, approvals: rules.approvals },
        required,
        deletes,
      }),
      summary: `Merge #${what.number} "${shorten(pull.title, 80)}" into ${pull.base.ref} (${how[what.method]}, ${count(pull.commits, 'commit')})`,
      files: [],
      undo: { impossible: irreversible(what.number, pull.base.ref) },
      warnings: [
        ...(checks === 0 ? ['no check ran on it'] : []),
        ...(what.require.includes('checks') ? [] : ['its checks are not asked for']),
        ...(pull.mergeable_state === 'behind' ? [`it does not have all of ${pull.base.ref}`] : []),
        ...(what.deleteBranch && !deletes ? ['its branch is in another repository, or the default branch, and stays'] : []),
      ],
      target: targetOf(world, { branch: pull.base.ref }, what.number),
      impacts: impactsOf(seen.value),
    });
  },

  async run(what, at): Promise<Observation<z.output<typeof merged>>> {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull, deletes } = seen.value;
    const { github } = world;
    at.progress(`Merging #${what.number} into ${pull.base.ref}`);
    const undo = { impossible: irreversible(what.number, pull.base.ref) };
    const done = await github.ask(
      'PUT /pulls/{number}/merge',
      {
        number: what.number,
        sha: pull.head.sha,
        merge_method: what.method,
        ...(what.title === undefined ? {} : { commit_title: what.title }),
        ...(what.message === undefined ? {} : { commit_message: what.message }),
      },
      z.object({ sha: z.string(), merged: z.boolean() }),
      { verb: `merge #${what.number}`, thing: pullThing(github, what.number) },
    );
    const commit = done.ok ? done.value.sha : await mergedAnyway(github, what.number, done.failure);
    if (typeof commit !== 'string') return { ...failed(refusal(what.number, commit)), ...(commit.code === 'github/unknown-outcome' ? { undo } : {}) };
    const deleted = deletes ? await deleteBranch(github, pull.head.ref) : undefined;
    return {
      ok: true,
      output: { number: what.number, commit, branchDeleted: deleted === true },
      summary: `Merged #${what.number} into ${pull.base.ref} as ${commit.slice(0, 8)}${deleted === undefined ? '' : deleted === true ? `; ${pull.head.ref} is gone` : `; ${pull.head.ref} could not be deleted: ${deleted.message}`}.`,
      undo,
    };
  },

  async verify(what, _seen, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return { met: false, missing: [github.failure.message] };
    const pull = await readPull(github.value, what.number);
    if (!pull.ok) return { met: false, missing: [pull.failure.message] };
    return pull.value.merged ? { met: true } : { met: false, missing: [`#${what.number} is not merged`] };
  },

  async inspect(what, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return 'unknown';
    const pull = await readPull(github.value, what.number);
    return pull.ok ? (pull.value.merged ? 'done' : 'not-started') : 'unknown';
  },
});

const how = { merge: 'a merge commit', squash: 'squashed', rebase: 'rebased' };

const irreversible = (number: number, base: string): string =>
  `the commits become part of ${base}; "Revert" on #${number} opens a pull request that takes their changes out again`;

function impactsOf({ world, pull, rules, deletes }: Seen): readonly Impact[] {
  const usual = pull.base.ref === world.repository.default_branch;
  return [
    {
      address: `refs/heads/${pull.base.ref}`,
      type: 'branch',
      operation: 'update',
      marks: rules.protected || usual ? ['protected-branch'] : [],
      ...(rules.protected ? { detail: 'it is protected by rules of the repository' } : usual ? { detail: 'it is the default branch' } : {}),
    },
    ...(deletes
      ? [{ address: `refs/heads/${pull.head.ref}`, type: 'branch', operation: 'delete', marks: [], detail: `after ${headOf(pull)} was merged` } as const]
      : []),
  ];
}

/** No answer came: whether it was merged all the same. Its commit, or what went wrong. */
async function mergedAnyway(github: Github, number: number, failure: Failure): Promise<string | Failure> {
  if (!/server-trouble|unreachable|garbled/.test(failure.code)) return failure;
  const pull = await readPull(github, number);
  if (!pull.ok) return mayHaveHappened(`the merge of #${number}`, failure);
  return pull.value.merged ? (pull.value.merge_commit_sha ?? pull.value.head.sha) : failure;
}

/** A moved head and a rule in the way have a failure of their own. */
const refusal = (number: number, failure: Failure): Failure =>
  failure.code !== 'github/conflict' ? failure : /head branch was modified/i.test(failure.message) ? headMoved(number) : mergeBlocked(number, [said(failure)]);

const said = ({ message }: Failure): string => message.replace(/^.*at the same time: /, '').replace(/\.$/, '');

/** `true`, or why not; one that is gone already, by a setting of the repository, is fine. */
async function deleteBranch(github: Github, name: string): Promise<true | Failure> {
  const doing = { verb: `delete ${name}`, thing: `branch ${name} in ${github.repository}` };
  const done = await github.ask('DELETE /git/refs/{ref}', { ref: `heads/${name}` }, nothing, doing);
  if (done.ok || done.failure.code === 'github/not-found' || /does not exist/i.test(done.failure.message)) return true;
  return done.failure;
}
