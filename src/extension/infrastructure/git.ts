import { z } from 'zod';
import type { Branch } from './branch.ts';
import { step } from './branch.ts';

const status = z.looseObject({
  branch: z.looseObject({ name: z.string().optional(), upstream: z.string().optional(), ahead: z.number(), behind: z.number() }),
  operation: z.string().optional(),
  changed: z.array(z.looseObject({ path: z.string() })),
  conflicts: z.array(z.looseObject({ path: z.string(), kind: z.string() })),
  untracked: z.array(z.string()),
  counts: z.looseObject({ staged: z.number(), unstaged: z.number(), conflicts: z.number(), untracked: z.number(), stashes: z.number() }),
});

/** What git says of a workspace folder, and what is done most with it. */
export const git = (id: string): Branch => ({
  id,
  label: 'Git',
  icon: 'source-control',
  actions: {
    'nimbus.git.commit': {
      question: 'Commit all changes with which message?',
      placeHolder: 'What others get from it',
      check: (text) => (text.trim() === '' ? 'A commit needs a message.' : undefined),
      make: (message) => ({ plan: `Commit: ${message}`, steps: [step('git.add', { all: true }), step('git.commit', { message }, { dependsOn: ['add'] })] }),
    },
    'nimbus.git.push': { plan: 'Push', steps: [step('git.push', {})] },
    'nimbus.git.pull': { plan: 'Pull', steps: [step('git.pull', {})] },
  },
  children: async (ask) => {
    const seen = status.parse(await ask('git.status', {}, 20_000));
    const { branch, counts } = seen;
    const ahead = [branch.ahead > 0 ? `${branch.ahead} ahead` : undefined, branch.behind > 0 ? `${branch.behind} behind` : undefined]
      .filter(Boolean)
      .join(', ');
    const file = (path: string, what: string, icon: string): Branch => ({
      id: `${id}/${what}/${path}`,
      label: path,
      description: what,
      icon,
      click: 'nimbus.git.diff',
      actions: {
        'nimbus.git.diff': { show: `Changes of ${path}`, tool: 'git.diff', input: { paths: [path] }, language: 'diff', pick: patchOf },
        'nimbus.git.stage': { plan: `Stage ${path}`, steps: [step('git.add', { paths: [path] })] },
      },
    });
    return [
      {
        id: `${id}/branch`,
        label: branch.name ?? 'no branch',
        description: [ahead, branch.upstream, seen.operation].filter(Boolean).join(' · '),
        icon: 'git-branch',
      },
      ...seen.conflicts.map(({ path, kind }) => file(path, `conflict: ${kind}`, 'warning')),
      ...seen.changed.map(({ path }) => file(path, 'changed', 'diff-modified')),
      ...seen.untracked.map((path) => file(path, 'new', 'diff-added')),
      ...(counts.staged + counts.unstaged + counts.untracked + counts.conflicts === 0
        ? [{ id: `${id}/clean`, label: 'Nothing changed', icon: 'pass', color: 'testing.iconPassed' }]
        : []),
      ...(counts.stashes > 0 ? [{ id: `${id}/stashes`, label: `${counts.stashes} stashed`, icon: 'archive' }] : []),
    ];
  },
});

const patchOf = (output: unknown): string => {
  const patch = (output as { patch?: unknown } | null)?.patch;
  return typeof patch === 'string' && patch !== '' ? patch : JSON.stringify(output, null, 2);
};
