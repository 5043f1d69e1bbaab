import { z } from 'zod';
import type { Act, Ask, Branch } from './branch.ts';
import { about, step } from './branch.ts';
import { branchLine, branchRow, createBranch, fetch, merge, type Place, pull, stashAway, stashLine, stashRow, switchTo, tag } from './git-lines.ts';

const entry = z.looseObject({ path: z.string(), staged: z.string().optional(), unstaged: z.string().optional() });
const status = z.looseObject({
  branch: z.looseObject({ name: z.string().optional(), upstream: z.string().optional(), ahead: z.number(), behind: z.number() }),
  operation: z.string().optional(),
  changed: z.array(entry),
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
      check: needed('A commit', 'message'),
      make: (message) => ({ plan: `Commit: ${message}`, steps: [step('git.add', { all: true }), step('git.commit', { message }, { dependsOn: ['add'] })] }),
    },
    'nimbus.git.push': { plan: 'Push', steps: [step('git.push', {})] },
    'nimbus.git.pull': pull,
    'nimbus.git.fetch': fetch,
    'nimbus.git.stageAll': { plan: 'Stage all changes', steps: [step('git.add', { all: true })] },
    'nimbus.table.of': { table: 'Changes', tool: 'git.status', input: { untracked: 'all' } },
    'nimbus.git.log': { table: 'Commits', tool: 'git.log', input: { limit: 500 } },
    'nimbus.git.branches': { table: 'Branches', tool: 'git.branch', input: { action: 'list', remotes: true } },
    'nimbus.git.tags': { table: 'Tags', tool: 'git.tag', input: { action: 'list' } },
    'nimbus.git.remotes': { table: 'Remotes', tool: 'git.remote', input: { action: 'list' } },
    'nimbus.git.createBranch': createBranch({}),
    'nimbus.git.switch': switchTo,
    'nimbus.git.merge': merge(),
    'nimbus.git.tag': tag(),
    'nimbus.git.stash': stashAway({}),
    'nimbus.git.clean': { plan: 'Remove what is not in git', steps: [step('git.clean', {})] },
  },
  children: async (ask) => {
    const seen = status.parse(await ask('git.status', {}, 20_000));
    const { branch, counts } = seen;
    const ahead = [branch.ahead > 0 ? `${branch.ahead} ahead` : undefined, branch.behind > 0 ? `${branch.behind} behind` : undefined]
      .filter(Boolean)
      .join(', ');
    return [
      {
        id: `${id}/branch`,
        label: branch.name ?? 'no branch',
        description: [ahead, branch.upstream, seen.operation].filter(Boolean).join(' · '),
        icon: 'git-branch',
        actions: {
          'nimbus.git.log': { table: `Commits on ${branch.name ?? 'HEAD'}`, tool: 'git.log', input: { limit: 500 } },
          'nimbus.git.push': { plan: 'Push', steps: [step('git.push', {})] },
          'nimbus.git.pull': pull,
          'nimbus.git.fetch': fetch,
          ...(branch.upstream === undefined && branch.name !== undefined
            ? { 'nimbus.git.publish': { plan: `Publish ${branch.name}`, steps: [step('git.push', { branch: branch.name, setUpstream: true })] } }
            : {}),
          'nimbus.git.createBranch': createBranch({}),
          'nimbus.git.switch': switchTo,
          'nimbus.git.merge': merge(),
          ...(seen.operation === 'merge' ? { 'nimbus.git.abortMerge': { plan: 'Give up the merge', steps: [step('git.merge', { abort: true })] } } : {}),
          ...(branch.name === undefined ? {} : { 'nimbus.infrastructure.copy': { copy: branch.name } }),
        },
      },
      ...seen.conflicts.map(({ path, kind }) => file(id, path, `conflict: ${kind}`, 'warning', 'conflict')),
      ...seen.changed.map((one) =>
        file(id, one.path, wordsOf(one), 'diff-modified', one.unstaged === undefined && one.staged !== undefined ? 'staged' : 'changed'),
      ),
      ...seen.untracked.map((path) => file(id, path, 'new', 'diff-added', 'new')),
      ...(counts.staged + counts.unstaged + counts.untracked + counts.conflicts === 0
        ? [{ id: `${id}/clean`, label: 'Nothing changed', icon: 'pass', color: 'testing.iconPassed' }]
        : []),
      {
        id: `${id}/branches`,
        label: 'Branches',
        icon: 'git-branch',
        actions: { 'nimbus.table.of': { table: 'Branches', tool: 'git.branch', input: { action: 'list', remotes: true } } },
        children: (again) => branches(`${id}/branches`, again),
      },
      ...(counts.stashes > 0
        ? [
            {
              id: `${id}/stashes`,
              label: `${counts.stashes} stashed`,
              icon: 'archive',
              actions: { 'nimbus.table.of': { table: 'Stashes', tool: 'git.stash', input: { action: 'list' } } },
              children: (again: Ask) => stashes(`${id}/stashes`, again),
            } satisfies Branch,
          ]
        : []),
    ];
  },
});

