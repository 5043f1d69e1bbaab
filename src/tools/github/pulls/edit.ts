import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { list, shorten } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { branchNotThere, nothingToEdit, notOpen } from '../../../domain/failure/github.ts';
import { changesNothing, type Observation, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { body, branch, number, posted, repository, title } from '../inputs.ts';
import { described } from '../issues/fields.ts';
import { handedOn, handing, namesNothing } from '../labels.ts';
import { branchShape, type PullShape } from '../shapes.ts';
import { openWorld, readPull, stateOf, targetOf, type World } from '../world.ts';
import { differing, only, type PullField, type PullFields, pullFieldsOf, putBack, writeFields } from './fields.ts';

const input = z.strictObject({
  number: number.describe('Number of the pull request.'),
  title: title.optional().describe('New title.'),
  body: body.optional().describe('New description, in Markdown: replaces the old one.'),
  base: branch.optional().describe('Another branch it is to be merged into.'),
  state: z.enum(['draft', 'ready']).optional().describe('Back to a draft, or ready for review.'),
  ...handing,
  repository,
});
type Input = z.output<typeof input>;
const edited = posted.extend({ changed: z.array(z.string()) });

export const editPullRequest = tool({
  name: 'github.editPullRequest',
  effect: 'change',
  summary: 'Edit a pull request: title, description, base, draft or ready, labels, assignees.',
  input,
  output: edited,
  onlyWith: ['pull', 'pr', 'prs', 'mr', 'draft', 'ready', 'base', 'retarget'],
  commands: [
    'gh pr edit {number} -t|--title={title} -b|--body={body} -B|--base={base} --add-label={addLabels} --remove-label={removeLabels} --add-assignee={assign} --remove-assignee={unassign}',
    'gh pr ready {number} --undo{state:draft} {state:ready}',
  ],
  says: [
    'edit pull request 12',
    'mark pr 12 as ready for review',
    'pr 12 is ready for review',
    'make pull request 12 ready',
    'take #12 out of draft',
    'turn pr 12 back into a draft',
    'convert pull request 12 to draft',
    'make pr 12 a draft again',
    'rename pr 12 to "Add login"',
    'change the title of pull request 12 to "Add login"',
    'retitle pr 12 as "Add login"',
    'change the description of pr 12 to "Adds a login"',
    'change the base of pr 12 to develop',
    'retarget pr 12 to release/2.0',
    'point pull request 12 at develop',
    'add the label bug to pr 12',
    'label pull request 12 as urgent',
    'remove the label wip from pr 12',
    'assign pr 12 to anna',
    'assign pull request 12 to kim',
    'unassign kim from pr 12',
    'rename PR 120 to "Add retry to ingest client"',
    "I've addressed everything I had on my list and the tests pass, so you can now mark PR 88 as ready for review",
    'Could you change the base of pull request 407 to release/5.0?',
    "assign pr 212 to marek please, he said in the standup that he'd take care of it from here on while I'm away",
    'unassign lena from pull request 930, she moved over to the data team on the first of the month and gets all our mails',
    'I opened 644 against main by accident, the PR should target develop',
    'Requesting that pull request 72 in fleet/deploy be assigned to ines and rob.',
    'make 533 a draft again pls, its a PR and i am not finished',
    'Ana is on leave, so swap her out as assignee of pull request 318: user ana goes, user jorge comes.',
    'update the text of pull request 96 to "Fixes the memory leak in the exporter."',
    'undraft pr 47',
    'can you fix the typo in the title of PR 860, it should read "Rotate database passwords"',
    'remove labels stale and blocked from merge request 1173, the reason for both is gone since the vendor delivered the missing piece on Monday',
    'the pull request 25 is no longer work in progress, please set it to ready, repository is kiosk/printer',
    "retarget 155 onto main, it's the PR about the helm upgrade",
    "let's retitle pull 2014 as Deprecate v1 endpoints and point it at branch next",
  ],
  examples: [
    {
      title: 'Make a draft of it, with a clearer title and a label',
      input: { number: 2, title: 'Add login by mail', state: 'draft', addLabels: ['bug'], repository: 'example/shop' },
    },
  ],
  guessMs: 2_500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull, before, after, changed } = seen.value;
    const { github } = world;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, before, after, state: pull.state }),
      summary:
        changed.length === 0
          ? `Nothing to change: pull request #${what.number} is like that`
          : `Change ${list(changed.map(named))} of pull request #${what.number} "${shorten(pull.title, 80)}"`,
      files: [],
      undo: putBack(github.repository, what.number, before, after, changed),
      ...changesNothing(changed.length === 0),
      warnings: [
        ...(pull.user !== world.me && (changed.includes('title') || changed.includes('body')) ? [`its text is by ${pull.user}`] : []),
        ...(changed.includes('base')
          ? [`what it proposes is compared with ${after.base} from then on, and checks and approvals may have to be given again`]
          : []),
        ...(changed.includes('draft') && !after.draft ? ['whoever its branch asks for a review is told at once'] : []),
        ...(changed.includes('draft') && after.draft && pull.auto_merge ? ['GitHub would have merged it by itself; a draft it does not'] : []),
      ],
      target: targetOf(world, { branch: after.base }, what.number),
      impacts:
        changed.length === 0
          ? []
          : [
              {
                address: `${github.repository}#${what.number}`,
                type: 'pull-request',
                operation: 'update',
                marks: [],
                detail: list(changed.map((name) => told(name, before, after))),
              },
            ],
    });
  },

  async run(what, at): Promise<Observation<z.output<typeof edited>>> {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, pull, before, after, changed } = seen.value;
    const output = { number: what.number, url: pull.html_url, changed: [...changed] };
    if (changed.length === 0) return { ok: true, output, summary: `#${what.number} is like that already.`, undo: 'nothing-changed' };
    const { done, outcome } = await writeFields(world, pull, only(after, changed));
    const undo = putBack(world.github.repository, what.number, before, after, done);
    if (!outcome.ok) return { ...outcome, undo };
    return { ok: true, output, summary: `Changed ${list(changed.map(named))} of #${what.number}: ${pull.html_url}`, undo };
  },

  async verify(what, _seen, at) {
    const seen = await look(what, at);
    if (!seen.ok) return { met: false, missing: [seen.failure.message] };
    const { changed } = seen.value;
    return changed.length === 0 ? { met: true } : { met: false, missing: changed.map((name) => `${named(name)} of #${what.number} is not as asked`) };
  },

  async inspect(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return 'unknown';
    const { changed, before } = seen.value;
    if (changed.length === 0) return 'done';
    // Of several requests some may have been carried out: what is then like asked can't be told from what was like that before.
    return asked(what, before).every((name) => changed.includes(name)) ? 'not-started' : 'unknown';
  },
});

