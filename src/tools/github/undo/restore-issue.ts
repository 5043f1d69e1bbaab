import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { list } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { changedOnGithub } from '../../../domain/failure/github.ts';
import { changesNothing, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { exactRepository, number } from '../inputs.ts';
import { differingOfIssue, type IssueFields, issueFieldsOf, sendable } from '../issues/fields.ts';
import { issueShape } from '../shapes.ts';
import { issueThing, openWorld, readIssue, targetOf, type World } from '../world.ts';

export const fields = z.strictObject({
  title: z.string().max(1000).optional(),
  body: z.string().max(300_000).optional(),
  labels: z.array(z.string().max(100)).optional(),
  assignees: z.array(z.string().max(150)).optional(),
});
const issueFields = fields.extend({
  milestone: z
    .strictObject({ number, title: z.string().max(1000) })
    .nullable()
    .optional(),
});
const input = z.strictObject({
  repository: exactRepository,
  number: number.describe('Number of the issue.'),
  to: issueFields.describe('What was there.'),
  expect: issueFields.describe('What the run left: anything else there stops this.'),
});
type Input = z.output<typeof input>;

/** The undo of an edit: puts the fields back that were changed, unless somebody changed them since. */
export const restoreIssue = tool({
  name: 'github.restoreIssue',
  effect: 'change',
  summary: 'Put fields of an issue back to what they were before a run edited them.',
  input,
  output: z.object({ number: z.int() }),
  says: [],
  guessMs: 1_500,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, now, changed } = seen.value;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, now }),
      summary: changed.length === 0 ? `Nothing to put back: issue #${what.number} is as it was` : `Put ${list(changed)} of issue #${what.number} back`,
      files: [],
      undo: changed.length === 0 ? 'nothing-changed' : again(what),
      ...changesNothing(changed.length === 0),
      warnings: [],
      target: targetOf(world, {}, what.number),
      impacts: changed.length === 0 ? [] : [{ address: `${world.github.repository}#${what.number}`, type: 'issue', operation: 'update', marks: [] }],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, changed } = seen.value;
    if (changed.length === 0) return { ok: true, output: { number: what.number }, summary: `#${what.number} is as it was.`, undo: 'nothing-changed' };
    const doing = { verb: `edit #${what.number}`, thing: issueThing(world.github, what.number) };
    const done = await world.github.ask(
      'PATCH /issues/{number}',
      { number: what.number, ...sendable(changed, whole(seen.value.now, what.to)) },
      issueShape,
      doing,
    );
    if (!done.ok) return done;
    return { ok: true, output: { number: what.number }, summary: `#${what.number} is as it was.`, undo: again(what) };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    return seen.value.changed.length === 0 ? { met: true } : { met: false, missing: [`${list(seen.value.changed)} of #${what.number} is not as it was`] };
  },
});

const again = (what: Input) => ({ steps: [{ tool: 'github.restoreIssue', input: { ...what, to: what.expect, expect: what.to } }] });

async function look(
  what: Input,
  at: Workplace,
): Promise<Outcome<{ readonly world: World; readonly now: IssueFields; readonly changed: readonly (keyof IssueFields)[] }>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const issue = await readIssue(world.value.github, what.number);
  if (!issue.ok) return issue;
  const now = issueFieldsOf(issue.value);
  const changed = differingOfIssue(now, whole(now, what.to));
  if (changed.length > 0 && differingOfIssue(now, whole(now, what.expect)).length > 0) return failed(changedOnGithub(`Issue #${what.number}`));
  return ok({ world: world.value, now, changed });
}

/** The issue as it is, with these fields instead. */
const whole = (now: IssueFields, { title, body, labels, assignees, milestone }: Input['to']): IssueFields => ({
  title: title ?? now.title,
  body: body ?? now.body,
  labels: labels === undefined ? now.labels : [...labels].sort(),
  assignees: assignees === undefined ? now.assignees : [...assignees].sort(),
  milestone: milestone === undefined ? now.milestone : milestone,
});
