import type { Data, Issue } from '../../support/github-data.ts';

const repository = 'example/shop';
const head = 'b'.repeat(40);
const call = { tool: 'github.commentIssue', input: { body: 'benign', number: 1 }, step: 'run-1/do' };
/** One input a tool with every text it takes. */
export const samples: Readonly<Record<string, object>> = {
  'github.listPullRequests': { author: 'mona', base: 'main', head: 'topic', text: 'benign', label: 'bug', repository },
  'github.showPullRequest': { number: 2, repository },
  'github.createPullRequest': {
    title: 'benign',
    body: 'benign',
    base: 'main',
    head: 'topic',
    labels: ['bug'],
    reviewers: ['anna'],
    assignees: ['anna'],
    repository,
  },
  'github.commentPullRequest': { number: 2, body: 'benign', repository },
  'github.reviewPullRequest': { number: 2, verdict: 'comment', body: 'benign', head, repository },
  'github.mergePullRequest': { number: 2, title: 'benign', message: 'benign', head, repository },
  'github.closePullRequest': { number: 2, comment: 'benign', repository },
  'github.listChecks': { ref: 'main', repository },
  'github.listIssues': { label: 'bug', assignee: 'anna', author: 'mona', text: 'benign', repository },
  'github.showIssue': { number: 1, repository },
  'github.createIssue': { title: 'benign', body: 'benign', labels: ['bug'], assignees: ['anna'], repository },
  'github.editIssue': {
    number: 1,
    title: 'benign',
    body: 'benign',
    addLabels: ['wontfix'],
    removeLabels: ['bug'],
    assign: ['anna'],
    unassign: ['mona'],
    milestone: 'Version 1',
    repository,
  },
  'github.commentIssue': { number: 1, body: 'benign', repository },
  'github.closeIssue': { number: 1, comment: 'benign', repository },
  'github.deleteComment': { number: 1, body: 'benign', comment: 5, call, repository },
  'github.dismissReview': { number: 2, review: 5, call, repository },
  'github.reopen': { number: 1, repository },
  'github.restoreIssue': {
    number: 1,
    to: { title: 'benign', body: 'benign', labels: ['bug'], assignees: ['anna'], milestone: { number: 1, title: 'Version 1' } },
    expect: { title: 'Login fails', body: 'About Login fails.', labels: ['bug'], assignees: ['anna'], milestone: { number: 1, title: 'Version 1' } },
    repository,
  },
  'github.editPullRequest': {
    number: 2,
    title: 'benign',
    body: 'benign',
    base: 'topic',
    addLabels: ['wontfix'],
    removeLabels: ['bug'],
    assign: ['anna'],
    unassign: ['mona'],
    repository,
  },
  'github.requestReview': { number: 2, reviewers: ['anna', 'example/platform'], remove: ['octo'], repository },
  'github.autoMerge': { number: 2, repository },
  'github.rerunChecks': { ref: 'topic', repository },
  'github.showJobLog': { ref: 'topic', job: 'benign', repository },
  'github.listReleases': { repository },
  'github.showRelease': { tag: 'v1.0.0', repository },
  'github.createRelease': { tag: 'v2', title: 'benign', notes: 'benign', target: 'topic', repository },
  'github.listMilestones': { repository },
  'github.createMilestone': { title: 'benign', description: 'benign', due: '2026-12-24', repository },
  'github.closeMilestone': { title: 'Version 1', repository },
  'github.reopenMilestone': { title: 'Version 1', repository },
  'github.withdrawMilestone': { title: 'Version 1', number: 1, repository },
  'github.editRelease': { tag: 'v1.0.0', title: 'benign', notes: 'benign', repository },
  'github.restoreRelease': {
    tag: 'v1.0.0',
    release: 70,
    to: { name: 'benign', body: 'benign' },
    expect: { name: 'First', body: 'All of it.' },
    tagMade: head,
    repository,
  },
  'github.restorePullRequest': {
    number: 2,
    to: { title: 'benign', body: 'benign', labels: ['bug'], assignees: ['anna'], base: 'topic' },
    expect: { title: 'Add login', body: 'About Add login.', labels: ['bug'], assignees: ['anna'], base: 'main' },
    repository,
  },
  'github.withdrawRelease': { tag: 'v1.0.0', tagMade: head, repository },
  'github.withdrawIssue': { number: 1, call, repository },
  'github.withdrawPullRequest': { number: 2, call, repository },
};

/**
 * The field of a body that each text belongs to. Texts that are not here get into no body: what they name is looked for, taken
 * away, or sent as a number or a commit.
 */
