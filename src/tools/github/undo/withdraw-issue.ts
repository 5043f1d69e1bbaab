import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import { changesNothing, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { exactRepository, number } from '../inputs.ts';
import { call, intentOf } from '../intent.ts';
import { findIssue } from '../issues/create.ts';
import { type IssueShape, issueShape } from '../shapes.ts';
import { issueThing, openWorld, readIssue, targetOf, type World } from '../world.ts';

const input = z.strictObject({
  repository: exactRepository,
  number: number.optional().describe('The issue that was opened.'),
  call: call.optional().describe('The call that was cut off: the issue it may have opened.'),
});
type Input = z.output<typeof input>;

/** The undo of opening an issue: closed as not planned, as deleting takes admin rights. */
export const withdrawIssue = tool({
  name: 'github.withdrawIssue',
  effect: 'change',
  summary: 'Close an issue that a run opened, as not planned.',
  input,
  output: z.object({ number: z.int().optional() }),
  says: [],
  guessMs: 1_500,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, issue } = seen.value;
    const open = issue?.state === 'open';
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, number: issue?.number ?? null, state: issue?.state ?? null }),
      summary: open ? `Close issue #${issue.number} as not planned` : 'Nothing to close: the issue is not open',
      files: [],
      undo: open ? undoOf(what, issue.number) : 'nothing-changed',
      ...changesNothing(!open),
      warnings: open ? [`#${issue.number} stays on GitHub as closed`] : [],
      target: targetOf(world, {}, issue?.number),
      impacts: open ? [{ address: `${world.github.repository}#${issue.number}`, type: 'issue', operation: 'update', marks: [], detail: 'it is closed' }] : [],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, issue } = seen.value;
    if (issue?.state !== 'open') return { ok: true, output: {}, summary: 'The issue is not open.', undo: 'nothing-changed' };
    const { number } = issue;
    const doing = { verb: `close #${number}`, thing: issueThing(world.github, number) };
    const done = await world.github.ask('PATCH /issues/{number}', { number, state: 'closed', state_reason: 'not_planned' }, issueShape, doing);
    if (!done.ok) return done;
    return { ok: true, output: { number }, summary: `Closed #${number} as not planned.`, undo: undoOf(what, number) };
  },

  async verify(what, { number }, at) {
    if (number === undefined) return { met: true };
    const seen = await look({ ...what, number }, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    return seen.value.issue?.state === 'closed' ? { met: true } : { met: false, missing: [`#${number} is still open`] };
  },
});

const undoOf = ({ repository }: Input, number: number) => ({ steps: [{ tool: 'github.reopen', input: { repository, number } }] });

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly world: World; readonly issue: IssueShape | undefined }>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const found = what.number === undefined ? await madeBy(what, world.value, at) : await readIssue(world.value.github, what.number);
  return found.ok ? ok({ world: world.value, issue: found.value }) : found;
}

async function madeBy({ call: made }: Input, { github, me }: World, at: Workplace): Promise<Outcome<IssueShape | undefined>> {
  const since = made === undefined ? undefined : await intentOf(at, made);
  const given = z.object({ title: z.string(), body: z.string().optional() }).safeParse(made?.input);
  return since === undefined || !given.success ? ok(undefined) : findIssue(github, given.data, since, me);
}
