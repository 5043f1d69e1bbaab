import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { type Outcome, ok } from '../../../domain/failure/failure.ts';
import { changesNothing, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { exactRepository, number } from '../inputs.ts';
import { issueShape } from '../shapes.ts';
import { openWorld, targetOf, type World } from '../world.ts';

const input = z.strictObject({ repository: exactRepository, number: number.describe('Issue or pull request.') });
type Input = z.output<typeof input>;

/** The undo of closing an issue or a pull request. */
export const reopen = tool({
  name: 'github.reopen',
  effect: 'change',
  summary: 'Open an issue or a pull request again that a run closed.',
  input,
  output: z.object({ number: z.int(), url: z.string() }),
  says: [],
  guessMs: 1_500,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, issue } = seen.value;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, state: issue.state }),
      summary: issue.state === 'open' ? `Nothing to do: #${what.number} is open` : `Open #${what.number} again`,
      files: [],
      undo: issue.state === 'open' ? 'nothing-changed' : undoOf(what, issue),
      ...changesNothing(issue.state === 'open'),
      warnings: issue.pull_request ? ['GitHub refuses it when its branch is gone or was pushed to by force in between'] : [],
      target: targetOf(world, {}, what.number),
      impacts:
        issue.state === 'open'
          ? []
          : [{ address: `${world.github.repository}#${what.number}`, type: issue.pull_request ? 'pull-request' : 'issue', operation: 'update', marks: [] }],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, issue } = seen.value;
    const output = { number: what.number, url: issue.html_url };
    if (issue.state === 'open') return { ok: true, output, summary: `#${what.number} is open.`, undo: 'nothing-changed' };
    const doing = { verb: `open #${what.number} again`, thing: `#${what.number} in ${world.github.repository}` };
    const done = await world.github.ask(
      issue.pull_request ? 'PATCH /pulls/{number}' : 'PATCH /issues/{number}',
      { number: what.number, state: 'open' },
      z.object({ state: z.string() }),
      doing,
    );
    if (!done.ok) return done;
    return { ok: true, output, summary: `#${what.number} is open again.`, undo: undoOf(what, issue) };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    return seen.value.issue.state === 'open' ? { met: true } : { met: false, missing: [`#${what.number} is closed`] };
  },
});

const undoOf = (what: Input, issue: z.output<typeof issueShape>) => ({
  steps: [
    issue.pull_request
      ? { tool: 'github.closePullRequest', input: what }
      : { tool: 'github.closeIssue', input: { ...what, reason: issue.state_reason === 'not_planned' ? 'not planned' : 'completed' } },
  ],
});

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly world: World; readonly issue: z.output<typeof issueShape> }>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const doing = { verb: `look at #${what.number}`, thing: `#${what.number} in ${world.value.github.repository}` };
  const issue = await world.value.github.ask('GET /issues/{number}', { number: what.number }, issueShape, doing);
  return issue.ok ? ok({ world: world.value, issue: issue.value }) : issue;
}
