import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { z } from 'zod';
import { digestOf } from '../../base/hash.ts';
import { duration, list } from '../../base/say.ts';
import { type Failure, failed, type Outcome, ok } from '../../domain/failure/failure.ts';
import { fileFailed } from '../../domain/failure/files.ts';
import { gitFailed, gitTimedOut, revisionUnknown } from '../../domain/failure/git.ts';
import { tool, type Undo } from '../../domain/tool.ts';
import type { Finished, Workplace } from '../../domain/workplace.ts';
import { configuredRemotes } from './repository/configured-remotes.ts';
import { type FreeFolder, freeFolder } from './repository/free-folder.ts';
import { git } from './repository/git.ts';
import { headOf, inWords, short } from './repository/head.ts';
import { address, branchName, path, timeoutSeconds, withoutCredentials } from './repository/names.ts';
import { explainRemote } from './repository/remotes.ts';
import { openRepository } from './repository/repository.ts';

const input = z.strictObject({
  url: address.describe('https, ssh or file address, or an absolute path. Never with a password in it.'),
  into: path.optional().describe('A new or empty folder, relative to the workspace folder; default: named after the repository.'),
  branch: branchName.optional().describe('Check this branch or tag out; default: the remote’s own choice.'),
  depth: z.number().int().min(1).max(1_000_000).optional().describe('Only this many commits back.'),
  withoutBlobs: z.boolean().default(false).describe('Fetch old file contents only when they are looked at (a partial clone).'),
  submodules: z.boolean().default(false).describe('Its submodules too.'),
  timeoutSeconds,
});
type Input = z.output<typeof input>;

/** Of the undo of a clone: where it was to be. */
const into = z.object({ directory: z.string() });

