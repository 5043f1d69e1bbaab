import { z } from 'zod';
import type { Act, ActQuestion, Branch } from './branch.ts';
import { about, optional, step } from './branch.ts';

/** The repository's folder, where it is not the workspace folder itself or one around it. */
export type Place = { readonly directory?: string };

export const branchRow = z.looseObject({
  name: z.string(),
  current: z.boolean(),
  upstream: z.string().optional(),
  subject: z.string().optional(),
  remote: z.unknown().optional(),
});
export const stashRow = z.looseObject({ index: z.number(), commit: z.string(), message: z.string() });
const commitRow = z.looseObject({ commit: z.string(), parents: z.array(z.string()), subject: z.string() });

const needed = (text: string): string | undefined => (text.trim() === '' ? 'It cannot do without this.' : undefined);

export const pull = (where: Place = {}): Act => ({
  questions: [
    {
      id: 'how',
      title: 'Pull: when both sides have new commits',
      options: [
        { value: 'ff-only', label: 'Refuse', description: 'only bring it up to date' },
        { value: 'merge', label: 'Merge', description: 'with a commit that joins both' },
        { value: 'rebase', label: 'Rebase', description: 'yours on top of theirs' },
      ],
    },
  ],
  planOf: ({ how }) => ({ plan: `Pull${named(where)}`, steps: [step('git.pull', { how, ...where })] }),
});

export const push = (where: Place = {}): Act => ({ plan: `Push${named(where)}`, steps: [step('git.push', { ...where })] });

export const fetch = (where: Place = {}): Act => ({ plan: `Fetch${named(where)}`, steps: [step('git.fetch', { ...where })] });

/** Said in a plan about no file or branch: of several repositories, which one. */
export const named = ({ directory }: Place): string => (directory === undefined ? '' : ` in ${directory}`);

/** `from`: where it begins; else what is checked out. */
export const createBranch = (more: { readonly from?: string } & Place): Act => ({
  questions: [
    {
      id: 'name',
      title: more.from === undefined ? 'Create which branch?' : `Create which branch at ${more.from.slice(0, 10)}?`,
      placeHolder: 'feature/search',
      check: needed,
    },
    {
      id: 'go',
      title: 'And then?',
      options: [
        { value: 'switch', label: 'Switch to it' },
        { value: 'stay', label: 'Stay where you are' },
      ],
    },
  ],
  planOf: ({ name = '', go }) => ({
    plan: `Create the branch ${name}`,
    steps: [go === 'stay' ? step('git.branch', { action: 'create', name, ...more }) : step('git.checkout', { branch: name, create: true, ...more })],
  }),
});

/** `at`: the commit; else what is checked out. */
export const tag = (at?: string, where: Place = {}): Act => ({
  questions: [
    { id: 'name', title: at === undefined ? 'Which tag for what is checked out?' : `Which tag for ${at.slice(0, 10)}?`, placeHolder: 'v1.2.0', check: needed },
    { id: 'message', title: 'With which message?', prompt: 'Left empty: a plain tag.', optional: true },
  ],
  planOf: ({ name = '', message }) => ({
    plan: `Tag ${at === undefined ? 'what is checked out' : at.slice(0, 10)} as ${name}`,
    steps: [step('git.tag', { action: 'create', name, ...(at === undefined ? {} : { at }), ...optional('message', message), ...where })],
  }),
});

const which = (title: string): ActQuestion => ({ id: 'branch', title, placeHolder: 'main', check: needed });

export const switchTo = (where: Place = {}): Act => ({
  questions: [which('Switch to which branch?')],
  planOf: ({ branch = '' }) => ({ plan: `Switch to ${branch}`, steps: [step('git.checkout', { branch, ...where })] }),
});

/** `named`: the branch; else it is asked for. */
export const merge = (named?: string, where: Place = {}): Act => ({
  questions: [
    ...(named === undefined ? [which('Merge which branch into the current one?')] : []),
    {
      id: 'how',
      title: named === undefined ? 'How?' : `Merge ${named} how?`,
      options: [
        { value: 'auto', label: 'As Git does', description: 'a merge commit only where both sides have new ones' },
        { value: 'no-ff', label: 'Always with a merge commit' },
        { value: 'squash', label: 'As one commit', description: 'all of it as one plain commit (squash)' },
      ],
    },
    {
      id: 'message',
      title: 'Message of that commit',
      prompt: 'Left empty: the one Git makes.',
      optional: true,
      when: ({ how }) => how !== 'auto',
    },
  ],
  planOf: ({ branch = named ?? '', how, message }) => ({
    plan: how === 'squash' ? `Merge ${branch} as one commit` : `Merge ${branch}`,
    steps: [step('git.merge', { from: branch, ...(how === 'auto' ? {} : { how }), ...optional('message', message), ...where })],
  }),
});

export const stashAway = (more: { readonly paths?: readonly string[]; readonly untracked?: boolean } & Place): Act => ({
  questions: [
    { id: 'message', title: 'Stash under which message?', prompt: 'May be empty.', optional: true },
    ...(more.paths === undefined
      ? [
          {
            id: 'untracked',
            title: 'And new files?',
            options: [
              { value: 'no', label: 'Leave new files' },
              { value: 'yes', label: 'New files too' },
            ],
          },
        ]
      : []),
  ],
  planOf: ({ message, untracked }) => ({
    plan: more.paths === undefined ? 'Stash the changes' : `Stash ${more.paths.join(', ')}`,
    steps: [step('git.stash', { action: 'push', ...optional('message', message), ...(untracked === 'yes' ? { untracked: true } : {}), ...more })],
  }),
});

