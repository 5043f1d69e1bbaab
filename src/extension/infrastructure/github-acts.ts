import type { Act, ActQuestion } from './branch.ts';
import { optional, step, words } from './branch.ts';

// What can be done with a pull request, an issue or a release from its line: questions, then a plan.

export type Where = { readonly repository?: string };

const needed = (what: string) => (text: string) => (text.trim() === '' ? `${what} needs a text.` : undefined);

export const comment = (tool: string, number: number, where: Where): Act => ({
  question: `Comment on #${number}`,
  check: needed('A comment'),
  make: (body) => ({ plan: `Comment on #${number}`, steps: [step(tool, { number, body, ...where })] }),
});

export const merge = (number: number, named: string, base: string, where: Where): Act => ({
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

export const review = (number: number, where: Where): Act => ({
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

export const turn = (number: number, state: 'draft' | 'ready', where: Where): Act => ({
  plan: state === 'draft' ? `Make #${number} a draft` : `Mark #${number} ready for review`,
  steps: [step('github.editPullRequest', { number, state, ...where })],
});

export const reviewers = (number: number, where: Where): Act => ({
  questions: [
    { id: 'ask', title: `Ask whom for a review of #${number}?`, prompt: 'Names or organization/team, with commas between; may be empty.', optional: true },
    { id: 'remove', title: `And whom no longer?`, prompt: 'With commas between; may be empty.', optional: true },
  ],
  planOf: ({ ask, remove }) => ({
    plan: `Reviewers of #${number}`,
    steps: [step('github.requestReview', { number, ...list('reviewers', words(ask)), ...list('remove', words(remove)), ...where })],
  }),
});

export const autoMerge = (number: number, base: string, where: Where): Act => ({
  questions: [
    {
      id: 'how',
      title: `Merge #${number} into ${base} as soon as what it asks for is met?`,
      options: [
        { value: 'merge', label: 'With a merge commit' },
        { value: 'squash', label: 'Squashed' },
        { value: 'rebase', label: 'Rebased' },
        { value: 'off', label: 'No longer', description: 'switches auto-merge off' },
      ],
    },
  ],
  planOf: ({ how = 'merge' }) => ({
    plan: how === 'off' ? `No longer auto-merge #${number}` : `Auto-merge #${number}`,
    steps: [step('github.autoMerge', { number, ...(how === 'off' ? { mode: 'off' } : { mode: 'on', method: how }), ...where })],
  }),
});

export const closeIssue = (number: number, where: Where): Act => ({
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

export const edit = (tool: string, number: number, title: string, labels: readonly string[], where: Where): Act => ({
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
        step(tool, {
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

/** Which branch is the current one is known of the repository of the workspace folder alone. */
export const createPull = (where: Where): Act => ({
  questions: [
    { ...title, title: 'Create a pull request: title' },
    { id: 'base', title: 'Into which branch?', prompt: 'Left empty: the default branch of the repository.', optional: true },
    where.repository === undefined
      ? { id: 'head', title: 'From which branch?', prompt: 'Left empty: the current one.', optional: true }
      : { id: 'head', title: 'From which branch?', prompt: 'As it is called on GitHub.', check: needed('It') },
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
        ...where,
      }),
    ],
  }),
});

export const createIssue = (where: Where): Act => ({
  questions: [
    { ...title, title: 'Create an issue: title' },
    body,
    { id: 'labels', title: 'Labels', prompt: 'With commas between; may be empty.', optional: true },
  ],
  planOf: ({ title: named = '', body: said, labels }) => ({
    plan: `Create an issue: ${named}`,
    steps: [step('github.createIssue', { title: named, ...optional('body', said), ...list('labels', words(labels)), ...where })],
  }),
});

export const createRelease = (where: Where): Act => ({
  questions: [
    { id: 'tag', title: 'Create a release: tag', check: needed('A release') },
    { id: 'title', title: 'Title', prompt: 'Left empty: the tag.', optional: true },
    {
      id: 'from',
      title: 'Release notes?',
      options: [
        { value: 'changes', label: 'What was merged', description: 'since the release before, as GitHub lists it' },
        { value: 'tag', label: 'The message of the tag' },
        { value: 'own', label: 'Write them' },
        { value: 'none', label: 'None' },
      ],
    },
    { id: 'notes', title: 'Release notes', prompt: 'Markdown.', optional: true, when: ({ from }) => from === 'own' },
    {
      id: 'draft',
      title: 'Publish it?',
      options: [
        { value: 'yes', label: 'As a draft', description: 'only people with write access see it' },
        { value: 'no', label: 'Publish' },
      ],
    },
  ],
  planOf: ({ tag, title: named, from, notes, draft }) => ({
    plan: `Create the release ${tag}`,
    steps: [
      step('github.createRelease', {
        tag,
        ...optional('title', named),
        ...optional('notes', notes),
        ...(from === 'changes' || from === 'tag' ? { notesFrom: from } : {}),
        draft: draft === 'yes',
        ...where,
      }),
    ],
  }),
});

/** `state`: as `github.listReleases` says it. */
export const editRelease = (tag: string, named: string, state: string, where: Where): Act => ({
  questions: [
    { id: 'title', title: `Edit ${tag}: title`, value: named, check: needed('A title') },
    { id: 'notes', title: `Edit ${tag}: release notes`, prompt: 'Markdown, in the place of the old ones. Left empty, those stay.', optional: true },
    {
      id: 'kind',
      title: `Edit ${tag}: for everybody?`,
      options: [
        { value: 'keep', label: 'As it is' },
        { value: 'release', label: 'A release' },
        { value: 'pre-release', label: 'A pre-release', description: 'not for everybody yet, never the latest one' },
      ],
    },
  ],
  planOf: ({ title: said, notes, kind }) => ({
    plan: `Edit the ${state} ${tag}`,
    steps: [
      step('github.editRelease', {
        tag,
        // One that says nothing new is told so, with what may be said.
        ...(said === named ? {} : optional('title', said)),
        ...optional('notes', notes),
        ...(kind === 'keep' ? {} : { prerelease: kind === 'pre-release' }),
        ...where,
      }),
    ],
  }),
});

export const publishRelease = (tag: string, where: Where): Act => ({
  plan: `Publish the draft ${tag}`,
  steps: [step('github.editRelease', { tag, publish: true, ...where })],
});

export const setMilestone = (number: number, where: Where): Act => ({
  question: `Put #${number} into which milestone? Left empty: into none.`,
  make: (said) => ({
    plan: `Milestone of #${number}`,
    steps: [step('github.editIssue', { number, ...(said.trim() === '' ? { removeMilestone: true } : { milestone: said.trim() }), ...where })],
  }),
});

export const createMilestone = (where: Where): Act => ({
  questions: [
    { id: 'title', title: 'Create a milestone: title', check: needed('A milestone') },
    { id: 'description', title: 'Description', prompt: 'May be empty.', optional: true },
    {
      id: 'due',
      title: 'Due on which day?',
      prompt: 'May be empty.',
      placeHolder: '2026-12-24',
      optional: true,
      check: (text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? undefined : 'A day is written 2026-12-24.'),
    },
  ],
  planOf: ({ title: named = '', description, due }) => ({
    plan: `Create the milestone ${named}`,
    steps: [step('github.createMilestone', { title: named, ...optional('description', description), ...optional('due', due), ...where })],
  }),
});

export const closeMilestone = (named: string, where: Where): Act => ({
  plan: `Close the milestone ${named}`,
  steps: [step('github.closeMilestone', { title: named, ...where })],
});
