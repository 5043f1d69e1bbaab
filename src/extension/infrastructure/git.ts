import { z } from 'zod';
import { plainly } from '../plainly.ts';
import type { Act, Ask, Branch } from './branch.ts';
import { about, step } from './branch.ts';
import {
  branchLine,
  branchRow,
  createBranch,
  fetch,
  merge,
  named,
  type Place,
  pull,
  push,
  stashAway,
  stashLine,
  stashRow,
  switchTo,
  tag,
} from './git-lines.ts';

const entry = z.looseObject({ path: z.string(), staged: z.string().optional(), unstaged: z.string().optional() });
const status = z.looseObject({
  root: z.string(),
  branch: z.looseObject({ name: z.string().optional(), upstream: z.string().optional(), ahead: z.number(), behind: z.number() }),
  operation: z.string().optional(),
  changed: z.array(entry),
  conflicts: z.array(z.looseObject({ path: z.string(), kind: z.string() })),
  untracked: z.array(z.string()),
  counts: z.looseObject({ staged: z.number(), unstaged: z.number(), conflicts: z.number(), untracked: z.number(), stashes: z.number() }),
});

/** What git says of a workspace folder, or of a repository in it, and what is done most with it. */
export const git = (id: string, where: Place = {}): Branch => ({
  id,
  label: 'Git',
  icon: 'source-control',
  actions: {
    'nimbus.git.commit': {
      question: `Commit all changes${named(where)} with which message?`,
      placeHolder: 'What others get from it',
      check: needed('A commit', 'message'),
      make: (message) => ({
        plan: `Commit: ${message}`,
        // One step: what a commit holds is seen before it only where it stages that itself.
        steps: [step('git.commit', { message, all: true, untracked: true, ...where })],
      }),
    },
    'nimbus.git.push': push(where),
    'nimbus.git.pull': pull(where),
    'nimbus.git.fetch': fetch(where),
    'nimbus.git.stageAll': { plan: `Stage all changes${named(where)}`, steps: [step('git.add', { all: true, ...where })] },
    'nimbus.table.of': { table: 'Changes', tool: 'git.status', input: { untracked: 'all', ...where } },
    'nimbus.git.log': { table: 'Commits', tool: 'git.log', input: { limit: 500, ...where } },
    'nimbus.git.branches': tableOfBranches(where),
    'nimbus.git.tags': { table: 'Tags', tool: 'git.tag', input: { action: 'list', ...where } },
    'nimbus.git.remotes': { table: 'Remotes', tool: 'git.remote', input: { action: 'list', ...where } },
    'nimbus.git.createBranch': createBranch(where),
    'nimbus.git.switch': switchTo(where),
    'nimbus.git.merge': merge(undefined, where),
    'nimbus.git.tag': tag(undefined, where),
    'nimbus.git.stash': stashAway(where),
    'nimbus.git.clean': { plan: `Remove what is not in git${named(where)}`, steps: [step('git.clean', { ...where })] },
  },
  children: async (ask) => {
    const seen = status.parse(await ask('git.status', { ...where }, 20_000));
    const { counts } = seen;
    const [changed, conflicts] = [seen.changed.filter(isInside), seen.conflicts.filter(isInside)];
    const outside = seen.changed.length - changed.length + seen.conflicts.length - conflicts.length + seen.untracked.filter(leadsOut).length;
    return [
      head(`${id}/branch`, seen, where),
      ...conflicts.map(({ path, kind }) => file(id, path, `conflict: ${kind}`, 'warning', 'conflict', where)),
      ...changed.map((one) =>
        file(id, one.path, wordsOf(one), 'diff-modified', one.unstaged === undefined && one.staged !== undefined ? 'staged' : 'changed', where),
      ),
      ...seen.untracked.filter((path) => !leadsOut(path)).map((path) => file(id, path, 'new', 'diff-added', 'new', where)),
      ...(outside > 0 ? [elsewhere(`${id}/outside`, outside, seen.root)] : []),
      ...(counts.staged + counts.unstaged + counts.untracked + counts.conflicts === 0
        ? [{ id: `${id}/clean`, label: 'Nothing changed', icon: 'pass', color: 'testing.iconPassed' }]
        : []),
      {
        id: `${id}/branches`,
        label: 'Branches',
        icon: 'git-branch',
        actions: { 'nimbus.table.of': tableOfBranches(where) },
        children: (again) => branches(`${id}/branches`, again, where),
      },
      ...(counts.stashes > 0
        ? [
            {
              id: `${id}/stashes`,
              label: `${counts.stashes} stashed`,
              icon: 'archive',
              actions: { 'nimbus.table.of': { table: 'Stashes', tool: 'git.stash', input: { action: 'list', ...where } } },
              children: (again: Ask) => stashes(`${id}/stashes`, again, where),
            } satisfies Branch,
          ]
        : []),
    ];
  },
});

