import { z } from 'zod';
import type { Failure } from '../../domain/failure/failure.ts';
import { plainly } from '../plainly.ts';
import type { Act, Branch } from './branch.ts';
import { AskFailed, about, optional, orNone, step } from './branch.ts';
import {
  autoMerge,
  closeIssue,
  closeMilestone,
  comment,
  createIssue,
  createMilestone,
  createPull,
  createRelease,
  edit,
  editRelease,
  merge,
  publishRelease,
  review,
  reviewers,
  setMilestone,
  turn,
  type Where,
} from './github-acts.ts';

const pull = z.looseObject({
  number: z.number(),
  title: z.string(),
  state: z.string(),
  author: z.string(),
  base: z.string(),
  head: z.string(),
  labels: z.array(z.string()).optional(),
  url: z.string(),
});
const issueRow = z.looseObject({
  number: z.number(),
  title: z.string(),
  state: z.string().optional(),
  author: z.string(),
  labels: z.array(z.string()),
  url: z.string(),
});
const releaseRow = z.looseObject({ tag: z.string(), title: z.string(), state: z.string(), author: z.string(), url: z.string() });
const milestoneRow = z.looseObject({
  title: z.string(),
  state: z.string(),
  due: z.string().optional(),
  open: z.number(),
  closed: z.number(),
  url: z.string(),
});
const check = z.looseObject({ name: z.string(), status: z.string(), conclusion: z.string().optional(), url: z.string().optional() });

/**
 * Pull requests and issues of the repository a workspace folder comes from, or of the one `where` names; nothing is asked
 * before it is opened.
 */
export const github = (id: string, where: Where = {}): Branch => ({
  id,
  label: 'GitHub',
  icon: 'github',
  children: async () => [
    {
      id: `${id}/pulls`,
      label: 'Pull Requests',
      icon: 'git-pull-request',
      actions: {
        'nimbus.table.of': { table: 'Pull Requests', tool: 'github.listPullRequests', input: { state: 'all', limit: 100, ...where } },
        'nimbus.github.create': createPull(where),
      },
      children: orSignIn(`${id}/pulls`, async (ask) => {
        const { pullRequests } = z.object({ pullRequests: z.array(pull) }).parse(await ask('github.listPullRequests', { ...where }, 20_000));
        return orNone(
          `${id}/pulls`,
          'No pull request is open',
          pullRequests.map((one) => pullRequest(`${id}/pulls/${one.number}`, one, where)),
        );
      }),
    },
    {
      id: `${id}/issues`,
      label: 'Issues',
      icon: 'issues',
      actions: {
        'nimbus.table.of': { table: 'Issues', tool: 'github.listIssues', input: { state: 'all', limit: 100, ...where } },
        'nimbus.github.create': createIssue(where),
      },
      children: orSignIn(`${id}/issues`, async (ask) => {
        const { issues } = z.object({ issues: z.array(issueRow) }).parse(await ask('github.listIssues', { ...where }, 20_000));
        return orNone(
          `${id}/issues`,
          'No issue is open',
          issues.map((one) => issue(`${id}/issues/${one.number}`, one, where)),
        );
      }),
    },
    {
      id: `${id}/milestones`,
      label: 'Milestones',
      icon: 'milestone',
      actions: {
        'nimbus.table.of': { table: 'Milestones', tool: 'github.listMilestones', input: { state: 'all', limit: 100, ...where } },
        'nimbus.github.create': createMilestone(where),
      },
      children: orSignIn(`${id}/milestones`, async (ask) => {
        const { milestones } = z.object({ milestones: z.array(milestoneRow) }).parse(await ask('github.listMilestones', { ...where }, 20_000));
        return orNone(
          `${id}/milestones`,
          'No milestone is open',
          milestones.map((one) => milestone(`${id}/milestones/${one.title}`, one, where)),
        );
      }),
    },
    {
      id: `${id}/releases`,
      label: 'Releases',
      icon: 'tag',
      actions: {
        'nimbus.table.of': { table: 'Releases', tool: 'github.listReleases', input: { limit: 100, ...where } },
        'nimbus.github.create': createRelease(where),
      },
      children: orSignIn(`${id}/releases`, async (ask) => {
        const { releases } = z.object({ releases: z.array(releaseRow) }).parse(await ask('github.listReleases', { ...where }, 20_000));
        return orNone(
          `${id}/releases`,
          'Nothing was released',
          releases.map((one) => release(`${id}/releases/${one.state}/${one.tag}`, one, where)),
        );
      }),
    },
  ],
});

type Children = NonNullable<Branch['children']>;

/** What opens to one line that signs in, where nobody is signed in: a look asks nobody to. */
const orSignIn =
  (id: string, children: Children): Children =>
  async (ask) => {
    try {
      return await children(ask);
    } catch (error) {
      if (!(error instanceof AskFailed) || !editorSignsIn(error.failure)) throw error;
      return [signInLine(id, error.failure)];
    }
  };

/** The editor has sessions for github.com, and for no other server. */
const editorSignsIn = ({ code, message }: Failure): boolean => code === 'github/not-signed-in' && message.includes(' to github.com ');

const signInLine = (id: string, { message, fix }: Failure): Branch => ({
  id: `${id}/sign-in`,
  label: 'Sign in to GitHub',
  icon: 'sign-in',
  tooltip: `${plainly(message)}\n\n${plainly(fix)}`,
  click: 'nimbus.github.signIn',
  actions: { 'nimbus.github.signIn': { do: async ({ shell }) => (await import('../github-session.ts')).signInFromTree(shell) } },
});

