import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { list, shorten } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { nothingToEdit, notOpen, ownReview } from '../../../domain/failure/github.ts';
import { changesNothing, type Observation, tool, type Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { bare, login, number, posted, repository } from '../inputs.ts';
import { holds, joined, namesNothing } from '../labels.ts';
import { nothing, type PullShape } from '../shapes.ts';
import { openWorld, pullThing, readPull, stateOf, targetOf, type World } from '../world.ts';

/** A person, or a team as `organization/team`. */
const reviewer = z.union([
  login,
  z
    .string()
    .max(150)
    .regex(/^@?[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9_][\w-]*$/, 'a person, or organization/team'),
]);
const input = z.strictObject({
  number: number.describe('Number of the pull request.'),
  reviewers: z.array(reviewer).max(15).optional().describe('Reviewers to ask for a review; a team as organization/team.'),
  remove: z.array(reviewer).max(15).optional().describe('No longer ask these for a review.'),
  repository,
});
type Input = z.output<typeof input>;
const asked = posted.extend({ asked: z.array(z.string()).describe('Who is asked for a review now.') });

/** Who is asked for a review; GitHub tells them at once. Whoever reviewed already is no longer asked, and can be asked again. */
export const requestReview = tool({
  name: 'github.requestReview',
  effect: 'change',
  summary: 'Ask people or teams for a review of a pull request, or no longer ask them.',
  input,
  output: asked,
  onlyWith: ['review', 'reviewer'],
  commands: ['gh pr edit {number} --add-reviewer={reviewers} --remove-reviewer={remove}'],
  says: [
    'ask anna for a review of pr 12',
    'ask anna to review pr 12',
    'request a review of pull request 12 from kim',
    'request review from kim on #12',
    'add kim as a reviewer of pr 12',
    'add anna as reviewer to pull request 12',
    'have kim review pr 12',
    'let anna review pull request 12',
    'remove kim from the reviewers of pr 12',
    'take kim off as reviewer of pull request 12',
    'pr 12 needs a review by anna',
    'drop bob from the reviewers of PR 40',
    'bob need not review PR 40 any more',
    'request a review from lena on PR 12',
    'withdraw the review request for @kim on pull request 7',
    'ask karim to review PR 230, he wrote the scheduler years ago and is the only one who remembers why it works this way',
    'get sofia and ben on pull request 17 as reviewers',
    'I need eyes from acme/security on PR 418',
    'can you add nadia as a reviewer to PR 340',
    'Requesting review of pull request 871 by the platform-leads team',
    "He told me he can't get to it before next month and it blocks the merge, so please un-request viktor on pr 312",
    'have someone from acme/network-team check PR 149 before we merge it, it touches the peering and nobody here knows that',
    'can we get a code review from frontend-guild on merge request 1188',
    "pull request 77 shouldn't wait for the review of qa-team and of lucas any longer, remove both",
    "i want ravi's review on PR 1333 because last time we touched the cache without asking him and the whole shop was down for an hour",
    'Re-request review from eline on pull request 28, I pushed what she wanted.',
    'let igor know that his review is wanted on 644 (pull request), make him a reviewer',
    'pls reqest review from bea on pr 58',
    'Add the code owners group data-platform to the people who must look at PR 2090; compliance wants two pairs of eyes on it.',
    'time to bother the reviewers: put jamal on PR 12',
  ],
  examples: [{ title: 'Ask somebody for a review', input: { number: 2, reviewers: ['anna'], repository: 'example/shop' } }],
  guessMs: 2_500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull, before, after, add, remove } = seen.value;
    const same = add.length + remove.length === 0;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, before, after, head: pull.head.sha }),
      summary: same
        ? `Nothing to change: the reviewers of #${what.number} are those`
        : `${[...(add.length > 0 ? [`Ask ${list(add)} for a review of`] : []), ...(remove.length > 0 ? [`${add.length > 0 ? 'and no' : 'No'} longer ask ${list(remove)} for one of`] : [])].join(' ')} #${what.number} "${shorten(pull.title, 80)}"`,
      files: [],
      undo: undoOf(what, seen.value),
      ...changesNothing(same),
      warnings: add.length > 0 ? [`GitHub tells ${list(add)} at once; that can't be taken back`] : [],
      target: targetOf(world, { branch: pull.base.ref }, what.number),
      impacts: same
        ? []
        : [
            {
              address: `${world.github.repository}#${what.number}`,
              type: 'pull-request',
              operation: 'update',
              marks: [],
              detail: `reviewers: ${list(after) || 'none'} (was ${list(before) || 'none'})`,
            },
          ],
    });
  },

  async run(what, at): Promise<Observation<z.output<typeof asked>>> {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull, after, add, remove } = seen.value;
    const output = { number: what.number, url: pull.html_url, asked: [...after] };
    if (add.length + remove.length === 0) return { ok: true, output, summary: `#${what.number} is like that already.`, undo: 'nothing-changed' };
    const doing = { verb: `ask for a review of #${what.number}`, thing: pullThing(world.github, what.number) };
    const send = (verb: 'POST' | 'DELETE', who: readonly string[]) =>
      world.github.ask(`${verb} /pulls/{number}/requested_reviewers`, { number: what.number, ...sorted(who) }, nothing, doing);
    const added = add.length > 0 ? await send('POST', add) : undefined;
    if (added?.ok === false) return added;
    const removed = remove.length > 0 ? await send('DELETE', remove) : undefined;
    if (removed?.ok === false) return { ...removed, undo: undoOf(what, { ...seen.value, remove: [] }) };
    const said = [...(add.length > 0 ? [`${list(add)} asked for a review`] : []), ...(remove.length > 0 ? [`${list(remove)} no longer asked`] : [])];
    return { ok: true, output, summary: `#${what.number}: ${said.join('; ')}.`, undo: undoOf(what, seen.value) };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    const { add, remove } = seen.value;
    const missing = [...add.map((who) => `${who} is not asked for a review`), ...remove.map((who) => `${who} is still asked for a review`)];
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  async inspect(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return 'unknown';
    const { add, remove } = seen.value;
    if (add.length + remove.length === 0) return 'done';
    return add.length + remove.length === (what.reviewers ?? []).length + (what.remove ?? []).length ? 'not-started' : 'unknown';
  },
});