/** A branch, from a row of `git.branch`: of this repository, or of a remote as last fetched (`origin/main`). */
export function branchLine(id: string, row: unknown, where: Place = {}): Branch {
  const { name, current, upstream, subject } = branchRow.parse(row);
  const isRemote = name.startsWith('remotes/') || (upstream === undefined && /^(origin|upstream)\//.test(name));
  const short = name.replace(/^remotes\//, '');
  return {
    id,
    label: short,
    description: [current ? 'current' : undefined, upstream, subject].filter(Boolean).join(' · '),
    icon: isRemote ? 'cloud' : current ? 'check' : 'git-branch',
    actions: {
      ...about('git.log', { branch: short, ...where }),
      'nimbus.git.log': { table: `Commits on ${short}`, tool: 'git.log', input: { from: short, limit: 500, ...where } },
      ...(current
        ? {}
        : {
            'nimbus.git.switch': {
              plan: `Switch to ${short}`,
              steps: [step('git.checkout', { branch: isRemote ? short.slice(short.indexOf('/') + 1) : short, ...where })],
            } satisfies Act,
            'nimbus.git.merge': merge(short, where),
          }),
      'nimbus.git.createBranch': createBranch({ from: short, ...where }),
      ...(isRemote
        ? {}
        : {
            'nimbus.git.push': { plan: `Push ${short}`, steps: [step('git.push', { branch: short, ...where })] } satisfies Act,
            ...(upstream === undefined
              ? { 'nimbus.git.publish': { plan: `Publish ${short}`, steps: [step('git.push', { branch: short, setUpstream: true, ...where })] } satisfies Act }
              : {}),
            'nimbus.git.renameBranch': {
              questions: [{ id: 'newName', title: `Rename ${short} to what?`, value: short, check: needed }],
              planOf: ({ newName = short }) => ({
                plan: `Rename ${short} to ${newName}`,
                steps: [step('git.branch', { action: 'rename', name: short, newName, ...where })],
              }),
            } satisfies Act,
          }),
      ...(isRemote
        ? {
            'nimbus.git.deleteRemoteBranch': {
              plan: `Delete the branch ${short.slice(short.indexOf('/') + 1)} on ${short.split('/')[0]}`,
              steps: [step('git.push', { remote: short.split('/')[0], branch: short.slice(short.indexOf('/') + 1), delete: true, ...where })],
            } satisfies Act,
          }
        : {}),
      ...(isRemote || current
        ? {}
        : {
            'nimbus.git.deleteBranch': {
              plan: `Delete the branch ${short}`,
              steps: [step('git.branch', { action: 'delete', name: short, ...where })],
            } satisfies Act,
          }),
      'nimbus.infrastructure.copy': { copy: short },
    },
  };
}

/** What was put aside, from a row of `git.stash`. Named by its commit, so that another stash made since does no harm. */
export function stashLine(id: string, row: unknown, where: Place = {}): Branch {
  const { index, commit, message } = stashRow.parse(row);
  const act = (action: string, what: string): Act => ({
    plan: `${what} the stash "${message}"`,
    steps: [step('git.stash', { action, stash: commit, ...where })],
  });
  return {
    id,
    label: message,
    description: `stash ${index}`,
    icon: 'archive',
    actions: {
      'nimbus.git.stashApply': act('apply', 'Apply'),
      'nimbus.git.stashPop': act('pop', 'Pop'),
      'nimbus.git.stashDrop': act('drop', 'Drop'),
      'nimbus.infrastructure.copy': { copy: message },
    },
  };
}

/** A commit, from a row of `git.log`. The first one has nothing before it to be compared with. */
export function commitLine(id: string, row: unknown, where: Place = {}): Branch {
  const { commit, parents, subject } = commitRow.parse(row);
  const short = commit.slice(0, 10);
  const [parent] = parents;
  const both = parent === undefined ? undefined : { from: parent, to: commit, ...where };
  return {
    id,
    label: subject,
    description: short,
    icon: 'git-commit',
    ...(both === undefined ? {} : { click: 'nimbus.git.diff' as const }),
    actions: {
      ...(both === undefined
        ? {}
        : {
            'nimbus.git.diff': { show: `Changes of ${short}`, tool: 'git.diff', input: both, language: 'diff', field: 'patch' } satisfies Act,
            'nimbus.git.files': { table: `Files of ${short}`, tool: 'git.diff', input: both } satisfies Act,
          }),
      'nimbus.git.createBranch': createBranch({ from: commit, ...where }),
      'nimbus.git.tag': tag(commit, where),
      // Of a merge it would have to be said which side counts.
      ...(parents.length > 1
        ? {}
        : {
            'nimbus.git.cherryPick': { plan: `Cherry-pick ${short}`, steps: [step('git.cherryPick', { commits: [commit], ...where })] } satisfies Act,
            'nimbus.git.revert': { plan: `Revert ${short}`, steps: [step('git.revert', { commits: [commit], ...where })] } satisfies Act,
          }),
      'nimbus.git.switch': { plan: `Check out ${short}, without a branch`, steps: [step('git.checkout', { from: commit, ...where })] },
      'nimbus.infrastructure.copy': { copy: commit },
    },
  };
}