export const fields: Readonly<Record<string, string>> = {
  'github.closeIssue comment': 'POST body',
  'github.closePullRequest comment': 'POST body',
  'github.commentIssue body': 'POST body',
  'github.commentPullRequest body': 'POST body',
  'github.createIssue title': 'POST title',
  'github.createIssue body': 'POST body',
  'github.createIssue labels[0]': 'POST labels',
  'github.createIssue assignees[0]': 'POST assignees',
  'github.createMilestone title': 'POST title',
  'github.createMilestone description': 'POST description',
  'github.createPullRequest title': 'POST title',
  'github.createPullRequest body': 'POST body',
  'github.createPullRequest base': 'POST base',
  'github.createPullRequest head': 'POST head',
  'github.createPullRequest labels[0]': 'POST labels',
  'github.createPullRequest assignees[0]': 'PATCH assignees',
  'github.createPullRequest reviewers[0]': 'POST reviewers',
  'github.createRelease tag': 'POST tag_name',
  'github.createRelease title': 'POST name',
  'github.createRelease notes': 'POST body',
  'github.editIssue title': 'PATCH title',
  'github.editIssue body': 'PATCH body',
  'github.editIssue addLabels[0]': 'PATCH labels',
  'github.editIssue assign[0]': 'PATCH assignees',
  'github.editPullRequest title': 'PATCH title',
  'github.editPullRequest body': 'PATCH body',
  'github.editPullRequest base': 'PATCH base',
  'github.editPullRequest addLabels[0]': 'PATCH labels',
  'github.editPullRequest assign[0]': 'PATCH assignees',
  'github.editRelease title': 'PATCH name',
  'github.editRelease notes': 'PATCH body',
  'github.mergePullRequest title': 'PUT commit_title',
  'github.mergePullRequest message': 'PUT commit_message',
  'github.requestReview reviewers[0]': 'POST reviewers',
  'github.requestReview reviewers[1]': 'POST reviewers, POST team_reviewers',
  'github.requestReview remove[0]': 'DELETE reviewers',
  'github.restoreIssue to.title': 'PATCH title',
  'github.restoreIssue to.body': 'PATCH body',
  'github.restoreIssue to.labels[0]': 'PATCH labels',
  'github.restoreIssue to.assignees[0]': 'PATCH assignees',
  'github.restorePullRequest to.title': 'PATCH title',
  'github.restorePullRequest to.body': 'PATCH body',
  'github.restorePullRequest to.labels[0]': 'PATCH labels',
  'github.restorePullRequest to.assignees[0]': 'PATCH assignees',
  'github.restorePullRequest to.base': 'PATCH base',
  'github.restoreRelease to.name': 'PATCH name',
  'github.restoreRelease to.body': 'PATCH body',
  'github.reviewPullRequest body': 'POST body',
};

/** What inputs name that is looked for on GitHub. */
export interface Named {
  readonly number?: number;
  readonly repository?: string;
  readonly title?: string;
  readonly body?: string;
  readonly tag?: string;
  readonly milestone?: string;
  readonly expect?: Partial<Pick<Issue, 'title' | 'body' | 'labels' | 'assignees'>> & { readonly base?: string; readonly name?: string };
  readonly [branch: string]: unknown;
}

/** A GitHub where everything the input names is there, and where what it asks for is not done yet. */
export function prepare(data: Data, tool: string, input: Named): void {
  const list = (...names: readonly string[]): readonly string[] => names.flatMap((name) => (Array.isArray(input[name]) ? (input[name] as string[]) : []));
  const bare = (login: string): string => login.replace(/^@/, '').replace(/^.*\//, '');
  data.labels.push(...list('labels', 'addLabels'));
  data.people.push(...list('assignees', 'assign', 'reviewers').map(bare));
  for (const name of ['base', 'head', 'ref', 'target'])
    if (typeof input[name] === 'string') {
      const branch = input[name].replace(/^[^:]*:/, '');
      if (!data.branches.has(branch)) data.branches.set(branch, 'c'.repeat(40));
    }
  const [milestone] = data.milestones;
  const [release] = data.releases;
  if (milestone === undefined || release === undefined) throw new Error('the sample data has a milestone and a release');
  if (/Milestone$/.test(tool) && tool !== 'github.createMilestone') milestone.title = input.title ?? '';
  if (input.milestone !== undefined) milestone.title = input.milestone;
  if (tool === 'github.reopenMilestone') milestone.state = 'closed';
  if (/(?:edit|restore|withdraw)Release$/.test(tool)) {
    Object.assign(release, { tag: input.tag, author: 'octo' }, input.expect);
    data.tags.set(release.tag, { sha: head, commit: head });
  }
  const one = data.issues.get(input.number ?? 0);
  if (one === undefined) return;
  one.labels.push(...list('removeLabels'));
  one.assignees.push(...list('unassign').map(bare));
  one.comments.push({ id: 5, author: 'octo', body: input.body ?? '', createdAt: '2026-01-01T00:00:00Z' });
  if (tool === 'github.reopen') one.state = 'closed';
  if (input.expect !== undefined) {
    const { title, body, labels, assignees } = input.expect;
    Object.assign(one, { title, body, labels, assignees, milestone: milestone.number });
  }
  if (one.pull === undefined) return;
  for (const who of list('remove')) (who.includes('/') ? one.pull.teams : one.pull.reviewers).push(bare(who));
  one.pull.blocked = tool === 'github.autoMerge';
  one.pull.base = input.expect?.base ?? one.pull.base;
  one.pull.reviews.push({ id: 5, author: 'octo', body: '', state: 'APPROVED', commit: head, submittedAt: '2026-01-01T00:00:00Z' });
}
