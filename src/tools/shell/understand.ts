import { posix } from 'node:path';
import type { Impact, Mark } from '../../domain/impact.ts';
import { type Line, linesWithin, nameOf } from './lines.ts';

/** Programs that run what their arguments say: what that is, is not looked into. */
const interpreters = new Set(
  'sh bash zsh dash ksh fish csh tcsh ash busybox cmd cmd.exe powershell powershell.exe pwsh python python2 python3 node deno bun perl ruby php lua awk gawk sed find xargs env sudo doas su nohup setsid nice timeout ssh eval exec make npx npm yarn pnpm uvx pipx go cargo docker podman'.split(
    ' ',
  ),
);

/** Words that change what a program with tools of its own manages; those tools preview, verify and undo it. */
const verbs: Readonly<Record<string, readonly string[]>> = {
  terraform: ['apply', 'destroy', 'import', 'taint', 'untaint', 'force-unlock', 'rm', 'mv', 'push', 'replace-provider', 'delete'],
  kubectl: [
    'apply',
    'create',
    'delete',
    'replace',
    'patch',
    'edit',
    'scale',
    'rollout',
    'exec',
    'drain',
    'cordon',
    'uncordon',
    'taint',
    'label',
    'annotate',
    'set',
    'run',
    'expose',
    'autoscale',
    'cp',
    'debug',
  ],
  helm: ['install', 'upgrade', 'uninstall', 'delete', 'rollback'],
  aws: [],
  git: ['push', 'reset', 'clean', 'rebase', 'filter-branch', 'filter-repo', 'checkout', 'restore', 'update-ref', 'reflog', 'gc', 'branch', 'tag', 'stash'],
  gh: ['create', 'merge', 'close', 'delete', 'edit', 'api', 'comment', 'review'],
};
const toolsets: Readonly<Record<string, string>> = {
  terraform: 'terraform',
  tofu: 'terraform',
  kubectl: 'kubernetes',
  helm: 'helm',
  aws: 'aws',
  git: 'git',
  gh: 'github',
};

/** Programs that delete, whatever they are given. */
const deleting = new Set('rm rmdir shred unlink dd mkfs wipefs truncate del erase'.split(' '));

/** Those that leave nothing to be put back. */
const wiping = new Set('shred dd mkfs wipefs truncate'.split(' '));

/** Where several words may be what is done, the gravest is taken: `kubectl -n debug delete pod web`. */
const gravest = ['destroy', 'delete', 'uninstall', 'force-unlock', 'rm', 'apply', 'import'];

/** What a command line says of itself. */
export interface Understood {
  readonly impact: Impact;
  /** The toolset that does such things with preview and undo. */
  readonly toolset?: string;
  readonly warnings: readonly string[];
}

/**
 * Reads a program and its arguments word by word, never by how the line begins: options may stand anywhere, a path is its last part,
 * and what `sudo`, `timeout` or `bash -c` run is read as well. The gravest of what is found counts. What is not known is marked so,
 * and is asked about.
 */
export function understand(program: string, args: readonly string[]): Understood {
  const all = linesWithin({ program, args }, isKnown).map(understandLine);
  const [outer] = all;
  const worst = all.reduce((a, b) => (gravity(b) > gravity(a) ? b : a));
  return {
    ...worst,
    impact: { ...worst.impact, address: line(program, args), marks: [...new Set([...(outer?.impact.marks ?? []), ...all.flatMap((one) => one.impact.marks)])] },
    warnings: [...new Set([...worst.warnings, ...(outer?.warnings ?? [])])],
  };
}

const isKnown = (name: string): boolean => name in toolsets || deleting.has(name) || interpreters.has(name) || name === 'nimbus';

const gravity = ({ impact, toolset }: Understood): number =>
  impact.type === 'nimbus'
    ? 5
    : toolset !== undefined && impact.operation === 'delete'
      ? 4
      : impact.marks.includes('force-push')
        ? 3
        : toolset !== undefined
          ? 2
          : impact.operation === 'delete'
            ? 1
            : 0;

function understandLine({ program, args }: Line): Understood {
  const name = nameOf(program);
  const key = name === 'tofu' ? 'terraform' : name;
  const toolset = toolsets[name];
  const words = toolset === undefined ? [] : args.filter((arg) => verbs[key]?.includes(arg));
  const word = gravest.find((w) => words.includes(w)) ?? words[0];
  const isChange = toolset !== undefined && (key === 'aws' || word !== undefined);
  const wipes =
    wiping.has(key) ||
    (deleting.has(key) && args.some((arg) => /^-[a-zA-Z]*[rR]|^--recursive$/.test(arg))) ||
    (key === 'find' && args.includes('-delete')) ||
    (key === 'aws' && args.some((arg) => /^rb$|^(delete|terminate)-/.test(arg) || (arg === 'rm' && args.includes('--recursive'))));
  const isDeleting =
    wipes || deleting.has(key) || word === 'destroy' || word === 'delete' || word === 'uninstall' || args.some((arg) => arg === 'rm' || arg === 'rb');
  const isForced =
    key === 'git' &&
    words[0] === 'push' &&
    args.some((arg) => /^(--force(-with-lease.*|-if-includes)?|-[a-zA-Z]*f[a-zA-Z]*|--mirror|--delete|\+.+)$/.test(arg));
  const runsCode = interpreters.has(key);
  const marks: Mark[] = [
    ...(runsCode ? (['runs-code'] as const) : []),
    ...(isForced ? (['force-push', 'rewrites-history'] as const) : []),
    ...(wipes ? (['deletes-data'] as const) : []),
    ...(toolset === undefined || isChange ? (['unknown'] as const) : []),
  ];
  return {
    impact: {
      address: line(program, args),
      type: isNimbus(key, args) ? 'nimbus' : isChange ? `${key} ${isForced ? 'push --force' : (word ?? 'command')}` : 'command',
      operation: isDeleting ? 'delete' : 'update',
      marks,
    },
    ...(isChange ? { toolset } : {}),
    warnings: [
      ...(isChange ? [`Nimbus can do this with its ${toolset} tools, with a preview, a check and an undo; this way there is none of them`] : []),
      ...(runsCode ? [`what ${name} runs is not looked into`] : []),
    ],
  };
}

/** Nimbus itself, by its own name or through what starts packages. */
const isNimbus = (key: string, args: readonly string[]): boolean =>
  key === 'nimbus' ||
  (['npx', 'npm', 'pnpm', 'yarn', 'bunx', 'node', 'env'].includes(key) &&
    args.some((arg) => posix.basename(arg) === 'nimbus' || /nimbus.*\/cli\/main\.[cm]?js$/.test(arg)));

/** As one would type it: for people to read, never for a shell. */
export const line = (program: string, args: readonly string[]): string =>
  [program, ...args].map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", String.raw`'\''`)}'`)).join(' ');
