import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { shorten } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { autoMergeOff, mergeBlocked, nothingToWaitFor, notOpen } from '../../../domain/failure/github.ts';
import { changesNothing, type Observation, tool, type Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { number, posted, repository } from '../inputs.ts';
import { nothing, type PullShape } from '../shapes.ts';
import { openWorld, pullThing, readPull, stateOf, targetOf, type World } from '../world.ts';

const input = z.strictObject({
  number: number.describe('Number of the pull request.'),
  mode: z.enum(['on', 'off']).default('on').describe('On: GitHub merges it automatically; off: no longer.'),
  method: z.enum(['merge', 'squash', 'rebase']).default('merge').describe('How: a merge commit, squash into one commit, or rebase.'),
  repository,
});
type Input = z.output<typeof input>;
const isOn = ({ mode }: Input): boolean => mode === 'on';
const switched = posted.extend({ on: z.boolean() });

/** GitHub merges it by itself once what its base asks for is met. Only its GraphQL API has requests for that. */
export const autoMerge = tool({
  name: 'github.autoMerge',
  effect: 'change',
  summary: 'Let GitHub merge a pull request by itself once its checks and reviews are there, or no longer let it.',
  input,
  output: switched,
  onlyWith: ['auto', 'automerge', 'automatic', 'itself'],
  commands: ['gh pr merge {number} --auto{mode:on} --disable-auto{mode:off} -s|--squash{method:squash} -r|--rebase{method:rebase} -m|--merge{method:merge}'],
  says: [
    'automerge pull request 12',
    'turn on auto-merge for pr 12',
    'enable auto merge on pull request 12',
    'merge pr 12 automatically',
    'auto merge pr 12',
    'let pr 12 merge by itself',
    'squash pr 12 automatically',
    'turn off auto-merge for pr 12',
    'disable auto-merge on pull request 12',
    'do not auto-merge pr 12 any more',
    'stop auto merging pull request 12',
    'auto merge PR 5 with rebase',
    'auto-merge pull request 5 by squashing',
    'set PR 8 to merge by itself',
    'turn on auto-merge for PR 141',
    'stop pull request 390 from merging by itself',
    "enable automerge with rebase on pr 1304 because the runner is slow today and I don't want to sit here and wait until midnight",
    'cancel the automatic merge of PR 46 in acme/edge, the product people changed their mind again and would like to talk about it on Monday first',
    'set PR 903 to merge when ready',
    'disarm the auto merge on #330, we found a bug in that PR',
    "PR 199 should merge by itself with a merge commit after the tests, no need to ask me again, I've already discussed it with everybody who cares",
    'as soon as everything passes, pull request 42 in fleet/gps may land without me',
    'hold on with 567, it must not go in automatically any more',
    'Requesting automatic merging (squash) for pull request 1022 in atlas/search upon completion of checks.',
    'i dont want that PR 845 merges alone tonight, please deactivate the auto merge there',
    'the renovate PR 1750 can merge itself once green',
    "automerge pr 26 please so that I don't have to come back and press the button myself when the builds are through",
    "I'd like auto merge to be enabled on pull request 2207",
    "It's a freeze week and the person who armed this did not read the announcement, so please undo the auto-merge setting of PR 118",
    'make sure 376 gets merged by github itself over night when tests finish, PR in repo search',
    'auto merge for PR 509 on, method merge',
  ],
  examples: [{ title: 'Squash it once its checks have passed', input: { number: 2, method: 'squash', repository: 'example/shop' } }],
  guessMs: 2_000,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull, same } = seen.value;
    const title = `#${what.number} "${shorten(pull.title, 80)}"`;
    const base = pull.base.ref;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, me: world.me, head: pull.head.sha, base, now: pull.auto_merge ?? null }),
      summary: same
        ? `Nothing to change: #${what.number} is ${isOn(what) ? 'merged by GitHub itself' : 'merged by nobody but people'}`
        : isOn(what)
          ? `Let GitHub merge ${title} into ${base} by itself (${what.method})`
          : `No longer let GitHub merge ${title} by itself`,
      files: [],
      undo: undoOf(what, seen.value),
      ...changesNothing(same),
      warnings: isOn(what) && !same ? [`once what ${base} asks for is met it is merged, and nobody is asked again; after that it can't be taken back`] : [],
      target: targetOf(world, { branch: base }, what.number),
      impacts: same
        ? []
        : isOn(what)
          ? [
              {
                address: `refs/heads/${base}`,
                type: 'branch',
                operation: 'update',
                marks: ['protected-branch'],
                detail: `later, with the commits of ${pull.head.ref}`,
              },
            ]
          : [{ address: `${world.github.repository}#${what.number}`, type: 'pull-request', operation: 'update', marks: [] }],
    });
  },

  async run(what, at): Promise<Observation<z.output<typeof switched>>> {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull, same } = seen.value;
    const output = { number: what.number, url: pull.html_url, on: isOn(what) };
    if (same) return { ok: true, output, summary: `#${what.number} is like that already.`, undo: 'nothing-changed' };
    const doing = { verb: `${isOn(what) ? 'turn on' : 'turn off'} auto-merge of #${what.number}`, thing: pullThing(world.github, what.number) };
    const variables = isOn(what) ? { id: pull.node_id, method: what.method.toUpperCase(), head: pull.head.sha } : { id: pull.node_id };
    // Another method is asked for anew, once it is off.
    if (isOn(what) && pull.auto_merge) {
      const off = await world.github.graphql(turnOff, { id: pull.node_id }, nothing, doing);
      if (!off.ok) return off;
    }
    const done = await world.github.graphql(isOn(what) ? turnOn : turnOff, variables, nothing, doing);
    if (!done.ok) return isOn(what) && pull.auto_merge ? { ...done, undo: undoOf(what, seen.value) } : done;
    const how = `GitHub merges it into ${pull.base.ref} once what that branch asks for is met (${what.method})`;
    return {
      ok: true,
      output,
      summary: isOn(what) ? `#${what.number}: ${how}.` : `#${what.number} is no longer merged by itself.`,
      undo: undoOf(what, seen.value),
    };
  },

  async verify(what, _seen, at) {
    const state = await now(what, at);
    if (!state.ok) return { met: false, missing: [state.failure.message] };
    return state.value === 'done' ? { met: true } : { met: false, missing: [`auto-merge of #${what.number} is not as asked`] };
  },

  async inspect(what, at) {
    const state = await now(what, at);
    return state.ok ? state.value : 'unknown';
  },
});

