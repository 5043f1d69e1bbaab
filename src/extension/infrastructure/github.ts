import { z } from 'zod';
import type { Act, ActQuestion, Branch } from './branch.ts';
import { about, optional, orNone, step, words } from './branch.ts';

const pull = z.looseObject({
  number: z.number(),
  title: z.string(),
  state: z.string(),
  author: z.string(),
  base: z.string(),
  head: z.string(),
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
const check = z.looseObject({ name: z.string(), status: z.string(), conclusion: z.string().optional(), url: z.string().optional() });

/** Pull requests and issues of the repository a workspace folder comes from; nothing is asked before it is opened. */
export const github = (id: string): Branch => ({
  id,
  label: 'GitHub',
  icon: 'github',
  children: async () => [
    {
      id: `${id}/pulls`,
      label: 'Pull Requests',
      icon: 'git-pull-request',
      actions: {
        'nimbus.table.of': { table: 'Pull Requests', tool: 'github.listPullRequests', input: { state: 'all', limit: 100 } },
        'nimbus.github.create': createPull,
      },
      children: async (ask) => {
        const { pullRequests } = z.object({ pullRequests: z.array(pull) }).parse(await ask('github.listPullRequests', {}, 20_000));
        return orNone(
          `${id}/pulls`,
          'No pull request is open',
          pullRequests.map((one) => pullRequest(`${id}/pulls/${one.number}`, one)),
        );
      },
    },
    {
      id: `${id}/issues`,
      label: 'Issues',
      icon: 'issues',
      actions: {
        'nimbus.table.of': { table: 'Issues', tool: 'github.listIssues', input: { state: 'all', limit: 100 } },
        'nimbus.github.create': createIssue,
      },
      children: async (ask) => {
        const { issues } = z.object({ issues: z.array(issueRow) }).parse(await ask('github.listIssues', {}, 20_000));
        return orNone(
          `${id}/issues`,
          'No issue is open',
          issues.map((one) => issue(`${id}/issues/${one.number}`, one)),
        );
      },
    },
  ],
});

/** A pull request, from a row of `github.listPullRequests`. `where`: which repository, where it is not that of the folder. */
export function pullRequest(id: string, row: unknown, where: Where = {}): Branch {
  const { number, title, state, author, base, head, url } = pull.parse(row);
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
      ...(isOpen
        ? {
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
      'nimbus.github.edit': edit(number, title, labels, where),
      ...(state === 'open' ? { 'nimbus.github.close': closeIssue(number, where) } : {}),
      'nimbus.infrastructure.copy': { copy: url },
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

type Where = { readonly repository?: string };

const needed = (what: string) => (text: string) => (text.trim() === '' ? `${what} needs a text.` : undefined);

const comment = (tool: string, number: number, where: Where): Act => ({
  question: `Comment on #${number}`,
  check: needed('A comment'),
  make: (body) => ({ plan: `Comment on #${number}`, steps: [step(tool, { number, body, ...where })] }),
});

const merge = (number: number, named: string, base: string, where: Where): Act => ({
  questions: [
    {
      id: 'method',
      title: `Merge #${number} into ${base} how?`,
      options: [
        { value: 'merge', label: 'Merge commit', description: 'all its commits, and one that joins them' },
        { value: 'squash', label: 'Squash', description: 'all of it as one commit' },
        { value: 'rebase', label: 'Rebase', description: 'its commits on top, without a merge commit' },
      ],
    },
    {
      id: 'words',
      title: 'And the message of that commit?',
      options: [
        { value: 'usual', label: 'As the repository is set to' },
        { value: 'own', label: 'Write it' },
      ],
      when: ({ method }) => method !== 'rebase',
    },
    { id: 'title', title: 'Subject of the commit', value: `${named} (#${number})`, check: needed('It'), when: isOwn },
    { id: 'message', title: 'And below its subject?', prompt: 'May be empty.', optional: true, when: isOwn },
    {
      id: 'deleteBranch',
      title: 'And its branch?',
      options: [
        { value: 'keep', label: 'Keep the branch' },
        { value: 'delete', label: 'Delete the branch afterwards' },
      ],
    },
  ],
  planOf: ({ method, title: subject, message, deleteBranch }) => ({
    plan: `Merge #${number} into ${base}`,
    steps: [
      step('github.mergePullRequest', {
        number,
        method,
        ...optional('title', subject),
        ...optional('message', message),
        deleteBranch: deleteBranch === 'delete',
        ...where,
      }),
    ],
  }),
});

const isOwn = ({ words: which }: Readonly<Record<string, string>>): boolean => which === 'own';

const review = (number: number, where: Where): Act => ({
  questions: [
    {
      id: 'verdict',
      title: `Review #${number}`,
      options: [
        { value: 'approve', label: 'Approve' },
        { value: 'request changes', label: 'Request changes' },
        { value: 'comment', label: 'Comment only' },
      ],
    },
    { id: 'body', title: `Review #${number}: what to say`, prompt: 'Markdown. Only an approval goes without a text.', optional: true },
  ],
  planOf: ({ verdict = 'comment', body }) => ({
    plan: `Review #${number}: ${verdict}`,
    steps: [step('github.reviewPullRequest', { number, verdict, ...optional('body', body), ...where })],
  }),
});

const closeIssue = (number: number, where: Where): Act => ({
  questions: [
    {
      id: 'reason',
      title: `Close #${number} why?`,
      options: [
        { value: 'completed', label: 'Completed' },
        { value: 'not planned', label: 'Not planned' },
        { value: 'duplicate', label: 'Duplicate' },
      ],
    },
    { id: 'comment', title: `Close #${number} with a comment?`, prompt: 'Left empty, it is closed without one.', optional: true },
  ],
  planOf: ({ reason, comment: said }) => ({
    plan: `Close #${number}`,
    steps: [step('github.closeIssue', { number, reason, ...optional('comment', said), ...where })],
  }),
});

const edit = (number: number, title: string, labels: readonly string[], where: Where): Act => ({
  questions: [
    { id: 'title', title: `Edit #${number}: title`, value: title, check: needed('A title') },
    { id: 'labels', title: `Edit #${number}: labels`, value: labels.join(', '), prompt: 'With commas between; left empty, it has none.', optional: true },
    { id: 'assign', title: `Edit #${number}: assign to`, prompt: 'These people as well, with commas between.', optional: true },
  ],
  planOf: (said) => {
    const wanted = words(said.labels);
    return {
      plan: `Edit #${number}`,
      steps: [
        step('github.editIssue', {
          number,
          ...(said.title === title ? {} : optional('title', said.title)),
          ...list(
            'addLabels',
            wanted.filter((one) => !labels.includes(one)),
          ),
          ...list(
            'removeLabels',
            labels.filter((one) => !wanted.includes(one)),
          ),
          ...list('assign', words(said.assign)),
          ...where,
        }),
      ],
    };
  },
});

const list = (name: string, all: readonly string[]): Record<string, unknown> => (all.length === 0 ? {} : { [name]: all });

const title: ActQuestion = { id: 'title', title: 'Title', check: needed('It') };
const body: ActQuestion = { id: 'body', title: 'Description', prompt: 'Markdown; may be empty.', optional: true };

const createPull: Act = {
  questions: [
    { ...title, title: 'Create a pull request: title' },
    { id: 'base', title: 'Into which branch?', prompt: 'Left empty: the default branch of the repository.', optional: true },
    { id: 'head', title: 'From which branch?', prompt: 'Left empty: the current one.', optional: true },
    body,
    {
      id: 'draft',
      title: 'Is it ready for review?',
      options: [
        { value: 'no', label: 'Ready for review' },
        { value: 'yes', label: 'A draft' },
      ],
    },
  ],
  planOf: ({ title: named = '', base, head, body: said, draft }) => ({
    plan: `Create a pull request: ${named}`,
    steps: [
      step('github.createPullRequest', {
        title: named,
        ...optional('base', base),
        ...optional('head', head),
        ...optional('body', said),
        draft: draft === 'yes',
      }),
    ],
  }),
};

const createIssue: Act = {
  questions: [
    { ...title, title: 'Create an issue: title' },
    body,
    { id: 'labels', title: 'Labels', prompt: 'With commas between; may be empty.', optional: true },
  ],
  planOf: ({ title: named = '', body: said, labels }) => ({
    plan: `Create an issue: ${named}`,
    steps: [step('github.createIssue', { title: named, ...optional('body', said), ...list('labels', words(labels)) })],
  }),
};