const tableOfBranches = (where: Place) => ({ table: 'Branches', tool: 'git.branch', input: { action: 'list', remotes: true, ...where } }) as const;

/** Of a repository that reaches above the workspace folder: a file no tool works with here. */
const leadsOut = (path: string): boolean => path.startsWith('../');
const isInside = ({ path }: { readonly path: string }): boolean => !leadsOut(path);

const elsewhere = (id: string, count: number, root: string): Branch => ({
  id,
  label: `${count} changed outside this folder`,
  description: root,
  icon: 'root-folder',
  tooltip: `${plainly(root)} holds more than this folder. Open it to work with all of it.`,
  actions: { 'nimbus.infrastructure.copy': { copy: root } },
});

/** What is checked out, and how far it is from its upstream. */
const head = (id: string, { branch, operation }: z.output<typeof status>, where: Place): Branch => ({
  id,
  label: branch.name ?? 'no branch',
  description: [
    [branch.ahead > 0 ? `${branch.ahead} ahead` : undefined, branch.behind > 0 ? `${branch.behind} behind` : undefined].filter(Boolean).join(', '),
    branch.upstream,
    operation,
  ]
    .filter(Boolean)
    .join(' · '),
  icon: 'git-branch',
  actions: {
    'nimbus.git.log': { table: `Commits on ${branch.name ?? 'HEAD'}`, tool: 'git.log', input: { limit: 500, ...where } },
    'nimbus.git.push': push(where),
    'nimbus.git.pull': pull(where),
    'nimbus.git.fetch': fetch(where),
    ...(branch.upstream === undefined && branch.name !== undefined
      ? { 'nimbus.git.publish': { plan: `Publish ${branch.name}`, steps: [step('git.push', { branch: branch.name, setUpstream: true, ...where })] } }
      : {}),
    'nimbus.git.createBranch': createBranch(where),
    'nimbus.git.switch': switchTo(where),
    'nimbus.git.merge': merge(undefined, where),
    ...(operation === 'merge'
      ? { 'nimbus.git.abortMerge': { plan: `Give up the merge${named(where)}`, steps: [step('git.merge', { abort: true, ...where })] } }
      : {}),
    ...(branch.name === undefined ? {} : { 'nimbus.infrastructure.copy': { copy: branch.name } }),
  },
});

const branches = async (id: string, ask: Ask, where: Place): Promise<readonly Branch[]> =>
  z
    .object({ branches: z.array(branchRow) })
    .parse(await ask('git.branch', { action: 'list', ...where }, 20_000))
    .branches.map((row) => branchLine(`${id}/${row.name}`, row, where));

const stashes = async (id: string, ask: Ask, where: Place): Promise<readonly Branch[]> =>
  z
    .object({ stashes: z.array(stashRow) })
    .parse(await ask('git.stash', { action: 'list', ...where }, 20_000))
    .stashes.map((row) => stashLine(`${id}/${row.commit}`, row, where));

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