/** As GitHub takes them: people and teams apart, a team without its organization. */
const sorted = (who: readonly string[]) => {
  const teams = who.filter((one) => one.includes('/'));
  return { reviewers: who.filter((one) => !one.includes('/')), ...(teams.length === 0 ? {} : { team_reviewers: teams.map(slug) }) };
};
const slug = (team: string): string => team.slice(team.indexOf('/') + 1);

interface Seen {
  readonly world: World;
  readonly pull: PullShape;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  if (namesNothing([what.reviewers, what.remove])) return failed(nothingToEdit(`the reviewers of #${what.number}`));
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const { github } = world.value;
  const found = await readPull(github, what.number);
  if (!found.ok) return found;
  const pull = found.value;
  if (pull.state !== 'open') return failed(notOpen(`#${what.number}`, stateOf(pull), 'review'));
  const wanted = (what.reviewers ?? []).map(bare);
  if (holds(wanted, pull.user)) return failed(ownReview(pull.user, what.number));
  const before = [...pull.requested_reviewers, ...pull.requested_teams.map((team) => `${github.place.owner}/${team}`)].sort();
  const add = wanted.filter((one) => !holds(before, one));
  const remove = (what.remove ?? []).map(bare).filter((one) => holds(before, one));
  return ok({ world: world.value, pull, before, after: joined(before, add, remove), add, remove });
}

const undoOf = (what: Input, { world, add, remove }: Seen): Undo =>
  add.length + remove.length === 0
    ? 'nothing-changed'
    : {
        steps: [
          {
            tool: 'github.requestReview',
            input: {
              repository: world.github.repository,
              number: what.number,
              ...(remove.length > 0 ? { reviewers: remove } : {}),
              ...(add.length > 0 ? { remove: add } : {}),
            },
          },
        ],
      };
