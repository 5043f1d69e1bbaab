import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { count } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { branchNotThere, noCurrentBranch, nothingToPropose, pullRequestExists } from '../../../domain/failure/github.ts';
import { type Observation, tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { bare, body, branch, label, login, posted, repository, title } from '../inputs.ts';
import { callAt, forgetIntent } from '../intent.ts';
import { requireAssignees, requireLabels } from '../labels.ts';
import { postOnce, wasPosted } from '../post.ts';
import { currentBranch } from '../remote.ts';
import { nothing, type PullRow, pullRow, pullShape } from '../shapes.ts';
import { openWorld, readPull, targetOf, type World } from '../world.ts';
import { compared } from './compare.ts';

const name = 'github.createPullRequest';
const input = z.strictObject({
  title: title.describe('Title of the pull request.'),
  body: body.optional().describe('Description of the pull request, in Markdown.'),
  base: branch.optional().describe('Branch it is to be merged into; default: the default branch of the repository.'),
  head: z
    .union([
      branch,
      z
        .string()
        .max(250)
        .regex(/^[A-Za-z0-9][\w-]*:(?![-./])(?!.*\.\.)[^\p{C}\s~^:?*[\\]+$/u, 'a branch, or owner:branch'),
    ])
    .optional()
    .describe('Branch with the changes, `owner:branch` for one of a fork; default: the current one.'),
  draft: z.boolean().default(false).describe('Draft: as a draft, not ready for review.'),
  labels: z.array(label).max(100).optional().describe('Labels to put on it.'),
  assignees: z.array(login).max(10).optional().describe('Assign it to these people.'),
  reviewers: z.array(login).max(15).optional().describe('Reviewers to ask for a review.'),
  repository,
});
type Input = z.output<typeof input>;
const callOf = (at: Workplace, what: Input) => callAt(at, name, what);
const made = posted.extend({ base: z.string(), head: z.string() });

export const createPullRequest = tool({
  name,
  effect: 'change',
  summary: 'Open a pull request from one branch into another.',
  input,
  output: made,
  commands: ['gh pr create -f|--fill -d{draft:true} -r={reviewers} -l={labels} -a={assignees}'],
  says: [
    'open a pull request against main',
    'create a PR from feature/login into develop titled "Add login"',
    'make a draft pull request',
    'raise a PR',
    'submit a pull request for this branch',
    'propose the changes as a pull request',
    'open a pull request titled "Add cache" against main',
    'create a PR for my branch called "Fix login"',
    'submit a pull request from feature/x to develop titled "X"',
    'make a draft PR "WIP search"',
    'raise a PR against release titled "Backport"',
    'PR this branch into main as "Add cache"',
    'make a pull request from fix/a into main called "Fix a"',
    'put up a PR titled "New login"',
    'open a draft pull request against develop',
    'pr from fix/a to main called "Fix a"',
    'new pull request "Fix a"',
    'propose fix/a for develop, title "Fix a"',
    'send my branch for review as "Fix a"',
    'draft pr "Fix a"',
    'put up a pull request "Fix a" with kim as reviewer',
    'request that my branch be merged into main, titled "Add cache"',
    'ask for my branch to be merged into main as "Add cache"',
    'put my branch up as a pr "Add cache"',
    'turn my branch into a pr "Add cache"',
    'make a pr out of this branch "Add cache"',
    'put this branch up for review as "Add cache"',
    'i want to merge fix/a into main via a pull request "Fix a"',
    'file a pull request "Add cache"',
    'start a pull request "Add cache"',
    'start a draft pr "Add cache"',
    'draft pull request from fix/a "Fix a"',
    'create a pr into develop "Add cache", reviewers kim and lee',
    'pr "Add cache" with labels bug and urgent',
    'pr "Add cache" with the description "Speeds up reads"',
    'pull request "Add cache" saying "Speeds up reads" in its body',
    'open a merge request "Add cache"',
    'get a pr going for fix/a, title "Fix a"',
    'pr for branch fix/a titled "Fix a"',
    'let kim review my branch as "Add cache"',
    'submit my work as a pull request "Add cache"',
    'new pr against release/2 "Backport cache"',
    'get a pr up from fix/a to main named "Fix a"',
    'pull request please: base develop, title "Fix a"',
    'open a pr "Fix a" and have kim and lee review it',
    'open a PR "Bump node pool to 1.29" from feat/nodepool into main',
    'my branch is pushed and the tests are green on my machine since this morning, so please raise a pull request titled Fix ingest backpressure',
    "Please create a draft PR called 'WIP: split billing worker' from branch split-worker",
    'new PR, title "Drop legacy webhook", reviewers mira and oleg',
    'time to get my branch reviewed, make a PR named Add circuit breaker to checkout, label it backend',
    'open a merge request in acme/terraform-modules: "Add kms key policy" with description "Needed for the audit bucket."',
    'PR please: Upgrade helm charts to v3 syntax, body "no functional changes", as draft',
    'i want a PR from nightly-fixes to main',
    'send up a PR for review: "fix: null tenant in export job"',
    'gh pr create --title "Rotate certs" --base main --draft',
  ],
  examples: [
    {
      title: 'Open a pull request',
      input: { title: 'Remember the last search', body: 'Kept for a day.', head: 'topic', reviewers: ['anna'], repository: 'example/shop' },
    },
  ],
  guessMs: 2_500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, base, head, ahead, files, local } = seen.value;
    const { github } = world;
    // Not over the commits of the branch: a push in the same plan comes before this step.
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, me: world.me, base, head }),
      summary: `Open ${what.draft ? 'a draft pull request' : 'a pull request'} from ${head} into ${base}: "${what.title}"`,
      files: [],
      undo: { steps: [{ tool: 'github.withdrawPullRequest', input: { repository: github.repository, call: callOf(at, what) } }] },
      warnings: [
        ...(ahead === undefined
          ? [`${head} is not on GitHub yet: it must be pushed first`]
          : [`it proposes ${count(ahead, 'commit')} in ${count(files, 'file')}`]),
        ...(local ? ['the branch here has commits that are not on GitHub'] : []),
        ...(what.reviewers?.length ? [`${what.reviewers.map(bare).join(', ')} will be asked for a review at once`] : []),
        'a pull request can be closed and not deleted: its number stays taken',
      ],
      target: targetOf(world, { branch: base }),
      impacts: [{ address: `${github.repository} ${head} → ${base}`, type: 'pull-request', operation: 'create', marks: [] }],
    });
  },

  async run(what, at): Promise<Observation<z.output<typeof made>>> {
    await forgetIntent(at, callOf(at, what));
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, base, head, ahead } = seen.value;
    const { github } = world;
    if (ahead === undefined) return failed(branchNotThere(head, github.repository, undefined));
    const doing = { verb: 'open the pull request', thing: `repository ${github.repository}` };
    at.progress(`Opening a pull request from ${head} into ${base}`);
    const done = await postOnce<PullRow>(at, github, {
      what: callOf(at, what),
      called: 'the pull request',
      send: () =>
        github.ask(
          'POST /pulls',
          { title: what.title, head, base, draft: what.draft, ...(what.body === undefined ? {} : { body: what.body }) },
          pullShape,
          doing,
        ),
      find: () => openOne(world, base, head, what.title),
    });
    if (!done.ok) return done;
    const { number, html_url } = done.value;
    const undo = { steps: [{ tool: 'github.withdrawPullRequest', input: { repository: github.repository, number } }] };
    const thing = `pull request #${number} in ${github.repository}`;
    if (what.labels?.length) {
      const labelled = await github.ask('POST /issues/{number}/labels', { number, labels: what.labels }, nothing, { verb: `label #${number}`, thing });
      if (!labelled.ok) return { ...labelled, undo };
    }
    if (what.assignees?.length) {
      const assigned = await github.ask('PATCH /issues/{number}', { number, assignees: what.assignees.map(bare) }, nothing, {
        verb: `assign #${number}`,
        thing,
      });
      if (!assigned.ok) return { ...assigned, undo };
    }
    if (what.reviewers?.length) {
      const reviewers = what.reviewers.map(bare);
      const asked = await github.ask('POST /pulls/{number}/requested_reviewers', { number, reviewers }, nothing, {
        verb: `ask for a review of #${number}`,
        thing,
      });
      if (!asked.ok) return { ...asked, undo };
    }
    return { ok: true, output: { number, url: html_url, base, head }, summary: `Opened #${number}, ${head} into ${base}: ${html_url}`, undo };
  },

  async verify(what, seen, at) {
    const world = await openWorld(what.repository, at);
    if (!world.ok) return { met: false, missing: [world.failure.message] };
    const pull = await readPull(world.value.github, seen.number);
    if (!pull.ok) return { met: false, missing: [pull.failure.message] };
    const it = pull.value;
    const lower = it.labels.map((l) => l.toLowerCase());
    const missing = [
      ...(it.state === 'open' ? [] : [`#${seen.number} is ${it.state}`]),
      ...(it.base.ref === seen.base ? [] : [`#${seen.number} goes into ${it.base.ref}`]),
      ...(it.title === what.title.trim() ? [] : [`#${seen.number} has another title`]),
      ...(what.labels ?? []).filter((l) => !lower.includes(l.toLowerCase())).map((l) => `#${seen.number} does not have the label ${l}`),
    ];
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  inspect: (what, at) =>
    wasPosted(what.repository, at, {
      what: callOf(at, what),
      find: async () => {
        const seen = await openWorld(what.repository, at);
        if (!seen.ok) return seen;
        const ends = await endsOf(what, seen.value, at);
        return ends.ok ? openOne(seen.value, ends.value.base, ends.value.head, what.title) : ends;
      },
    }),
});