export const clone = tool({
  name: 'git.clone',
  effect: 'write',
  summary: 'Clone a repository into a folder of the workspace.',
  input,
  output: z.object({ directory: z.string().describe('Relative to the workspace folder.'), branch: z.string().optional(), commit: z.string().optional() }),
  commands: ['git clone {url} {into?}'],
  says: [
    'clone https://github.com/example/shop.git',
    'git clone git@github.com:example/infra.git into infra',
    'make a shallow clone of this repository',
    'get a copy of the repository at https://example.com/app.git',
    'clone https://github.com/example/app.git',
    'check out a copy of https://github.com/example/infra.git into infra',
    'get https://example.com/tools.git with depth 1',
    'download the repository git@github.com:example/shop.git',
    'clone the repo https://github.com/example/web.git',
    'I need a local copy of git@github.com:example/app.git',
    'fetch the repository https://example.com/lib.git into vendor/lib',
    'get the code from https://example.com/a/b.git into vendor/b',
    'i need a copy of git@example.com:a/b.git',
    'shallow clone of https://example.com/a/b.git',
    'bring https://example.com/a/b.git here, last commit only',
    'get a copy of https://github.com/example/app',
    'fetch a fresh copy of https://github.com/example/app.git',
    'grab https://github.com/example/app.git',
    'grab https://github.com/example/app.git and put it in vendor/app',
    'i need https://github.com/example/app.git locally',
    'i need a local copy of https://github.com/example/app.git',
    'bring https://github.com/example/app.git onto my machine',
    'pull down the repo https://github.com/example/app.git',
    'shallow clone of https://github.com/example/app.git',
    'copy the repository https://github.com/example/app.git into vendor',
    'have https://github.com/example/app.git here in the folder app',
    'set up a working copy of https://github.com/example/app.git',
    'checkout the repo https://github.com/example/app.git into app',
    'clone https://github.com/example/app.git at tag v1.0',
    'clone only the last commit of https://github.com/example/app.git',
    'clone https://github.com/example/app.git without file contents',
    'pull https://github.com/example/app.git to my disk',
    'pull https://github.com/example/app.git onto this machine',
    'make a local clone of https://github.com/example/app',
    'download https://github.com/example/app.git',
    'clone the v2 branch of https://github.com/example/app.git',
    'get https://github.com/example/app.git',
    'clone https://example.com/a/b.git with nothing but the last commit',
    'Would you fetch the whole repo https://github.com/acme/ingest-workers into ./workers? I have to fix a bug there before lunch and my old folder is a mess.',
    'time to get the shared modules: git@github.com:acme/tf-modules.git goes to modules/shared',
    'Shallow clone, 50 commits deep, of https://github.com/acme/monolith',
    'can u clnoe https://github.com/acme/fraud-rules pls',
    'i want git@github.com:acme/ml-models.git here but it takes forever, give it up to 1800 seconds',
    'The code under https://git.acme.example/edge/proxy should be cloned at branch v2 without history, just the newest state, into edge-proxy.',
    'Our build agent gave up halfway yesterday because the repository is so big, so clone https://github.com/acme/maps-data.git with a limit of 3600 seconds this time please',
    'blobless clone of https://github.com/acme/assets.git into big/assets',
    'My new laptop is empty; the first thing I need on it is the source of our pager bot: git@github.com:acme/pagerbot.git',
  ],
  examples: [{ title: 'Clone a repository', input: { url: 'https://github.com/example/shop.git' } }],
  guessMs: 10_000,

  async preview(what, at) {
    const target = await targetOf(what, at);
    if (!target.ok) return target;
    const { into, folders } = target.value;
    return ok({
      digest: digestOf({ what, into }),
      summary: `Clone ${withoutCredentials(what.url)} into ${into}/`,
      files: [],
      undo: undoOf(into, undefined, folders),
      warnings: [
        ...(/^(?:http|git):\/\//.test(what.url) ? ['the connection is not encrypted: anybody between can change what comes'] : []),
        ...(what.submodules ? ['its submodules name further addresses that will be fetched from'] : []),
      ],
    });
  },

  async run(what, at) {
    const target = await targetOf(what, at);
    if (!target.ok) return target;
    const { into, absolute, folders } = target.value;
    const undo = undoOf(into, undefined, folders);
    // Beside its place until it is whole: what is cut off is never mistaken for a clone.
    const beside = join(dirname(absolute), `.nimbus-clone-${digestOf([absolute, process.pid, performance.now()]).slice(0, 12)}`);
    try {
      await mkdir(dirname(absolute), { recursive: true });
    } catch (error) {
      return failed(fileFailed('write', into, error));
    }
    let arrived = false;
    let ignored: readonly string[] = [];
    try {
      const timeoutMs = what.timeoutSeconds * 1000;
      const args = [
        'clone',
        '--progress',
        ...(what.branch === undefined ? [] : [`--branch=${what.branch}`]),
        ...(what.depth === undefined ? [] : [`--depth=${what.depth}`]),
        ...(what.withoutBlobs ? ['--filter=blob:none'] : []),
        ...(what.submodules ? ['--recurse-submodules'] : []),
        '--',
        what.url,
        beside,
      ];
      const done = await git(at, dirname(absolute), args, { writes: true, timeoutMs, onLine: (line) => tellProgress(line, at) });
      if (!done.ok) return done.failure.code === 'program/timeout' ? failed(gitTimedOut('clone', duration(timeoutMs), [])) : done;
      if (done.value.code !== 0) {
        if (what.branch !== undefined && /Remote branch .* not found/.test(done.value.stderr)) return failed(revisionUnknown(what.branch));
        return failed(explainClone(what, done.value));
      }
      ignored = [...done.value.stderr.matchAll(/ignoring suspicious submodule name: (.*)/g)].map(([, name = '']) => name);
      await rm(absolute, { recursive: true, force: true, maxRetries: 0 });
      await rename(beside, absolute);
      arrived = true;
    } catch (error) {
      if (at.signal.aborted || !(error instanceof Error && 'code' in error)) throw error;
      return failed(fileFailed('write', into, error));
    } finally {
      await rm(beside, { recursive: true, force: true });
      if (!arrived) for (const folder of folders) await at.files.removeEmptyFolder(folder);
    }
    const repo = await openRepository(into, at);
    if (!repo.ok) return { ...repo, undo };
    const head = await headOf(repo.value);
    if (!head.ok) return { ...head, undo };
    return {
      ok: true,
      output: { directory: into, branch: head.value.branch, commit: head.value.commit },
      summary: `${
        head.value.commit === undefined
          ? `Cloned into ${into}/; the repository is empty.`
          : `Cloned into ${into}/: ${inWords(head.value)} at ${short(head.value.commit)}.`
      }${ignored.length === 0 ? '' : ` Without the submodule ${list([...new Set(ignored)])}: git takes such a name for an attack.`}`,
      undo: undoOf(into, head.value.commit, folders),
    };
  },

  async verify(_what, seen, at) {
    const repo = await openRepository(seen.directory, at);
    if (!repo.ok) return { met: false, missing: [repo.failure.message] };
    const whole = await repo.value.run(['status', '--porcelain=v2', '-z', '--untracked-files=no'], { timeoutMs: 120_000 });
    if (!whole.ok) return { met: false, missing: [whole.failure.message] };
    return whole.value.code === 0 ? { met: true } : { met: false, missing: [gitFailed('status', whole.value.code, whole.value.stderr).message] };
  },

  /** It is made beside its place, and there only once it is whole. */
  async inspect(what, at, begun) {
    const cloned = begun !== undefined && begun !== 'nothing-changed' && 'steps' in begun ? into.safeParse(begun.steps[0]?.input) : undefined;
    if (!cloned?.success) return 'unknown';
    const kind = await at.files.kind(cloned.data.directory);
    if (!kind.ok || kind.value === 'nothing') return kind.ok ? 'not-started' : 'unknown';
    const [place, repo] = await Promise.all([at.files.locate(cloned.data.directory), openRepository(cloned.data.directory, at)]);
    if (!place.ok || !repo.ok || repo.value.root !== place.value) return 'unknown';
    const remotes = await configuredRemotes(repo.value);
    return remotes.ok && remotes.value.some(({ name, url }) => name === 'origin' && url === what.url) ? 'done' : 'unknown';
  },
});

/** Of a submodule git tells the reason first, and last only that it has given up. */
function explainClone({ url }: Input, done: Finished): Failure {
  const submodule = /^fatal: clone of '(.*)' into submodule path/m.exec(done.stderr)?.[1];
  if (submodule === undefined) return explainRemote('clone', withoutCredentials(url), done);
  const stderr = done.stderr.replaceAll(/^(?:fatal: clone of '.*' into submodule path .*|Failed to clone .*|Cloning into .*)\n?/gm, '');
  return explainRemote(`clone of the submodule ${submodule}`, submodule, { ...done, stderr });
}

interface Target extends FreeFolder {
  readonly into: string;
}

async function targetOf(what: Input, at: Workplace): Promise<Outcome<Target>> {
  const into = posix.normalize(what.into ?? nameOf(what.url));
  const free = await freeFolder(into, 'into', at);
  return free.ok ? ok({ into: into.replace(/\/$/, ''), ...free.value }) : free;
}

/** `https://example.com/a/shop.git/` → `shop`. */
const nameOf = (url: string): string =>
  url
    .replace(/[/\\]+$/, '')
    .split(/[/\\:]/)
    .at(-1)
    ?.replace(/\.git$/, '')
    .replace(/^[-.]+/, '') || 'repository';

const undoOf = (directory: string, commit: string | undefined, folders: readonly string[]): Undo => ({
  steps: [{ tool: 'git.removeClone', input: { directory, ...(commit === undefined ? {} : { commit }), folders } }],
});

/** `Receiving objects:  42% (420/1000)`. */
function tellProgress(line: string, at: Workplace): void {
  const last = line.split('\r').at(-1) ?? '';
  const [, what, percent] = /^(?:remote: )?([A-Z][a-z ]+):\s+(\d+)%/.exec(last) ?? [];
  if (what !== undefined) at.progress(`${what} ${percent}%`, Number(percent) / 100);
}