export const turnOn =
  'mutation($id: ID!, $method: PullRequestMergeMethod!, $head: GitObjectID!) { enablePullRequestAutoMerge(input: { pullRequestId: $id, mergeMethod: $method, expectedHeadOid: $head }) { pullRequest { number } } }';
export const turnOff = 'mutation($id: ID!) { disablePullRequestAutoMerge(input: { pullRequestId: $id }) { pullRequest { number } } }';

interface Seen {
  readonly world: World;
  readonly pull: PullShape;
  /** It is as asked. */
  readonly same: boolean;
}

const asAsked = (what: Input, { auto_merge: now }: PullShape): boolean => (isOn(what) ? now?.merge_method === what.method : !now);

/** How it is after the run: what was merged meanwhile is what was asked for. */
async function now(what: Input, at: Workplace): Promise<Outcome<'done' | 'not-started'>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const pull = await readPull(world.value.github, what.number);
  if (!pull.ok) return pull;
  return ok((isOn(what) && pull.value.merged) || asAsked(what, pull.value) ? 'done' : 'not-started');
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const { github, repository } = world.value;
  const found = await readPull(github, what.number);
  if (!found.ok) return found;
  const pull = found.value;
  if (pull.state !== 'open') return failed(notOpen(`#${what.number}`, stateOf(pull), 'merge'));
  const same = asAsked(what, pull);
  if (isOn(what) && !same) {
    if (repository.allow_auto_merge === false) return failed(autoMergeOff(github.repository));
    const allowed = { merge: repository.allow_merge_commit, squash: repository.allow_squash_merge, rebase: repository.allow_rebase_merge }[what.method];
    const why = [
      ...(allowed === false ? [`this repository does not allow the method ${what.method}`] : []),
      ...(pull.draft ? ['it is a draft'] : []),
      ...(pull.mergeable === false ? [`it conflicts with ${pull.base.ref}`] : []),
    ];
    if (why.length > 0) return failed(mergeBlocked(what.number, why));
    if (pull.mergeable_state === 'clean') return failed(nothingToWaitFor(what.number));
  }
  return ok({ world: world.value, pull, same });
}

const undoOf = (what: Input, { world, pull, same }: Seen): Undo => {
  if (same) return 'nothing-changed';
  const call = { repository: world.github.repository, number: what.number };
  return {
    steps: [
      {
        tool: 'github.autoMerge',
        input: pull.auto_merge ? { ...call, mode: 'on', method: pull.auto_merge.merge_method } : { ...call, mode: 'off' },
      },
    ],
  };
};