const branches = async (id: string, ask: Ask): Promise<readonly Branch[]> =>
  z
    .object({ branches: z.array(branchRow) })
    .parse(await ask('git.branch', { action: 'list' }, 20_000))
    .branches.map((row) => branchLine(`${id}/${row.name}`, row));

const stashes = async (id: string, ask: Ask): Promise<readonly Branch[]> =>
  z
    .object({ stashes: z.array(stashRow) })
    .parse(await ask('git.stash', { action: 'list' }, 20_000))
    .stashes.map((row) => stashLine(`${id}/${row.commit}`, row));

/** `staged`, `changed`, or both. */
const wordsOf = ({ staged, unstaged }: z.output<typeof entry>): string =>
  staged === undefined ? 'changed' : unstaged === undefined ? `staged: ${staged}` : `staged: ${staged}, and changed since`;

/** What is done with a file that differs. `kind`: of what sort the difference is. */
export function file(id: string, path: string, what: string, icon: string, kind: 'conflict' | 'staged' | 'changed' | 'new', where: Place = {}): Branch {
  // Git names a new folder once, in the place of all that is in it.
  const isFolder = path.endsWith('/');
  return {
    id: `${id}/${kind}/${path}`,
    label: path,
    description: what,
    icon,
    ...(kind !== 'new' ? { click: 'nimbus.git.diff' as const } : isFolder ? {} : { click: 'nimbus.git.open' as const }),
    actions: {
      ...about('git.diff', { paths: [path], ...where }),
      ...(kind === 'new'
        ? {}
        : {
            'nimbus.git.diff': {
              show: `Changes of ${path}`,
              tool: 'git.diff',
              input: { paths: [path], ...(kind === 'staged' ? { staged: true } : {}), ...where },
              language: 'diff',
              field: 'patch',
            } satisfies Act,
          }),
      ...(isFolder ? {} : { 'nimbus.git.open': { open: path } satisfies Act }),
      ...(kind === 'changed' || kind === 'staged'
        ? { 'nimbus.git.blame': { table: `Who wrote ${path}`, tool: 'git.blame', input: { path, ...where } } satisfies Act }
        : {}),
      ...(kind === 'staged'
        ? { 'nimbus.git.unstage': { plan: `Unstage ${path}`, steps: [step('git.unstage', { paths: [path], ...where })] } satisfies Act }
        : { 'nimbus.git.stage': { plan: `Stage ${path}`, steps: [step('git.add', { paths: [path], ...where })] } satisfies Act }),
      ...(kind === 'changed'
        ? {
            'nimbus.git.discard': { plan: `Discard the changes of ${path}`, steps: [step('git.checkout', { paths: [path], ...where })] },
          }
        : {}),
      ...(kind === 'conflict' ? {} : { 'nimbus.git.stash': stashAway({ paths: [path], ...(kind === 'new' ? { untracked: true } : {}), ...where }) }),
      'nimbus.infrastructure.copy': { copy: path },
    },
  };
}

function needed(what: string, lacks: string): (text: string) => string | undefined {
  return (text) => (text.trim() === '' ? `${what} needs a ${lacks}.` : undefined);
}
