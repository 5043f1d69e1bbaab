import { z } from 'zod';
import { digestOf } from '../../../base/hash.ts';
import { shorten } from '../../../base/say.ts';
import { failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { featureGone } from '../../../domain/failure/github.ts';
import { tool } from '../../../domain/tool.ts';
import type { Workplace } from '../../../domain/workplace.ts';
import { connect, type Github } from '../connect.ts';
import { bare, body, label, login, posted, repository, title } from '../inputs.ts';
import { callAt, forgetIntent } from '../intent.ts';
import { requireAssignees, requireLabels } from '../labels.ts';
import { notBefore, postOnce, wasPosted } from '../post.ts';
import { type IssueShape, issueShape } from '../shapes.ts';
import { login as loginOf, openWorld, readIssue, sameText, targetOf, type World } from '../world.ts';

const name = 'github.createIssue';
const input = z.strictObject({
  title: title.describe('Title of the issue.'),
  body: body.optional().describe('Description of the issue, in Markdown.'),
  labels: z.array(label).max(100).optional().describe('Labels to put on it.'),
  assignees: z.array(login).max(10).optional().describe('Assign it to these people.'),
  repository,
});
type Input = z.output<typeof input>;
const callOf = (at: Workplace, what: Input) => callAt(at, name, what);

export const createIssue = tool({
  name,
  effect: 'change',
  summary: 'Open an issue.',
  input,
  output: posted,
  commands: ['gh issue create -l={labels} -a={assignees}'],
  says: [
    'open an issue "Login fails"',
    'create an issue titled "Slow start" with label bug',
    'file a bug report',
    'report a bug',
    'raise a ticket called "Update the docs"',
    'new issue',
    'open an issue titled "Login broken"',
    'file a bug "Crash on start"',
    'create a ticket called "Update docs" with label docs',
    'report an issue: "Search is slow"',
    'raise an issue about flaky tests',
    'file a ticket "Rotate certs"',
    'log a bug called "Search hangs" with label bug',
    'new issue: "Upgrade node"',
    'make an issue titled "Clean up" for bob',
    'new bug: login fails',
    'file a ticket "Login fails"',
    'report that the export is broken',
    'open an issue named "Login fails" with label bug',
    'issue for kim: "Update the docs"',
    'raise a ticket titled "Slow search"',
    'i found a bug, file it as "x"',
    'found a bug: "x"',
    'log a bug "x"',
    'log an issue "x"',
    'log a ticket "x" for kim',
    'write up a bug "x"',
    'write a ticket "x"',
    'record a bug called "x"',
    'track a new bug "x"',
    'raise a ticket "x"',
    'raise an issue that the search is slow',
    'submit a feature request "x"',
    'feature request: "x"',
    'request a feature "x"',
    'put a ticket in the tracker "x"',
    'add an issue "x" to the backlog',
    'new bug "x" labelled urgent',
    'new issue "x" with the text "y"',
    'make an issue "x" for kim',
    'make a ticket "x" and assign it to kim',
    'open a ticket "x" in example/app',
    'bug report "x" with the description "y"',
    'there should be an issue "x"',
    'issue titled "x", labels bug and urgent, assigned to kim',
    'please open a bug for the team "x"',
    'report "x" as an issue',
    'create issue "x" with label urgent for kim',
    'file a bug titled Export job crashes on empty tenants, label bug',
    'Please create an issue in acme/gateway called "Rate limit headers missing" and assign it to rui.',
    'new github issue, title "Document the restore procedure", labels docs and ops',
    'I just noticed that the nightly backup ran twice, can you raise an issue "Nightly backup runs twice" with the text "Seen on Monday and Tuesday."',
    "report a problem in fleet/app: 'Map tiles do not load on android'",
    'Requesting a new issue, title "Rotate signing keys", assignees oksana and bill, label security.',
    'gh issue create --title "Flaky e2e test" --body "fails one time in ten"',
    'could someone write down "Kiosk screens stay black after update" as an issue in kiosk/os with label p1',
    'before i forget it, open new isue "Alert when queue depth over 10k"',
    'feature request as a github issue: "Dark mode for the admin console", label enhancement',
    'track this in ingest/api as an issue — "Return 429 instead of 500"',
  ],
  examples: [
    { title: 'Report a bug', input: { title: 'Search forgets the filter', body: 'Going back loses it.', labels: ['bug'], repository: 'example/shop' } },
  ],
  guessMs: 1_500,

  async preview(what, at) {
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, labels, like } = seen.value;
    const { github } = world;
    return ok({
      digest: digestOf({ what, repository: world.repository.full_name, me: world.me, labels }),
      summary: `Open an issue in ${github.repository}: "${shorten(what.title, 100)}"`,
      files: [],
      undo: { steps: [{ tool: 'github.withdrawIssue', input: { repository: github.repository, call: callOf(at, what) } }] },
      warnings: [
        ...(world.repository.private ? [] : ['the repository is public: everybody can read it']),
        ...(like === undefined ? [] : [`#${like} has this title and is open`]),
        ...(what.assignees?.length ? [`${what.assignees.map(bare).join(', ')} will be notified at once`] : []),
        'an issue can be closed and, without admin rights, not deleted: its number stays taken',
      ],
      target: targetOf(world),
      impacts: [{ address: github.repository, type: 'issue', operation: 'create', marks: [] }],
    });
  },

  async run(what, at) {
    await forgetIntent(at, callOf(at, what));
    const seen = await look(what, at);
    if (!seen.ok) return seen;
    const { world, labels } = seen.value;
    const { github } = world;
    const made = await postOnce<IssueShape>(at, github, {
      what: callOf(at, what),
      called: 'the issue',
      send: () =>
        github.ask(
          'POST /issues',
          {
            title: what.title,
            ...(what.body === undefined ? {} : { body: what.body }),
            ...(labels.length === 0 ? {} : { labels }),
            ...(what.assignees === undefined ? {} : { assignees: what.assignees.map(bare) }),
          },
          issueShape,
          { verb: 'open an issue', thing: `repository ${github.repository}` },
        ),
      find: (_github, since) => findIssue(github, what, since, world.me),
    });
    if (!made.ok) return made;
    const { number, html_url } = made.value;
    return {
      ok: true,
      output: { number, url: html_url },
      summary: `Opened #${number}: ${html_url}`,
      undo: { steps: [{ tool: 'github.withdrawIssue', input: { repository: github.repository, number } }] },
    };
  },

  async verify(what, seen, at) {
    const github = await connect(what.repository, at);
    if (!github.ok) return { met: false, missing: [github.failure.message] };
    const issue = await readIssue(github.value, seen.number);
    if (!issue.ok) return { met: false, missing: [issue.failure.message] };
    const has = (all: readonly string[], one: string): boolean => all.some((other) => other.toLowerCase() === one.toLowerCase());
    const missing = [
      ...(issue.value.title === what.title.trim() ? [] : [`#${seen.number} has another title`]),
      ...(what.labels ?? []).filter((one) => !has(issue.value.labels, one)).map((one) => `#${seen.number} does not have the label ${one}`),
      ...(what.assignees ?? []).filter((one) => !has(issue.value.assignees, bare(one))).map((one) => `#${seen.number} is not assigned to ${bare(one)}`),
    ];
    return missing.length === 0 ? { met: true } : { met: false, missing };
  },

  inspect: (what, at) => wasPosted(what.repository, at, { what: callOf(at, what), find: (github, since) => findIssue(github, what, since) }),
});