/** A pull request, from a row of `github.listPullRequests`. `where`: which repository, where it is not that of the folder. */
export function pullRequest(id: string, row: unknown, where: Where = {}): Branch {
  const { number, title, state, author, base, head, labels, url } = pull.parse(row);
  const isOpen = state === 'open' || state === 'draft';
  return {
    id,
    label: `#${number} ${title}`,
    description: `${author} · ${head} → ${base}`,
    icon: state === 'draft' ? 'git-pull-request-draft' : state === 'merged' ? 'git-merge' : isOpen ? 'git-pull-request' : 'git-pull-request-closed',
    click: 'nimbus.github.show',
    actions: {
      ...about('github.showPullRequest', { number, ...where }),
      'nimbus.github.open': { link: url },
      'nimbus.github.show': { show: `#${number}`, tool: 'github.showPullRequest', input: { number, ...where } },
      'nimbus.github.checks': { table: `Checks of #${number}`, tool: 'github.listChecks', input: { number, ...where } },
      'nimbus.github.comment': comment('github.commentPullRequest', number, where),
      'nimbus.github.edit': edit('github.editPullRequest', number, title, labels ?? [], where),
      'nimbus.github.log': {
        show: `Log of #${number}`,
        tool: 'github.showJobLog',
        input: { number, ...where },
      },
      'nimbus.github.rerun': { plan: `Re-run the failed checks of #${number}`, steps: [step('github.rerunChecks', { number, ...where })] },
      ...(isOpen
        ? {
            ...(state === 'draft' ? { 'nimbus.github.ready': turn(number, 'ready', where) } : { 'nimbus.github.draft': turn(number, 'draft', where) }),
            'nimbus.github.reviewers': reviewers(number, where),
            'nimbus.github.autoMerge': autoMerge(number, base, where),
            'nimbus.github.review': review(number, where),
            'nimbus.github.merge': merge(number, title, base, where),
            'nimbus.github.close': {
              questions: [{ id: 'comment', title: `Close #${number} with a comment?`, prompt: 'Left empty, it is closed without one.', optional: true }],
              planOf: ({ comment: said }) => ({
                plan: `Close #${number}`,
                steps: [step('github.closePullRequest', { number, ...optional('comment', said), ...where })],
              }),
            } satisfies Act,
          }
        : {}),
      'nimbus.infrastructure.copy': { copy: url },
    },
  };
}

/** An issue, from a row of `github.listIssues`. */
export function issue(id: string, row: unknown, where: Where = {}): Branch {
  const { number, title, state = 'open', author, labels, url } = issueRow.parse(row);
  return {
    id,
    label: `#${number} ${title}`,
    description: [author, ...labels].join(' · '),
    icon: state === 'open' ? 'issues' : 'issue-closed',
    click: 'nimbus.github.show',
    actions: {
      ...about('github.showIssue', { number, ...where }),
      'nimbus.github.open': { link: url },
      'nimbus.github.show': { show: `#${number}`, tool: 'github.showIssue', input: { number, ...where } },
      'nimbus.github.comment': comment('github.commentIssue', number, where),
      'nimbus.github.edit': edit('github.editIssue', number, title, labels, where),
      'nimbus.github.milestone': setMilestone(number, where),
      ...(state === 'open' ? { 'nimbus.github.close': closeIssue(number, where) } : {}),
      'nimbus.infrastructure.copy': { copy: url },
    },
  };
}

/** A release, from a row of `github.listReleases`. */
export function release(id: string, row: unknown, where: Where = {}): Branch {
  const { tag, title, state, author, url } = releaseRow.parse(row);
  return {
    id,
    label: title,
    description: [...(title === tag ? [] : [tag]), ...(state === 'release' ? [] : [state]), author].join(' · '),
    icon: state === 'draft' ? 'edit' : 'tag',
    click: 'nimbus.github.show',
    actions: {
      ...about('github.showRelease', { tag, ...where }),
      'nimbus.github.edit': editRelease(tag, title, state, where),
      ...(state === 'draft' ? { 'nimbus.github.publish': publishRelease(tag, where) } : {}),
      'nimbus.github.open': { link: url },
      'nimbus.github.show': { show: tag, tool: 'github.showRelease', input: { tag, ...where } },
      'nimbus.infrastructure.copy': { copy: url },
    },
  };
}

/** A milestone, from a row of `github.listMilestones`. */
export function milestone(id: string, row: unknown, where: Where = {}): Branch {
  const { title, state, due, open, closed, url } = milestoneRow.parse(row);
  return {
    id,
    label: title,
    description: [
      open + closed === 0 ? 'nothing in it yet' : `${closed} of ${open + closed} done`,
      ...(due === undefined ? [] : [`due ${due}`]),
      ...(state === 'open' ? [] : [state]),
    ].join(' · '),
    icon: 'milestone',
    click: 'nimbus.github.open',
    actions: {
      'nimbus.github.open': { link: url },
      ...(state === 'open' ? { 'nimbus.github.close': closeMilestone(title, where) } : {}),
      'nimbus.infrastructure.copy': { copy: title },
    },
  };
}

/** A check, from a row of `github.listChecks`. */
export function checkRun(id: string, row: unknown): Branch {
  const { name, status, conclusion, url } = check.parse(row);
  return {
    id,
    label: name,
    description: conclusion ?? status,
    icon: conclusion === 'success' ? 'pass' : conclusion === undefined ? 'loading' : 'error',
    actions: { ...(url?.startsWith('https:') ? { 'nimbus.github.open': { link: url } } : {}), 'nimbus.infrastructure.copy': { copy: name } },
  };
}
