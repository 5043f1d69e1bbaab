import { z } from 'zod';
import type { Act, Branch } from './branch.ts';
import { step } from './branch.ts';

const pulls = z.object({
  pullRequests: z.array(
    z.looseObject({ number: z.number(), title: z.string(), state: z.string(), author: z.string(), base: z.string(), head: z.string(), url: z.string() }),
  ),
});
const issues = z.object({
  issues: z.array(z.looseObject({ number: z.number(), title: z.string(), author: z.string(), labels: z.array(z.string()), url: z.string() })),
});

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
      children: async (ask) =>
        some(`${id}/pulls`, 'No pull request is open', pulls.parse(await ask('github.listPullRequests', {}, 20_000)).pullRequests).map((one) =>
          'url' in one
            ? {
                id: `${id}/pulls/${one.number}`,
                label: `#${one.number} ${one.title}`,
                description: `${one.author} · ${one.head} → ${one.base}`,
                icon: one.state === 'draft' ? 'git-pull-request-draft' : 'git-pull-request',
                click: 'nimbus.github.show',
                actions: {
                  'nimbus.github.open': { link: one.url },
                  'nimbus.github.show': { show: `#${one.number}`, tool: 'github.showPullRequest', input: { number: one.number } },
                  'nimbus.github.checks': { show: `Checks of #${one.number}`, tool: 'github.listChecks', input: { number: one.number } },
                  'nimbus.github.comment': comment('github.commentPullRequest', one.number),
                  'nimbus.github.merge': { plan: `Merge #${one.number} into ${one.base}`, steps: [step('github.mergePullRequest', { number: one.number })] },
                  'nimbus.github.close': { plan: `Close #${one.number}`, steps: [step('github.closePullRequest', { number: one.number })] },
                },
              }
            : one,
        ),
    },
    {
      id: `${id}/issues`,
      label: 'Issues',
      icon: 'issues',
      children: async (ask) =>
        some(`${id}/issues`, 'No issue is open', issues.parse(await ask('github.listIssues', {}, 20_000)).issues).map((one) =>
          'url' in one
            ? {
                id: `${id}/issues/${one.number}`,
                label: `#${one.number} ${one.title}`,
                description: [one.author, ...one.labels].join(' · '),
                icon: 'issues',
                click: 'nimbus.github.show',
                actions: {
                  'nimbus.github.open': { link: one.url },
                  'nimbus.github.show': { show: `#${one.number}`, tool: 'github.showIssue', input: { number: one.number } },
                  'nimbus.github.comment': comment('github.commentIssue', one.number),
                  'nimbus.github.close': { plan: `Close #${one.number}`, steps: [step('github.closeIssue', { number: one.number })] },
                },
              }
            : one,
        ),
    },
  ],
});

/** The things, or the line that says there is none. */
const some = <T>(id: string, none: string, all: readonly T[]): readonly (T | Branch)[] =>
  all.length > 0 ? all : [{ id: `${id}/none`, label: none, icon: 'info' }];

const comment = (tool: string, number: number): Act => ({
  question: `Comment on #${number}`,
  check: (text) => (text.trim() === '' ? 'A comment needs a text.' : undefined),
  make: (body) => ({ plan: `Comment on #${number}`, steps: [step(tool, { number, body })] }),
});