interface Seen {
  readonly world: World;
  /** As GitHub writes them. */
  readonly labels: readonly string[];
  /** An open issue with this very title. */
  readonly like: number | undefined;
}

async function look(what: Input, at: Workplace): Promise<Outcome<Seen>> {
  const world = await openWorld(what.repository, at);
  if (!world.ok) return world;
  const { github, repository } = world.value;
  if (!repository.has_issues) return failed(featureGone(`The list of issues of ${github.repository}`, 'issues are disabled'));
  const labels = await requireLabels(github, what.labels ?? []);
  if (!labels.ok) return labels;
  const assignees = await requireAssignees(github, (what.assignees ?? []).map(bare));
  if (!assignees.ok) return assignees;
  const recent = await github.list(
    'GET /issues',
    { state: 'open', sort: 'created', direction: 'desc' },
    { shape: issueShape, limit: 99 },
    { verb: 'list the issues', thing: `repository ${github.repository}` },
  );
  if (!recent.ok) return recent;
  const like = recent.value.items.find((one) => !one.pull_request && one.title.trim().toLowerCase() === what.title.trim().toLowerCase());
  return ok({ world: world.value, labels: labels.value, like: like?.number });
}

/** The newest issue by this account with this title and text since then. */
export async function findIssue(github: Github, what: Pick<Input, 'title' | 'body'>, since: string, me?: string): Promise<Outcome<IssueShape | undefined>> {
  const who = me === undefined ? await loginOf(github) : ok(me);
  if (!who.ok) return who;
  const listed = await github.list(
    'GET /issues',
    { state: 'all', sort: 'created', direction: 'desc', since, ...(who.value === undefined ? {} : { creator: who.value }) },
    {
      shape: issueShape,
      limit: 1,
      keep: (one) => !one.pull_request && one.title === what.title.trim() && sameText(one.body, what.body ?? '') && notBefore(one.created_at, since),
    },
    { verb: 'list the issues', thing: `repository ${github.repository}` },
  );
  return listed.ok ? ok(listed.value.items[0]) : listed;
}
