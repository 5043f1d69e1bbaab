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
import { type IssueShape, issueShape } from '../shapes.ts';
import { issueThing, openWorld, readIssue, targetOf, type World } from '../world.ts';

const name = 'github.closeIssue';
const input = z.strictObject({
  number: number.describe('Number of the issue.'),
  reason: z.enum(['completed', 'not planned', 'duplicate']).default('completed').describe('Why it is closed.'),
  comment: comment.optional().describe('Comment that says more.'),
  repository,
});
type Input = z.output<typeof input>;
const callOf = (at: Workplace, what: Input) => callAt(at, name, what);

export const closeIssue = tool({
  name,
  effect: 'change',
  summary: 'Close an issue.',
  input,
  output: posted,
  commands: ['gh issue close {number} -c={comment} -r={reason}'],
  says: [
    'close issue 42',
    'close issue #7 as not planned',
    'mark issue 12 as completed',
    'resolve the ticket 3',
    'resolve ticket 7',
    'mark issue 9 as done',
    'close bug 3 as a duplicate',
    'issue 9 is done, close it',
    'close ticket 88 as not planned',
    'mark bug 7 as a duplicate',
    "we won't fix #4, close it",
    'shut issue 6',
    '#12 is done',
    '12 is a duplicate',
    'we won’t do issue 12',
    'wrap up issue 12',
    'bug 12 is done, close it',
    'bug 12 is fixed, close the ticket',
    'issue 12 is solved',
    'issue 12 can be closed',
    'we can close ticket 12',
    'mark issue 12 as done',
    'mark issue 12 as fixed',
    'mark bug 12 as a duplicate and close it',
    'mark ticket 12 as not planned',
    'we will not do issue 12',
    "we won't fix issue 12, close it",
    'close issue 12 as a duplicate',
    'finish ticket 12',
    'resolve bug 12',
    'shut issue 12',
    'take issue 12 off the list, it is done',
    'close ticket 12 saying "x"',
    'close bug 12 with the comment "x"',
    'dismiss issue 12 as not planned',
    'issue 12 has been resolved, please close it',
    'We have rebuilt the whole module since then and the described button does not even exist any more, so please close issue 90',
    'issue 415 is done, close it as completed',
    'we won\'t do issue 256, close it with "not worth the effort"',
    'resolve issue 12 on GitHub please, I checked with the reporter on the phone and he says it works for him now',
    'gh issue close 509 --reason "not planned"',
    'can you shut issue 331 of fleet/ota and say "fixed in 5.2"',
    'github issue 1190 → closed pls',
    'time to get issue 5 off the list, close it',
    'i think issue 398 is solved, would you close it please? I have not seen the error on any of our clusters since we replaced the load balancer in May.',
    'mark issue 1501 in kiosk/ui as finished',
    'nobody need issue 666 anymore, can be closd',
  ],
  examples: [{ title: 'Close what will not be done', input: { number: 1, reason: 'not planned', repository: 'example/shop' } }],
  guessMs: 1_500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, issue } = seen.value;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, me: world.me, title: issue.title, state: issue.state }),
      summary: `Close issue #${what.number} "${shorten(issue.title, 80)}" as ${what.reason}`,
      files: [],
      undo: undoOf(what, world, what.comment === undefined ? [] : commentSteps(world, what, { call: callOf(at, what) })),
      warnings: issue.user === world.me ? [] : [`it is by ${issue.user}`],
      target: targetOf(world, {}, what.number),
      impacts: [{ address: `${world.github.repository}#${what.number}`, type: 'issue', operation: 'update', marks: [], detail: `closed as ${what.reason}` }],
    });
  },

  async run(what, at): Promise<Observation<z.output<typeof posted>>> {
    await forgetIntent(at, callOf(at, what));
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, issue } = seen.value;
    const said = what.comment === undefined ? undefined : await postComment(at, world, what.number, what.comment, callOf(at, what));
    if (said?.ok === false) return said;
    const taking = said === undefined ? [] : commentSteps(world, what, { comment: said.value.id });
    const done = await world.github.ask(
      'PATCH /issues/{number}',
      { number: what.number, state: 'closed', state_reason: what.reason.replace(' ', '_') },
      issueShape,
      { verb: `close #${what.number}`, thing: issueThing(world.github, what.number) },
    );
    if (!done.ok) return { ...done, undo: taking.length === 0 ? 'nothing-changed' : { steps: taking } };
    return {
      ok: true,
      output: { number: what.number, url: issue.html_url },
      summary: `Closed #${what.number} as ${what.reason}: ${issue.html_url}`,
      undo: undoOf(what, world, taking),
    };
  },

  async verify(what, _seen, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return { met: false, missing: [github.failure.message] };
    const issue = await readIssue(github.value, what.number);
    if (!issue.ok) return { met: false, missing: [issue.failure.message] };
    return issue.value.state === 'closed' ? { met: true } : { met: false, missing: [`#${what.number} is still open`] };
  },

  async inspect(what, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return 'unknown';
    const issue = await readIssue(github.value, what.number);
    return issue.ok ? (issue.value.state === 'closed' ? 'done' : what.comment === undefined ? 'not-started' : 'unknown') : 'unknown';
  },
});

type Steps = readonly { readonly tool: string; readonly input: unknown }[];

const undoOf = (what: Input, { github }: World, more: Steps) => ({
  steps: [{ tool: 'github.reopen', input: { repository: github.repository, number: what.number } }, ...more],
});

const commentSteps = ({ github }: World, what: Input, which: Parameters<typeof commentUndo>[3]): Steps =>
  commentUndo(github, what.number, what.comment ?? '', which).steps;

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly world: World; readonly issue: IssueShape }>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const issue = await readIssue(world.value.github, what.number);
  if (!issue.ok) return issue;
  return issue.value.state === 'open' ? ok({ world: world.value, issue: issue.value }) : failed(notOpen(`#${what.number}`, issue.value.state, 'close'));
}
