import { failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { noCurrentBranch, noRepository } from '../../domain/failure/github.ts';
import type { Finished, Workplace } from '../../domain/workplace.ts';

/** A repository as the address of a remote names it. */
export interface Address {
  /** With a port where there is one. */
  readonly host: string;
  readonly owner: string;
  readonly name: string;
}

/** Address of the remote `name`; without one: of `origin`, else of the only remote there is. */
export async function gitRemote(at: Workplace, name?: string): Promise<Outcome<string>> {
  const wanted = name === undefined ? await chosenRemote(at) : ok(name);
  if (!wanted.ok) return wanted;
  const asked = await git(at, ['remote', 'get-url', '--', wanted.value]);
  if (!asked.ok) return asked;
  return asked.value.code === 0 ? ok(asked.value.stdout.split('\n')[0] ?? '') : failed(noRepository(`there is no remote ${wanted.value}`));
}

async function chosenRemote(at: Workplace): Promise<Outcome<string>> {
  const listed = await git(at, ['remote']);
  if (!listed.ok) return listed;
  if (listed.value.code !== 0) return failed(noRepository('this folder is not in a git repository'));
  const remotes = listed.value.stdout.split('\n').filter((line) => line !== '' && !line.startsWith('-'));
  if (remotes.includes('origin')) return ok('origin');
  const [only, another] = remotes;
  if (only === undefined) return failed(noRepository('the git repository here has no remote'));
  return another === undefined ? ok(only) : failed(noRepository('there are several remotes, and none is called origin'));
}

/**
 * Reads `https://host/owner/name.git`, `ssh://git@host:22/owner/name`, `git@host:owner/name.git`; `undefined` for
 * anything else. A user name or password in it is left behind.
 */
export function remoteAddress(address: string): Address | undefined {
  const [, scheme = '', host = '', port, path = ''] =
    /^(https?|ssh|git):\/\/(?:[^@/]*@)?([A-Za-z0-9.-]+)(?::(\d+))?\/(.+)$/i.exec(address) ?? /^()(?:[^@/:]*@)?([A-Za-z0-9.-]+):()(.+)$/.exec(address) ?? [];
  const [, owner, name] = /^\/*([A-Za-z0-9][\w-]*)\/((?!\.{1,2}(?:\.git)?\/*$)[\w.-]+?)(?:\.git)?\/*$/.exec(path) ?? [];
  if (owner === undefined || name === undefined || host === '') return undefined;
  const web = /^https?$/i.test(scheme);
  // SSH through port 443, for networks that let nothing else out: docs.github.com, "Using SSH over the HTTPS port".
  const plain = host
    .toLowerCase()
    .replace(/^ssh\.github\.com$/, 'github.com')
    .replace(/^www\.github\.com$/, 'github.com');
  return { host: web && port ? `${plain}:${port}` : plain, owner, name };
}

export interface Branch {
  readonly name: string;
  /** Its name on the remote. */
  readonly there: string;
  /** Repository it is pushed to, where that can be told. */
  readonly pushedTo: Address | undefined;
  readonly commit: string | undefined;
}

/** The branch that is checked out, and where it is pushed. */
export async function currentBranch(at: Workplace): Promise<Outcome<Branch>> {
  const head = await git(at, ['symbolic-ref', '--short', '-q', 'HEAD']);
  if (!head.ok) return head;
  const name = head.value.stdout.trim();
  if (head.value.code !== 0 || name === '') return failed(noCurrentBranch());
  const configured = async (key: string): Promise<string | undefined> => {
    const asked = await git(at, ['config', '--get', `branch.${name}.${key}`]);
    return asked.ok && asked.value.code === 0 ? asked.value.stdout.trim() : undefined;
  };
  const remote = (await configured('pushRemote')) ?? (await configured('remote'));
  const followed = (await configured('merge'))?.replace(/^refs\/heads\//, '');
  const address = await gitRemote(at, remote === undefined || remote.startsWith('-') || remote === '.' ? undefined : remote);
  const commit = await git(at, ['rev-parse', '--verify', '--quiet', 'HEAD']);
  return ok({
    name,
    // A branch made from origin/main follows main, and is pushed under its own name.
    there: followed !== undefined && (await pushesToFollowed(at)) ? followed : name,
    pushedTo: address.ok ? remoteAddress(address.value) : undefined,
    commit: commit.ok && commit.value.code === 0 ? commit.value.stdout.trim() : undefined,
  });
}

async function pushesToFollowed(at: Workplace): Promise<boolean> {
  const asked = await git(at, ['config', '--get', 'push.default']);
  return asked.ok && /^(?:upstream|tracking)$/.test(asked.value.stdout.trim());
}

/** Only reads, in the workspace folder, whatever the person's shell says. */
const git = (at: Workplace, args: readonly string[]): Promise<Outcome<Finished>> =>
  at.exec(at.env.NIMBUS_GIT || 'git', ['--no-pager', ...args], {
    timeoutMs: 20_000,
    env: { LC_ALL: 'C', GIT_DIR: undefined, GIT_WORK_TREE: undefined, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0' },
  });
