import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { list } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { nothingToEdit } from '../../../domain/failure/github.ts';
import { changesNothing, tool, type Undo } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { body, number, posted, repository, title } from '../inputs.ts';
import { handedOn, handing, namesNothing } from '../labels.ts';
import { requireMilestone } from '../milestones/milestone.ts';
import { type IssueShape, issueShape } from '../shapes.ts';
import { issueThing, openWorld, readIssue, targetOf, type World } from '../world.ts';
import { describedOfIssue, differingOfIssue, type IssueFields, issueFieldsOf, sendable } from './fields.ts';

const input = z
  .strictObject({
    number: number.describe('Number of the issue.'),
    title: title.optional().describe('New title.'),
    body: body.optional().describe('New description, in Markdown: replaces the old one.'),
    ...handing,
    milestone: title.optional().describe('Put it into the milestone of this title.'),
    removeMilestone: z.boolean().optional().describe('Take it out of its milestone.'),
    repository,
  })
  .refine((v) => v.milestone === undefined || !v.removeMilestone, { path: ['removeMilestone'], message: 'into a milestone, or out of one; one of the two' });
type Input = z.output<typeof input>;

export const editIssue = tool({
  name: 'github.editIssue',
  effect: 'change',
  summary: 'Edit an issue: title, description, labels, assignees, milestone.',
  input,
  output: posted.extend({ changed: z.array(z.string()) }),
  commands: [
    'gh issue edit {number} --add-label={addLabels} --remove-label={removeLabels} --add-assignee={assign} --remove-assignee={unassign} -m|--milestone={milestone} --remove-milestone{removeMilestone:true}',
  ],
  says: [
    'edit issue 42',
    'change the title of issue 42 to "Login fails on Safari"',
    'rename issue #7 to "Slow start"',
    'add the label bug to issue 12',
    'remove the label wontfix from issue 3',
    'assign issue 9 to octocat',
    'unassign octocat from issue 9',
    'rename issue 12 to "Login fails"',
    'add label bug to issue 7',
    'remove the label wip from issue 4',
    'change the title of issue 3 to "Slow search"',
    'unassign bob from issue 8',
    'tag issue 6 with performance',
    'put the label urgent on issue 61',
    'take the label wip off issue 4',
    'retitle issue 3 "Slow search"',
    'hand ticket 5 to dave',
    'change the description of issue 7 to "x"',
    'label 12 as bug',
    'give issue 12 to kim',
    'issue 12 should be called "Login fails"',
    'take the label stale off 12',
    'put kim on issue 12',
    'change the title of issue 12 to "Login fails"',
    'set the title of issue 12 to "x"',
    'set the title of #12 to "x"',
    'new title for issue 12: "x"',
    'update the title of issue 12 to "x"',
    'update the description of issue 12 to "x"',
    'update the description of issue 12 with "x"',
    'set the description of #12 to "x"',
    'replace the body of issue 12 with "x"',
    'rewrite issue 12\'s description as "x"',
    'edit ticket 12 and set its title to "x"',
    'reassign issue 12 to kim',
    'reassign ticket 12 to lee',
    'issue 12 goes to kim',
    'make kim the owner of issue 12',
    'let kim take issue 12',
    'take kim off issue 12',
    'remove kim from issue 12',
    'kim is no longer on issue 12, unassign him',
    'mark issue 12 as a bug',
    'mark ticket 12 urgent',
    'mark #12 as bug',
    'label #12 bug',
    'tag #12 with urgent',
    'tag ticket 12 as backend',
    'issue 12 is a bug, label it so',
    'add the labels bug and urgent to 12',
    'put labels bug and urgent on issue 12',
    'swap the label todo for done on issue 12',
    'replace label todo by doing on ticket 12',
    'drop the label stale from issue 12',
    'unlabel issue 12 stale',
    'rewrite issue 12\'s description as "x"',
    'put kim in charge of issue 12',
    'issue 12 needs the label docs',
    'change the text of issue 12 to "x"',
    'put issue 12 into the milestone "Version 2"',
    'set the milestone of issue 12 to "Version 2"',
    'add issue 12 to the milestone v2.0',
    'take issue 12 out of its milestone',
    'remove the milestone from issue 12',
    'assign issue 310 to fatima',
    'We talked it through in the Monday round and know what to do, so please take the label triage off issue 17 in acme/shop',
    "issue 1302 shouldn't belong to any milestone any more, remove it there",
    'Nils left the team, please unassign him (nils-b) from issue 64',
    'change description of issue 233 to "Happens only with two replicas."',
    'issue 88 has answers now: drop needs-info, add confirmed and backend, and the description should be "Fails after the first failover."',
    'tag that issue with customer-impact',
  ],
  examples: [
    { title: 'Make a title clearer and assign it', input: { number: 1, title: 'Login fails on Safari', assign: ['anna'], repository: 'example/shop' } },
  ],
  guessMs: 1_500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, issue, before, after, changed } = seen.value;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, before, after }),
      summary: changed.length === 0 ? `Nothing to change: issue #${what.number} is like that` : `Change ${list(changed)} of issue #${what.number}`,
      files: [],
      undo: undoOf(what, seen.value),
      ...changesNothing(changed.length === 0),
      warnings: issue.user !== world.me && (changed.includes('title') || changed.includes('body')) ? [`its text is by ${issue.user}`] : [],
      target: targetOf(world, {}, what.number),
      impacts:
        changed.length === 0
          ? []
          : [
              {
                address: `${world.github.repository}#${what.number}`,
                type: 'issue',
                operation: 'update',
                marks: [],
                detail: list(changed.map((name) => describedOfIssue(name, before, after))),
              },
            ],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, issue, after, changed } = seen.value;
    const output = { number: what.number, url: issue.html_url, changed: [...changed] };
    if (changed.length === 0) return { ok: true, output, summary: `#${what.number} is like that already.`, undo: 'nothing-changed' };
    const done = await world.github.ask('PATCH /issues/{number}', { number: what.number, ...sendable(changed, after) }, issueShape, {
      verb: `edit #${what.number}`,
      thing: issueThing(world.github, what.number),
    });
    if (!done.ok) return done;
    return { ok: true, output, summary: `Changed ${list(changed)} of #${what.number}: ${issue.html_url}`, undo: undoOf(what, seen.value) };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    return seen.value.changed.length === 0
      ? { met: true }
      : { met: false, missing: seen.value.changed.map((name) => `${name} of #${what.number} is not as asked`) };
  },

  async inspect(what, at) {
    const seen = await look(what, at);
    return seen.ok ? (seen.value.changed.length === 0 ? 'done' : 'not-started') : 'unknown';
  },
});

