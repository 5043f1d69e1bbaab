import { statfs } from 'node:fs/promises';
import { type Failure, failed, type Outcome, ok } from '../../../domain/failure/failure.ts';
import { contentsMissing } from '../../../domain/failure/git-remote.ts';
import { programTooOld } from '../../../domain/failure/process.ts';
import type { ExecOptions, Finished, Workplace } from '../../../domain/workplace.ts';
import { asksForGithub, githubLogin } from './github-login.ts';
import { withoutCredentials } from './names.ts';

export interface GitOptions extends Pick<ExecOptions, 'timeoutMs' | 'outputBytesMax' | 'onLine' | 'env' | 'input'> {
  /** It may take locks and run what the repository sets up (hooks, a file system monitor). Default: it only reads. */
  readonly writes?: boolean;
}

/** Nothing of the person's shell decides where git looks, in which language it answers, or whether it waits for somebody. */
const environment: Readonly<Record<string, string | undefined>> = {
  LC_ALL: 'C',
  LANGUAGE: undefined,
  GIT_TERMINAL_PROMPT: '0',
  SSH_ASKPASS: undefined,
  SSH_ASKPASS_REQUIRE: 'never',
  GIT_EDITOR: ':',
  GIT_SEQUENCE_EDITOR: ':',
  // Paths are paths: no `:(top)`, no `*`.
  GIT_LITERAL_PATHSPECS: '1',
  GIT_DIR: undefined,
  GIT_WORK_TREE: undefined,
  GIT_INDEX_FILE: undefined,
  GIT_COMMON_DIR: undefined,
  GIT_OBJECT_DIRECTORY: undefined,
  GIT_ALTERNATE_OBJECT_DIRECTORIES: undefined,
  GIT_NAMESPACE: undefined,
  GIT_PREFIX: undefined,
  GIT_EXTERNAL_DIFF: undefined,
  // Traces print headers, and headers hold tokens.
  GIT_TRACE: undefined,
  GIT_TRACE_CURL: undefined,
  GIT_TRACE_PACKET: undefined,
  GIT_CURL_VERBOSE: undefined,
};

/** A read starts no program that the repository's own configuration names, as far as git lets us say so. */
const readOnly = ['-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false'];

/**
 * Runs git in a folder, without a pager, a prompt or an editor. Whatever it prints comes back without the credentials
 * an address may hold. Where github.com asks who it is and git has no answer, it is run once more with the editor's session.
 */
export async function git(at: Workplace, cwd: string, args: readonly string[], options: GitOptions = {}): Promise<Outcome<Finished>> {
  const { writes = false, env, ...rest } = options;
  const program = process.env.NIMBUS_GIT || 'git';
  const start = (login: Readonly<Record<string, string>> = {}) =>
    at.exec(program, ['--no-pager', ...(writes ? [] : readOnly), ...args], {
      ...rest,
      cwd,
      // Empty, not absent: absent falls back to core.askPass. What the editor sets for its terminals stays: it asks in its own window.
      env: { ...environment, GIT_ASKPASS: at.env.GIT_ASKPASS ?? '', ...(writes ? {} : { GIT_OPTIONAL_LOCKS: '0' }), ...env, ...login },
    });
  let done = await start();
  if (done.ok && asksForGithub(done.value)) {
    const login = await githubLogin(at);
    if (login !== undefined) done = await start(login);
  }
  if (!done.ok) return done;
  // It does not know what it is asked for: most likely it is older than that.
  if (done.value.code === usageError) {
    const old = await tooOld(program, at);
    if (old !== undefined) return failed(old);
  }
  const stderr = withoutCredentials(done.value.stderr);
  if (done.value.code !== 0 && /could not fetch [0-9a-f]{40,64} from promisor remote/.test(stderr)) return failed(contentsMissing(stderr.slice(-4000)));
  return ok({ ...done.value, stderr: done.value.code !== 0 && (await isForWantOfRoom(stderr, cwd)) ? `${stderr}\n${noRoom}\n` : stderr });
}

const noRoom = 'fatal: No space left on device';
/** A disk with less than this has no room for anything git writes. */
const bytesMin = 64 * 1024;

/** Git does not always say why it could not write: then the disk is asked. */
async function isForWantOfRoom(stderr: string, cwd: string): Promise<boolean> {
  if (!/could(?:n't| not) write|unable to (?:write|create)|failed to write|cannot update ref/i.test(stderr)) return false;
  const disk = await statfs(cwd).catch(() => undefined);
  return disk !== undefined && disk.bavail * disk.bsize < bytesMin;
}

/** What git ends with when it does not understand its arguments. */
const usageError = 129;
/** `merge-tree --write-tree`, by which a merge is looked at without doing it. Source: git-scm.com/docs/git-merge-tree. */
const minorMin = 38;

async function tooOld(program: string, at: Workplace): Promise<Failure | undefined> {
  const asked = await at.exec(program, ['version'], { timeoutMs: 20_000 });
  const [, has = '', major = '0', minor = '0'] = /git version ((\d+)\.(\d+)\S*)/.exec(asked.ok ? asked.value.stdout : '') ?? [];
  if (has === '' || Number(major) > 2 || (Number(major) === 2 && Number(minor) >= minorMin)) return undefined;
  return programTooOld(program, has, `2.${minorMin}`, 'Install a newer git (https://git-scm.com/downloads), and see that it is the one on your PATH.');
}

/** What a `-z` output lists. */
export const fields = (output: string): string[] => {
  const all = output.split('\0');
  if (all.at(-1) === '') all.pop();
  return all;
};