interface Seen {
  readonly world: World;
  readonly base: string;
  readonly head: string;
  /** Commits it proposes; `undefined`: the branch is not on GitHub. */
  readonly ahead: number | undefined;
  readonly files: number;
  /** The branch here is further than the one there. */
  readonly local: boolean;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const { github } = world.value;
  const ends = await endsOf(what, world.value, at);
  if (!ends.ok) return ends;
  const { base, head } = ends.value;
  const labels = await requireLabels(github, what.labels ?? []);
  if (!labels.ok) return labels;
  const assignees = await requireAssignees(github, (what.assignees ?? []).map(bare));
  if (!assignees.ok) return assignees;
  const there = await openOne(world.value, base, head);
  if (!there.ok) return there;
  if (there.value !== undefined) return failed(pullRequestExists(there.value.number, head, base));
  const between = await compared(github, base, head);
  if (!between.ok) return between;
  if (between.value?.ahead === 0) return failed(nothingToPropose(head, base));
  const { commit } = ends.value;
  return ok({
    world: world.value,
    base,
    head,
    ahead: between.value?.ahead,
    files: between.value?.files ?? 0,
    local: commit !== undefined && between.value !== undefined && between.value.commit !== commit,
  });
}

/** Into what, and from where: a branch of a fork has its owner before it. */
async function endsOf(
  what: Input,
  { github, repository }: World,
  at: Workplace,
): Promise<Outcome<{ readonly base: string; readonly head: string; readonly commit: string | undefined }>> {
  const base = what.base ?? repository.default_branch;
  if (what.head !== undefined) return ok({ base, head: what.head, commit: undefined });
  const current = await currentBranch(at);
  if (!current.ok) return failed(current.failure.code === 'github/no-current-branch' ? noCurrentBranch() : current.failure);
  const { there, pushedTo, commit } = current.value;
  const fork = pushedTo !== undefined && pushedTo.owner.toLowerCase() !== github.place.owner.toLowerCase();
  return ok({ base, head: fork ? `${pushedTo.owner}:${there}` : there, commit });
}

/** The open pull request between the two, if there is one; only with that title, when one is named. */
async function openOne({ github }: World, base: string, head: string, title?: string): Promise<Outcome<PullRow | undefined>> {
  const whole = head.includes(':') ? head : `${github.place.owner}:${head}`;
  const listed = await github.list(
    'GET /pulls',
    { state: 'open', base, head: whole },
    { shape: pullRow, limit: 10, keep: (one) => one.head.ref === whole.split(':')[1] && (title === undefined || one.title === title.trim()) },
    { verb: 'list the pull requests', thing: `repository ${github.repository}` },
  );
  return listed.ok ? ok(listed.value.items[0]) : listed;
}