interface Seen {
  readonly world: World;
  readonly issue: IssueShape;
  readonly before: IssueFields;
  readonly after: IssueFields;
  /** What would be different. */
  readonly changed: readonly (keyof IssueFields)[];
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  if (namesNothing([what.title, what.body, what.addLabels, what.removeLabels, what.assign, what.unassign, what.milestone, what.removeMilestone]))
    return failed(nothingToEdit(`issue #${what.number}`, 'title, body, labels, assignees or milestone'));
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const { github } = world.value;
  const issue = await readIssue(github, what.number);
  if (!issue.ok) return issue;
  const before = issueFieldsOf(issue.value);
  const handed = await handedOn(github, before, what);
  if (!handed.ok) return handed;
  const into = what.milestone === undefined ? ok(what.removeMilestone ? null : before.milestone) : await requireMilestone(github, what.milestone);
  if (!into.ok) return into;
  const milestone = into.value === null ? null : { number: into.value.number, title: into.value.title };
  const after: IssueFields = { title: what.title?.trim() ?? before.title, body: what.body ?? before.body, ...handed.value, milestone };
  return ok({ world: world.value, issue: issue.value, before, after, changed: differingOfIssue(before, after) });
}

/** Puts back what was changed, as long as it is still what this left. */
const undoOf = (what: Input, { world, before, after, changed }: Seen): Undo =>
  changed.length === 0
    ? 'nothing-changed'
    : {
        steps: [
          {
            tool: 'github.restoreIssue',
            input: {
              repository: world.github.repository,
              number: what.number,
              to: Object.fromEntries(changed.map((name) => [name, before[name]])),
              expect: Object.fromEntries(changed.map((name) => [name, after[name]])),
            },
          },
        ],
      };
