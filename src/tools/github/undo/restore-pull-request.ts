import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { list } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { changedOnGithub } from '../../../domain/failure/github.ts';
import { changesNothing, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { branch, exactRepository, number } from '../inputs.ts';
import { differing, only, type PullField, type PullFields, pullFieldsOf, putBack, writeFields } from '../pulls/fields.ts';
import type { PullShape } from '../shapes.ts';
import { openWorld, readPull, targetOf, type World } from '../world.ts';
import { fields as issueFields } from './restore-issue.ts';

const fields = issueFields.extend({ base: branch.optional(), draft: z.boolean().optional() });
const input = z.strictObject({
  repository: exactRepository,
  number: number.describe('Number of the pull request.'),
  to: fields.describe('What was there.'),
  expect: fields.describe('What the run left: anything else there stops this.'),
});
type Input = z.output<typeof input>;

/** The undo of an edit: puts the fields back that were changed, unless somebody changed them since. */
export const restorePullRequest = tool({
  name: 'github.restorePullRequest',
  effect: 'change',
  summary: 'Put fields of a pull request back to what they were before a run edited them.',
  input,
  output: z.object({ number: z.int() }),
  says: [],
  guessMs: 2_500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, now, after, changed } = seen.value;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, now }),
      summary:
        changed.length === 0 ? `Nothing to put back: pull request #${what.number} is as it was` : `Put ${list(changed)} of pull request #${what.number} back`,
      files: [],
      undo: putBack(what.repository, what.number, now, after, changed),
      ...changesNothing(changed.length === 0),
      warnings: [],
      target: targetOf(world, {}, what.number),
      impacts: changed.length === 0 ? [] : [{ address: `${world.github.repository}#${what.number}`, type: 'pull-request', operation: 'update', marks: [] }],
    });
  },

  async run(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull, now, after, changed } = seen.value;
    if (changed.length === 0) return { ok: true, output: { number: what.number }, summary: `#${what.number} is as it was.`, undo: 'nothing-changed' };
    const { done, outcome } = await writeFields(world, pull, only(after, changed));
    const undo = putBack(what.repository, what.number, now, after, done);
    if (!outcome.ok) return { ...outcome, undo };
    return { ok: true, output: { number: what.number }, summary: `#${what.number} is as it was.`, undo };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    const { changed } = seen.value;
    return changed.length === 0 ? { met: true } : { met: false, missing: [`${list(changed)} of #${what.number} is not as it was`] };
  },

  async inspect(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return 'unknown';
    const { changed } = seen.value;
    return changed.length === 0 ? 'done' : changed.length === Object.keys(what.to).length ? 'not-started' : 'unknown';
  },
});

interface Seen {
  readonly world: World;
  readonly pull: PullShape;
  readonly now: PullFields;
  readonly after: PullFields;
  readonly changed: readonly PullField[];
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const pull = await readPull(world.value.github, what.number);
  if (!pull.ok) return pull;
  const now = pullFieldsOf(pull.value);
  const after = whole(now, what.to);
  const changed = differing(now, after);
  // Field by field: of an edit that was cut off, some may be as before already.
  const left = whole(now, what.expect);
  const foreign = differing(now, left).filter((name) => changed.includes(name));
  if (foreign.length > 0) return failed(changedOnGithub(`Pull request #${what.number}`));
  return ok({ world: world.value, pull: pull.value, now, after, changed });
}

/** The pull request as it is, with these fields instead. */
const whole = (now: PullFields, { title, body, labels, assignees, base, draft }: Input['to']): PullFields => ({
  title: title ?? now.title,
  body: body ?? now.body,
  labels: labels === undefined ? now.labels : [...labels].sort(),
  assignees: assignees === undefined ? now.assignees : [...assignees].sort(),
  base: base ?? now.base,
  draft: draft ?? now.draft,
});
