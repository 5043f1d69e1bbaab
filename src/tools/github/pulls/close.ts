import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { shorten } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { notOpen } from '../../../domain/failure/github.ts';
import { type Observation, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { commentUndo, postComment } from '../comments.ts';
import { connect } from '../connect.ts';
import { comment, number, posted, repository } from '../inputs.ts';
import { callAt, forgetIntent } from '../intent.ts';
import { type PullShape, pullShape } from '../shapes.ts';
import { headOf, openWorld, pullThing, readPull, stateOf, targetOf, type World } from '../world.ts';

const name = 'github.closePullRequest';
const input = z.strictObject({
  number: number.describe('Number of the pull request.'),
  comment: comment.optional().describe('Comment that says why.'),
  repository,
});
type Input = z.output<typeof input>;
const callOf = (at: Workplace, what: Input) => callAt(at, name, what);

export const closePullRequest = tool({
  name,
  effect: 'change',
  summary: 'Close a pull request without merging it.',
  input,
  output: posted,
  commands: ['gh pr close {number} -c={comment}'],
  says: [
    'close pull request 42',
    'close PR #7 without merging',
    'reject pull request 12',
    'abandon the PR',
    'decline PR 3',
    'close PR 12',
    'reject pull request 7',
    'decline PR 9',
    'close the PR 4 with the comment "superseded"',
    'drop PR 3 without merging',
    "close pull request 5, we don't need it",
    'throw PR 9 away',
    'PR 4 is obsolete, close it',
    'pr 12 is not needed any more',
    'reject #12',
    'abandon pr 12, saying "obsolete"',
    'close pr 12 without merging',
    'shut pr 12',
    'shut down pr 12',
    'drop pr 12',
    'drop pull request 12',
    'withdraw pr 12',
    'abandon pull request 12',
    'decline pr 12',
    'dismiss pr 12',
    'reject pr 12',
    'pr 12 is obsolete, close it',
    'pr 12 is not needed any more, close it',
    'we do not need pr 12 any longer',
    'cancel pr 12',
    'kill pr 12',
    'turn down pull request 12 with the comment "x"',
    'close #12, the pull request, saying "x"',
    'pr 12 can be closed',
    'give up on pr 12',
    'scrap pull request 12',
    'we are not going ahead with pr 12, close it',
    'close pr 12 with the note "x"',
    'abandon pull request 381, we went another way',
    'Please close pull request 612 without merging it and say "replaced by 640".',
    'pr 29 in acme/sandbox can be closed, nobody wants it, it was only an experiment of last summer and the person who made it works elsewhere now',
    'throw away PR 236 please, unmerged, it was built on a branch that does not exist any longer and conflicts in ninety files',
    "I'd like pull request 19 of fleet-docs shut without merging",
    'gh pr close 503',
    'kill pr 948 its stale',
    'pull request 3301 to be closed unmerged, with the remark "out of scope for this quarter"',
    'time to say goodbye to PR 417, close it',
    "PR 802: close, don't merge, the vendor told us this morning that they will never support the setting which we wanted to introduce there",
  ],
  examples: [{ title: 'Close without merging', input: { number: 2, comment: 'Done another way.', repository: 'example/shop' } }],
  guessMs: 1_500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull } = seen.value;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, me: world.me, head: pull.head.sha, state: stateOf(pull) }),
      summary: `Close pull request #${what.number} "${shorten(pull.title, 80)}" without merging it`,
      files: [],
      undo: undoOf(what, world, what.comment === undefined ? [] : commentSteps(world, what, { call: callOf(at, what) })),
      warnings: pull.user === world.me ? [] : [`it is by ${pull.user}`],
      target: targetOf(world, { branch: pull.base.ref }, what.number),
      impacts: [
        { address: `${world.github.repository}#${what.number}`, type: 'pull-request', operation: 'update', marks: [], detail: `closed; ${headOf(pull)} stays` },
      ],
    });
  },

  async run(what, at): Promise<Observation<z.output<typeof posted>>> {
    await forgetIntent(at, callOf(at, what));
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull } = seen.value;
    const said = what.comment === undefined ? undefined : await postComment(at, world, what.number, what.comment, callOf(at, what));
    if (said?.ok === false) return said;
    const taking = said === undefined ? [] : commentSteps(world, what, { comment: said.value.id });
    const doing = { verb: `close #${what.number}`, thing: pullThing(world.github, what.number) };
    const done = await world.github.ask('PATCH /pulls/{number}', { number: what.number, state: 'closed' }, pullShape, doing);
    if (!done.ok) return { ...done, undo: taking.length === 0 ? 'nothing-changed' : { steps: taking } };
    return {
      ok: true,
      output: { number: what.number, url: pull.html_url },
      summary: `Closed #${what.number} without merging it: ${pull.html_url}`,
      undo: undoOf(what, world, taking),
    };
  },

  async verify(what, _seen, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return { met: false, missing: [github.failure.message] };
    const pull = await readPull(github.value, what.number);
    if (!pull.ok) return { met: false, missing: [pull.failure.message] };
    return pull.value.state === 'closed' ? { met: true } : { met: false, missing: [`#${what.number} is still open`] };
  },

  async inspect(what, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return 'unknown';
    const pull = await readPull(github.value, what.number);
    return pull.ok ? (pull.value.state === 'closed' ? 'done' : what.comment === undefined ? 'not-started' : 'unknown') : 'unknown';
  },
});

type Steps = readonly { readonly tool: string; readonly input: unknown }[];

const undoOf = (what: Input, { github }: World, more: Steps) => ({
  steps: [{ tool: 'github.reopen', input: { repository: github.repository, number: what.number } }, ...more],
});

const commentSteps = ({ github }: World, what: Input, which: Parameters<typeof commentUndo>[3]): Steps =>
  commentUndo(github, what.number, what.comment ?? '', which).steps;

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly world: World; readonly pull: PullShape }>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const pull = await readPull(world.value.github, what.number);
  if (!pull.ok) return pull;
  return pull.value.state === 'open' ? ok({ world: world.value, pull: pull.value }) : failed(notOpen(`#${what.number}`, stateOf(pull.value), 'close'));
}
