import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { notOpen } from '../../../domain/failure/github.ts';
import { changesNothing, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { exactRepository, number } from '../inputs.ts';
import { type Call, call, intentOf } from '../intent.ts';
import { notBefore } from '../post.ts';
import { type PullRow, pullRow, pullShape } from '../shapes.ts';
import { openWorld, readPull, stateOf, targetOf, type World } from '../world.ts';

const input = z.strictObject({
  repository: exactRepository,
  number: number.optional().describe('The pull request that was opened.'),
  call: call.optional().describe('The call that was cut off: the one it may have opened.'),
});
type Input = z.output<typeof input>;

/** The undo of opening a pull request: GitHub lets one be closed and never deleted. */
export const withdrawPullRequest = tool({
  name: 'github.withdrawPullRequest',
  effect: 'change',
  summary: 'Close a pull request that a run opened.',
  input,
  output: z.object({ number: z.int().optional() }),
  says: [],
  guessMs: 1_500,
  repeatable: true,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull } = seen.value;
    const open = pull?.state === 'open';
    return ok({
      digest: digestOf({
        what,
        repository: world.repository.full_name,
        number: pull?.number ?? null,
        state: pull?.state ?? null,
        head: pull?.head.sha ?? null,
      }),
      summary: open ? `Close pull request #${pull.number}` : 'Nothing to close: the pull request is not open',
      files: [],
      undo: open ? { steps: [{ tool: 'github.reopen', input: { repository: what.repository, number: pull.number } }] } : 'nothing-changed',
      ...changesNothing(!open),
      warnings: open ? [`#${pull.number} stays on GitHub as closed`] : [],
      target: targetOf(world, {}, pull?.number),
      impacts: open
        ? [{ address: `${world.github.repository}#${pull.number}`, type: 'pull-request', operation: 'update', marks: [], detail: 'it is closed' }]
        : [],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull } = seen.value;
    if (pull?.state !== 'open') return { ok: true, output: {}, summary: 'The pull request is not open.', undo: 'nothing-changed' };
    const { number } = pull;
    const done = await world.github.ask('PATCH /pulls/{number}', { number, state: 'closed' }, pullShape, {
      verb: `close #${number}`,
      thing: `pull request #${number}`,
    });
    if (!done.ok) return done;
    const undo = { steps: [{ tool: 'github.reopen', input: { repository: what.repository, number } }] };
    return { ok: true, output: { number }, summary: `Closed #${number}.`, undo };
  },

  async verify(what, { number }, at) {
    if (number === undefined) return { met: true };
    const seen = await look({ ...what, number }, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    return seen.value.pull?.state === 'closed' ? { met: true } : { met: false, missing: [`#${number} is still open`] };
  },
});

async function look(what: Input, at: Workplace): Promise<Outcome<{ readonly world: World; readonly pull: PullRow | undefined }>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const found = what.number === undefined ? await madeBy(world.value, what.call, at) : await readPull(world.value.github, what.number);
  if (!found.ok) return found;
  if (found.value?.merged_at) return failed(notOpen(`#${found.value.number}`, stateOf(found.value), 'close'));
  return ok({ world: world.value, pull: found.value });
}

/** The open pull request with its title that this account opened since the call began. */
async function madeBy({ github, me }: World, made: Call | undefined, at: Workplace): Promise<Outcome<PullRow | undefined>> {
  const since = made === undefined ? undefined : await intentOf(at, made);
  if (made === undefined || since === undefined) return ok(undefined);
  const title = String(made.input.title).trim();
  const row = pullRow.extend({ created_at: z.string() });
  const listed = await github.list(
    'GET /pulls',
    { state: 'open', sort: 'created', direction: 'desc' },
    { shape: row, limit: 1, keep: (one) => one.title === title && (me === undefined || one.user === me) && notBefore(one.created_at, since) },
    { verb: 'list the pull requests', thing: `repository ${github.repository}` },
  );
  return listed.ok ? ok(listed.value.items[0]) : listed;
}