interface Seen {
  readonly world: World;
  readonly pull: PullShape;
  readonly before: PullFields;
  readonly after: PullFields;
  /** What would be different. */
  readonly changed: readonly PullField[];
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const { title, body, base, state, addLabels, removeLabels, assign, unassign } = what;
  if (namesNothing([title, body, base, state, addLabels, removeLabels, assign, unassign])) return failed(nothingToEdit(`pull request #${what.number}`));
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const { github } = world.value;
  const pull = await readPull(github, what.number);
  if (!pull.ok) return pull;
  const before = pullFieldsOf(pull.value);
  const draft = state === undefined ? before.draft : state === 'draft';
  // What else can be edited of one that is closed, GitHub lets be edited.
  if (pull.value.state !== 'open' && (base ?? before.base) !== before.base) return failed(notOpen(`#${what.number}`, stateOf(pull.value), 'aim elsewhere'));
  if (pull.value.state !== 'open' && draft !== before.draft) return failed(notOpen(`#${what.number}`, stateOf(pull.value), 'make ready or a draft'));
  if (base !== undefined && base !== before.base) {
    const there = await github.ask('GET /branches/{branch}', { branch: base }, branchShape, { verb: `look at ${base}`, thing: `branch ${base}` });
    if (!there.ok) return there.failure.code === 'github/not-found' ? failed(branchNotThere(base, github.repository, undefined)) : there;
  }
  const handed = await handedOn(github, before, what);
  if (!handed.ok) return handed;
  const after: PullFields = {
    title: title?.trim() ?? before.title,
    body: body ?? before.body,
    base: base ?? before.base,
    draft,
    ...handed.value,
  };
  return ok({ world: world.value, pull: pull.value, before, after, changed: differing(before, after) });
}

/** The fields an input names. */
const asked = (what: Input, before: PullFields): readonly PullField[] =>
  (Object.keys(before) as PullField[]).filter((name) =>
    name === 'labels'
      ? !namesNothing([what.addLabels, what.removeLabels])
      : name === 'assignees'
        ? !namesNothing([what.assign, what.unassign])
        : what[name === 'draft' ? 'state' : name] !== undefined,
  );

const named = (name: PullField): string => (name === 'body' ? 'description' : name === 'draft' ? 'draft state' : name);

const told = (name: PullField, before: PullFields, after: PullFields): string =>
  name === 'base'
    ? `into ${after.base} (was ${before.base})`
    : name === 'draft'
      ? after.draft
        ? 'back to a draft'
        : 'ready for review'
      : described(name, before, after);
