import { posix } from 'node:path';
import type { Impact, Mark } from '../../domain/impact.ts';

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

/** What a command line says of itself. */
export interface Understood {
  readonly impact: Impact;
  /** The toolset that does such things with preview and undo. */
  readonly toolset?: string;
  readonly warnings: readonly string[];
}

/**
 * Reads a program and its arguments word by word, never by how the line begins: options may stand anywhere, and a path
 * is its last part. What is not known is marked so, and is asked about.
 */
export function understand(program: string, args: readonly string[]): Understood {
  const name = posix.basename(program).toLowerCase();
  const key = name === 'tofu' ? 'terraform' : name.replace(/\.(exe|cmd|bat)$/, '');
  const toolset = toolsets[name.replace(/\.exe$/, '')];
  const word = toolset === undefined ? undefined : args.find((arg) => verbs[key]?.includes(arg));
  const isChange = toolset !== undefined && (key === 'aws' || word !== undefined);
  const isDeleting = deleting.has(key) || word === 'destroy' || word === 'delete' || word === 'uninstall' || args.some((arg) => arg === 'rm' || arg === 'rb');
  const isForced =
    key === 'git' && word === 'push' && args.some((arg) => /^(--force(-with-lease.*|-if-includes)?|-[a-zA-Z]*f[a-zA-Z]*|--mirror|--delete|\+.+)$/.test(arg));
  const runsCode = interpreters.has(key);
  const marks: Mark[] = [
    ...(runsCode ? (['runs-code'] as const) : []),
    ...(isForced ? (['force-push', 'rewrites-history'] as const) : []),
    ...(toolset === undefined || isChange ? (['unknown'] as const) : []),
  ];
  return {
    impact: {
      address: line(program, args),
      type: isNimbus(key, args) ? 'nimbus' : isChange ? `${key} ${word ?? 'command'}` : 'command',
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
