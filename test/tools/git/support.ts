import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';
import { gitTools } from '../../../src/tools/git/all.ts';
import { testHouse } from '../../support/house.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';

export { gitTools };

/** Nothing of the person's own git reaches a test, and nothing of a test reaches it. */
const home = realpathSync(mkdtempSync(join(tmpdir(), 'nimbus-git-home-')));
afterAll(() => rmSync(home, { recursive: true, force: true }));
Object.assign(process.env, { HOME: home, XDG_CONFIG_HOME: home, GIT_CONFIG_NOSYSTEM: '1', GNUPGHOME: home, GIT_CEILING_DIRECTORIES: realpathSync(tmpdir()) });
for (const name of ['GIT_ASKPASS', 'SSH_ASKPASS', 'EMAIL', 'GIT_AUTHOR_NAME', 'GIT_AUTHOR_EMAIL', 'GIT_COMMITTER_NAME', 'GIT_COMMITTER_EMAIL'])
  delete process.env[name];
for (const name of Object.keys(process.env)) if (/^(?:(https?|all|no)_proxy|GIT_SSL_\w+|GH_TOKEN|GITHUB_TOKEN)$/i.test(name)) delete process.env[name];
// Real programs by the dozen, beside other tests, on two cores.
vi.setConfig({ testTimeout: 60_000 });

/** All the configuration git finds at home, from here to the end of the test. */
export function withConfig(text: string): void {
  process.env.GIT_CONFIG_GLOBAL = join(home, 'gitconfig');
  writeFileSync(process.env.GIT_CONFIG_GLOBAL, text);
}

/** Every commit of a test is made a minute after the one before. */
let minute = 0;
/** From here on commits are made as from the first minute, so that they have the same names again. */
export const restartClock = (): void => {
  minute = 0;
};
export function sh(folder: string, ...args: readonly string[]): string {
  const at = new Date(Date.UTC(2026, 0, 1, 0, minute++)).toISOString();
  return execFileSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export type World = ReturnType<typeof testHouse> & { git(...args: readonly string[]): string };

/** A workspace that is a repository, with one commit of these files; none: no commit. */
export function repository(files: Readonly<Record<string, string>> = { 'a.txt': 'one\ntwo\nthree\n' }): World {
  const house = testHouse(gitTools);
  withConfig('[user]\n\tname = Ada Example\n\temail = ada@example.com\n[init]\n\tdefaultBranch = main\n');
  const git = (...args: readonly string[]) => sh(house.folder, ...args);
  git('init', '--quiet');
  if (Object.keys(files).length > 0) commitFiles(house.folder, files, 'First');
  return { ...house, git };
}

export function commitFiles(folder: string, files: Readonly<Record<string, string>>, message: string): void {
  plant(folder, files);
  sh(folder, 'add', '--all');
  sh(folder, 'commit', '--quiet', `--message=${message}`);
}

/** A bare repository elsewhere, `origin` of the world, with its branch pushed. */
export function withRemote(world: World): string {
  const remote = join(tempFolder(), 'remote.git');
  sh(world.folder, 'init', '--quiet', '--bare', remote);
  world.git('remote', 'add', 'origin', remote);
  world.git('push', '--quiet', '--set-upstream', 'origin', 'main');
  return remote;
}

/** Somebody else's clone of the same remote. */
export function colleague(remote: string): string {
  const folder = join(tempFolder(), 'colleague');
  sh(tempFolder(), 'clone', '--quiet', remote, folder);
  return folder;
}

/** All that a person would call the state of a repository: branches, what is checked out, staged, changed and stashed. */
export function stateOf(folder: string): string {
  const attempt = (...args: readonly string[]): string => {
    try {
      return sh(folder, ...args).trimEnd();
    } catch (error) {
      return `(${(error as { status: number }).status})`;
    }
  };
  return [
    `HEAD ${attempt('symbolic-ref', '--short', '-q', 'HEAD')} ${attempt('rev-parse', '-q', '--verify', 'HEAD')}`,
    attempt('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads', 'refs/tags', 'refs/stash'),
    attempt('ls-files', '--stage'),
    attempt('status', '--porcelain=v2', '--untracked-files=all'),
    attempt('diff'),
  ].join('\n');
}

/** Hashes and folders of a machine, as a reader needs them. */
export const plain = (text: string, world: World): string =>
  text
    .replaceAll(world.folder, '${workspace}')
    .replaceAll(/\/tmp\/nimbus-test-\w+/g, '${tmp}')
    .replaceAll(/\b[0-9a-f]{40}\b/g, '<id>')
    .replaceAll(/\b[0-9a-f]{8}\b/g, '<id>');
