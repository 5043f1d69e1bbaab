import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { explainRemote } from '../../../src/tools/git/repository/remotes.ts';
import { call, inspect, preview, rollBack } from '../../support/drive-tool.ts';
import { secureServer } from '../../support/secure-server.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant, tree } from '../../support/tree.ts';
import { serve } from './serve.ts';
import { colleague, commitFiles, plain, repository, sh, stateOf, type World, withConfig, withRemote } from './support.ts';

/** Where a remote's branches are. */
const refsOf = (remote: string): string => sh(remote, 'for-each-ref', '--format=%(refname:short) %(contents:subject)').trim();
const failureOf = (world: World, done: Awaited<ReturnType<typeof call>>): string => plain(`${done.failure?.code}: ${done.failure?.message}`, world);

describe('push', () => {
  test('commits go there, and come back by another push', async () => {
    const world = repository();
    const remote = withRemote(world);
    commitFiles(world.folder, { 'a.txt': 'two\n' }, 'Second');
    const done = await call(world, 'git.push');
    expect([done.asked, plain(done.summary, world)]).toEqual(['Push 1 commit to origin/main', 'origin/main is at <id>, before: <id>.']);
    expect(done.warnings).toEqual([
      'taking it back is another push, which the remote may refuse; whoever fetched in between has the commits',
      'main is usually changed through a pull request',
    ]);
    expect(done.verdict).toEqual({ met: true });
    expect(refsOf(remote)).toBe('main Second');
    expect(await rollBack(world, done)).toBe('succeeded');
    expect(refsOf(remote)).toBe('main First');
  });

  test('a new branch goes there, is followed, and goes away again', async () => {
    const world = repository();
    const remote = withRemote(world);
    world.git('switch', '--quiet', '--create', 'topic');
    const done = await call(world, 'git.push', { setUpstream: true });
    expect(done.asked).toBe('Push topic to origin/topic, a new branch there');
    expect(done.output).toMatchObject({ result: 'created', branch: 'topic' });
    expect(world.git('rev-parse', '--abbrev-ref', 'topic@{upstream}').trim()).toBe('origin/topic');
    expect(await rollBack(world, done)).toBe('succeeded');
    expect(refsOf(remote)).toBe('main First');
  });

  interface RefCase {
    readonly what: string;
    readonly prepare?: (world: World) => unknown;
    readonly input: object;
    readonly asks: string;
    readonly says: string;
    readonly leaves: string;
  }
  const feature = (world: World): void => {
    world.git('switch', '--quiet', '--create', 'feature');
    commitFiles(world.folder, { 'f.txt': 'f\n' }, 'On feature');
    world.git('push', '--quiet', 'origin', 'feature');
    world.git('switch', '--quiet', 'main');
  };
  const refs: readonly RefCase[] = [
    {
      what: 'a tag',
      prepare: (w) => w.git('tag', '--annotate', '--message=One', 'v1'),
      input: { tag: 'v1' },
      asks: 'Push the tag v1 to origin',
      says: 'origin has the tag v1.',
      leaves: 'main First\nv1 One',
    },
    {
      what: 'all tags it does not have',
      prepare: (w) => {
        w.git('tag', 'v1');
        w.git('push', '--quiet', 'origin', 'v1');
        w.git('tag', 'v2');
        w.git('tag', 'rel/v3');
      },
      input: { tags: true },
      asks: 'Push 2 tags to origin',
      says: 'origin has the tags rel/v3 and v2.',
      leaves: 'main First\nrel/v3 First\nv1 First\nv2 First',
    },
    {
      what: 'a tag that moves',
      prepare: (w) => {
        w.git('tag', 'v1');
        w.git('push', '--quiet', 'origin', 'v1');
        commitFiles(w.folder, { 'a.txt': 'two\n' }, 'Second');
        w.git('tag', '--force', 'v1');
      },
      input: { tag: 'v1', force: true },
      asks: 'Move the tag v1 on origin from <id> to <id>',
      says: 'origin has the tag v1.',
      leaves: 'main First\nv1 Second',
    },
    {
      what: 'a branch deleted there',
      prepare: feature,
      input: { branch: 'feature', delete: true },
      asks: 'Delete the branch feature on origin (at <id>)',
      says: 'feature is gone from origin.',
      leaves: 'main First',
    },
    {
      what: 'a tag deleted there',
      prepare: (w) => {
        w.git('tag', '--annotate', '--message=One', 'v1');
        w.git('push', '--quiet', 'origin', 'v1');
      },
      input: { tag: 'v1', delete: true },
      asks: 'Delete the tag v1 on origin (at <id>)',
      says: 'v1 is gone from origin.',
      leaves: 'main First',
    },
  ];
  test.each(refs)('$what, and taken back', async ({ prepare, input, asks, says, leaves }) => {
    const world = repository();
    const remote = withRemote(world);
    prepare?.(world);
    const before = sh(remote, 'for-each-ref');
    const done = await call(world, 'git.push', input);
    expect(done.failure).toBeUndefined();
    expect([plain(done.asked ?? '', world), plain(done.summary, world)]).toEqual([asks, says]);
    expect(done.verdict).toEqual({ met: true });
    expect(refsOf(remote)).toBe(leaves);
    expect(await inspect(world, 'git.push', input)).toBe('done');
    expect(await rollBack(world, done)).toBe('succeeded');
    expect(sh(remote, 'for-each-ref')).toBe(before);
  });

  test('a branch or tag is deleted and moved there only with its name typed, a protected one not without', async () => {
    const world = repository();
    const remote = withRemote(world);
    feature(world);
    const gone = await call(world, 'git.push', { branch: 'feature', delete: true });
    expect(gone.decision).toMatchObject({ kind: 'confirm', risk: 'high', typed: 'feature' });
    expect(gone.warnings).toContain('no other branch of origin has all its commits');
    world.git('tag', 'v1');
    world.git('push', '--quiet', 'origin', 'v1');
    commitFiles(world.folder, { 'a.txt': 'two\n' }, 'Second');
    world.git('tag', '--force', 'v1');
    expect(failureOf(world, await call(world, 'git.push', { tags: true }))).toBe(
      'git/tag-differs: origin has v1 already, on another commit: who fetched it keeps the old one. Nothing was changed there.',
    );
    expect(failureOf(world, await call(world, 'git.push', { branch: 'nope', delete: true }))).toBe(
      'git/gone-on-remote: origin has no nope. Nothing was changed there.',
    );
    expect(refsOf(remote)).toBe('main First\nv1 First');
    sh(remote, 'symbolic-ref', 'HEAD', 'refs/heads/other');
    const main = await preview(world, 'git.push', { branch: 'main', delete: true });
    expect(main).toMatchObject({ impacts: [{ operation: 'delete', marks: expect.arrayContaining(['protected-branch']) }] });
  });

  test('a secret does not leave with a tag either', async () => {
    const world = repository();
    const remote = withRemote(world);
    commitFiles(world.folder, { 'app.env': `KEY=AKIA${'EXAMPLE7EXAMPLE7'}\n` }, 'With a key');
    world.git('tag', 'v1');
    expect(failureOf(world, await call(world, 'git.push', { tag: 'v1' }))).toMatch(/^safety\/refused: .*secret-in-push/);
    expect(refsOf(remote)).toBe('main First');
  });

  test('remotes are added, led elsewhere, renamed and removed, and all of it comes back', async () => {
    const world = repository();
    withRemote(world);
    const state = (): string => `${world.git('config', '--local', '--list').split('\n').sort().join('\n')}\n${world.git('for-each-ref', 'refs/remotes')}`;
    const before = state();
    const steps: readonly (readonly [object, string])[] = [
      [{ action: 'add', name: 'upstream', url: 'https://example.com/team/app.git' }, 'upstream is https://example.com/team/app.git; nothing is fetched yet.'],
      [{ action: 'setUrl', name: 'origin', url: 'https://example.com/team/app.git' }, 'origin leads to https://example.com/team/app.git.'],
      [{ action: 'rename', name: 'origin', newName: 'old' }, 'origin is called old.'],
      [{ action: 'remove', name: 'origin' }, 'Removed origin.'],
    ];
    for (const [input, says] of steps) {
      const done = await call(world, 'git.remote', input);
      expect([done.summary, done.verdict]).toEqual([says, { met: true }]);
      expect(state()).not.toBe(before);
      expect([says, await rollBack(world, done)]).toEqual([says, 'succeeded']);
      expect(state()).toBe(before);
    }
    world.git('config', 'remote.origin.url', 'https://ada:secret-word@example.com/app.git');
    const listed = await call(world, 'git.remote');
    expect(listed.output).toEqual({ remotes: [{ name: 'origin', url: 'https://example.com/app.git' }] });
    const gone = await call(world, 'git.remote', { action: 'remove', name: 'origin' });
    expect(gone.undo).toEqual({ impossible: 'its address holds a user name or password, which is not kept; note it down first' });
    expect(JSON.stringify(gone.events)).not.toContain('secret-word');
  });

  test('what is there already is not pushed', async () => {
    const world = repository();
    withRemote(world);
    expect((await call(world, 'git.push')).output).toMatchObject({ result: 'up-to-date' });
  });

  test('what somebody else pushed is not overwritten: not without force, not with a lease that is old', async () => {
    const world = repository();
    const remote = withRemote(world);
    const other = colleague(remote);
    commitFiles(other, { 'b.txt': 'b\n' }, 'By a colleague');
    sh(other, 'push', '--quiet');
    commitFiles(world.folder, { 'a.txt': 'two\n' }, 'Second');

    const plainPush = await call(world, 'git.push');
    expect(failureOf(world, plainPush)).toBe(
      'git/push-behind: origin (${tmp}/remote.git) has commits on main that are not here, so it refused the push. Nothing was changed there.',
    );
    const forced = await call(world, 'git.push', { force: true });
    expect(failureOf(world, forced)).toBe(
      'git/lease-lost: main on origin (${tmp}/remote.git) is not what was last seen from here: somebody pushed since. Nothing was overwritten.',
    );
    expect(refsOf(remote)).toBe('main By a colleague');

    world.git('fetch', '--quiet');
    const seen = await preview(world, 'git.push', { force: true });
    expect(seen).toMatchObject({
      summary: 'Replace origin/main by main (1 commit in, 1 out)',
      warnings: expect.arrayContaining(['1 commit on origin/main will no longer be on it']),
    });
    const refused = await call(world, 'git.push', { force: true });
    expect(failureOf(world, refused)).toBe(
      'safety/refused: Refused: a force push to a protected branch rewrites what others build on (refs/heads/main) [force-push-protected]. Nothing was run.',
    );
    expect(refsOf(remote)).toBe('main By a colleague');

    // So it is with every name that is marked as a protected branch's.
    for (const name of ['trunk', 'prod', 'stable', 'release/1.2']) {
      sh(other, 'push', '--quiet', 'origin', `main:${name}`);
      world.git('fetch', '--quiet');
      const denied = await call(world, 'git.push', { branch: 'main', to: name, force: true });
      expect(failureOf(world, denied)).toContain(`rewrites what others build on (refs/heads/${name}) [force-push-protected]`);
      sh(other, 'push', '--quiet', 'origin', '--delete', name);
    }
    world.git('fetch', '--quiet', '--prune');

    // On a branch of one's own its name is typed.
    const topic = { branch: 'main', to: 'topic', force: true };
    sh(other, 'push', '--quiet', 'origin', 'main:topic');
    world.git('fetch', '--quiet');
    const again = await call(world, 'git.push', topic);
    expect(again.decision).toMatchObject({ kind: 'confirm', risk: 'high', typed: 'topic' });
    expect(again.output).toMatchObject({ result: 'forced' });
    expect(refsOf(remote)).toBe('main By a colleague\ntopic Second');
    expect(await rollBack(world, again)).toBe('succeeded');
    expect(refsOf(remote)).toBe('main By a colleague\ntopic By a colleague');
  });

  test('a secret is not sent, nor is one that a later commit took out again; what only looks like one is told', async () => {
    const world = repository();
    const remote = withRemote(world);
    commitFiles(world.folder, { 'src/app.env': `A=1\nKEY=AKIA${'EXAMPLE7EXAMPLE7'}\n`, 'b.ts': 'const password = "correct-horse-battery";\n' }, 'With a key');
    commitFiles(world.folder, { 'src/app.env': 'A=1\n' }, 'Without it');
    const refused = await call(world, 'git.push');
    expect(failureOf(world, refused)).toBe(
      'safety/refused: Refused: a secret would leave the machine in a commit (src/app.env:2 in commit <id>) [secret-in-push]. Nothing was run.',
    );
    expect(refused.warnings.map((warning) => plain(warning, world))).toEqual([
      'taking it back is another push, which the remote may refuse; whoever fetched in between has the commits',
      'main is usually changed through a pull request',
      'b.ts:1 in commit <id> holds what looks like a password',
      'src/app.env:2 in commit <id> holds what looks like an AWS access key',
    ]);
    expect(JSON.stringify(refused.events)).not.toContain('EXAMPLE7EXAMPLE7');
    expect(refsOf(remote)).toBe('main First');
    // Known there already: another push does not send it.
    world.git('push', '--quiet', 'origin', 'main:elsewhere');
    expect((await call(world, 'git.push')).output).toMatchObject({ result: 'updated' });
  });

  test('it goes where git would send it, and nowhere else than was approved', async () => {
    const world = repository();
    const remote = withRemote(world);
    commitFiles(world.folder, { 'a.txt': 'two\n' }, 'Second');
    const other = join(tempFolder(), 'other.git');
    sh(world.folder, 'init', '--quiet', '--bare', other);
    const seen = await preview(world, 'git.push', {});
    expect(seen).toMatchObject({ target: { facts: { remote: 'origin', address: remote, branch: 'main' } } });
    const done = await call(world, 'git.push', {}, { meanwhile: () => void world.git('config', 'remote.origin.pushurl', other) });
    expect(failureOf(world, done)).toMatch(
      /^plan\/changed-since-approval: Step do would act on another place .*: address was .*remote\.git and is .*other\.git/,
    );
    expect([refsOf(remote), refsOf(other)]).toEqual(['main First', '']);
  });

  test('it can’t be taken back once somebody pushed on top', async () => {
    const world = repository();
    const remote = withRemote(world);
    commitFiles(world.folder, { 'a.txt': 'two\n' }, 'Second');
    const done = await call(world, 'git.push');
    const other = colleague(remote);
    commitFiles(other, { 'b.txt': 'b\n' }, 'On top');
    sh(other, 'push', '--quiet');
    expect(await rollBack(world, done)).toMatch(/^failed: git\/lease-lost: main on origin/);
    expect(refsOf(remote)).toBe('main On top');
  });

  test.each([
    ['a hook here', 'local', 'git/hook-refused: A hook of this repository stopped the push: tests fail. Nothing was changed.'],
    ['a rule there', 'remote', 'git/push-refused: origin (${tmp}/remote.git) refused main: tests fail. Nothing was changed there.'],
  ])('%s says no', async (_what, where, message) => {
    const world = repository();
    const remote = withRemote(world);
    commitFiles(world.folder, { 'a.txt': 'two\n' }, 'Second');
    const hook = where === 'local' ? join(world.folder, '.git/hooks/pre-push') : join(remote, 'hooks/pre-receive');
    writeFileSync(hook, '#!/bin/sh\necho "tests fail" >&2\nexit 1\n');
    chmodSync(hook, 0o755);
    expect(failureOf(world, await call(world, 'git.push'))).toBe(message);
    expect(refsOf(remote)).toBe('main First');
  });
});

describe('pull', () => {
  const behind = (world: World): string => {
    const remote = withRemote(world);
    const other = colleague(remote);
    commitFiles(other, { 'b.txt': 'b\n' }, 'By a colleague');
    sh(other, 'push', '--quiet');
    return remote;
  };

  test('a fetch moves the remote’s branches and tags and nothing else, and they go back', async () => {
    const world = repository();
    const remote = behind(world);
    sh(remote, 'tag', 'v1', 'main');
    // Known here and gone there; of one of them nothing else keeps the commit.
    const alone = world.git('commit-tree', '-m', 'Alone', 'HEAD^{tree}').trim();
    for (const [name, commit] of [
      ['gone', alone],
      ['gone2', 'HEAD'],
    ])
      world.git('update-ref', `refs/remotes/origin/${name}`, commit ?? '');
    writeFileSync(join(world.folder, 'a.txt'), 'edited\n');
    const refs = () => world.git('for-each-ref', 'refs/remotes', 'refs/tags');
    const before = refs();
    const own = () => [world.git('for-each-ref', '--format=%(refname) %(objectname)', 'refs/heads'), world.git('status', '--porcelain')];
    const state = own();
    const done = await call(world, 'git.fetch', { prune: true, tags: true });
    expect([done.asked, done.verdict]).toEqual(['Fetch what origin has, and forget branches it has no more', { met: true }]);
    expect(plain(done.summary, world)).toBe(
      'Fetched from origin: origin/gone is forgotten, origin/gone2 is forgotten, origin/main is at <id> and tag v1 is new.',
    );
    expect(own()).toEqual(state);
    world.git('gc', '--quiet', '--prune=now');
    expect(await rollBack(world, done)).toBe('succeeded');
    expect(refs()).toBe(before);
    const again = await call(world, 'git.fetch', { tags: true });
    expect(plain(again.summary, world)).toBe('Fetched from origin: origin/main is at <id> and tag v1 is new.');
    expect((await call(world, 'git.fetch')).summary).toBe('Nothing is new on origin.');
    expect((await call(world, 'git.fetch', { remote: 'nowhere' })).failure?.code).toBe('git/remote-unknown');
  });

  test('new commits come, over edits they do not touch, and go again', async () => {
    const world = repository();
    behind(world);
    writeFileSync(join(world.folder, 'a.txt'), 'edited\n');
    const before = stateOf(world.folder);
    const done = await call(world, 'git.pull');
    expect([done.asked, plain(done.summary, world), done.verdict]).toEqual([
      'Pull origin/main into main',
      'Pulled 1 commit from origin/main: main is at <id>.',
      { met: true },
    ]);
    expect(tree(world.folder)).toMatchObject({ 'b.txt': 'b\n', 'a.txt': 'edited\n' });
    expect(await rollBack(world, done)).toBe('succeeded');
    // How far it is behind is known since: that stays.
    expect(stateOf(world.folder).replace('+0 -1', '+0 -0')).toBe(before);
  });

  test.each([
    ['ff-only', "git/diverged: Pulling origin/main: both sides have commits the other has not, so it can't be fast-forwarded. Nothing was changed."],
    ['merge', 'merged'],
    ['rebase', 'rebased'],
  ])('both sides went on: %s', async (how, expected) => {
    const world = repository();
    behind(world);
    commitFiles(world.folder, { 'mine.txt': 'mine\n' }, 'Mine');
    const head = world.git('rev-parse', 'HEAD');
    const done = await call(world, 'git.pull', { how });
    expect(done.failure === undefined ? (done.output as { result: string }).result : failureOf(world, done)).toBe(expected);
    if (done.failure === undefined) {
      expect(Object.keys(tree(world.folder)).filter((path) => !path.startsWith('.git/'))).toEqual(['a.txt', 'b.txt', 'mine.txt']);
      expect(await rollBack(world, done)).toBe('succeeded');
    }
    expect(world.git('rev-parse', 'HEAD')).toBe(head);
  });

  test.each(['merge', 'rebase'])('both sides changed one line: %s is given up, and nothing is half done', async (how) => {
    const world = repository();
    const remote = withRemote(world);
    const other = colleague(remote);
    commitFiles(other, { 'a.txt': 'one\nTHEIRS\nthree\n' }, 'Theirs');
    sh(other, 'push', '--quiet');
    commitFiles(world.folder, { 'a.txt': 'one\nOURS\nthree\n' }, 'Ours');
    const done = await call(world, 'git.pull', { how });
    expect(failureOf(world, done)).toBe('git/merge-conflicts: Pulling origin/main would conflict in 1 file: a.txt:2. Everything is as it was before.');
    expect(done.failure?.problems?.[0]?.message).toMatch(how === 'merge' ? /^here: "OURS"; there: "THEIRS"$/ : /OURS/);
    expect(world.git('status', '--porcelain')).toBe('');
    expect(existsSync(join(world.folder, '.git/rebase-merge'))).toBe(false);
  });
});

describe('clone', () => {
  const source = () => {
    const world = repository({ 'a.txt': 'a\n', 'd/b.txt': 'b\n' });
    return { world, remote: withRemote(world) };
  };

  test('from a folder, into new folders, and gone again', async () => {
    const { remote } = source();
    const world = repository({});
    const before = readdirSync(world.folder);
    const done = await call(world, 'git.clone', { url: remote, into: 'deps/shop' });
    expect([plain(done.asked ?? '', world), plain(done.summary, world), done.verdict]).toEqual([
      'Clone ${tmp}/remote.git into deps/shop/',
      'Cloned into deps/shop/: main at <id>.',
      { met: true },
    ]);
    expect(tree(join(world.folder, 'deps/shop'))).toMatchObject({ 'a.txt': 'a\n', 'd/b.txt': 'b\n' });
    expect(await rollBack(world, done)).toBe('succeeded');
    expect(readdirSync(world.folder)).toEqual(before);
  });

  test.each([
    ['a new file', (folder: string) => writeFileSync(join(folder, 'mine.txt'), 'x'), '1 changed or new file'],
    ['a commit', (folder: string) => commitFiles(folder, { 'm.txt': 'm' }, 'Mine'), '1 commit'],
  ])('%s in it keeps it', async (_what, work, why) => {
    const { remote } = source();
    const world = repository({});
    const done = await call(world, 'git.clone', { url: remote, into: 'shop' });
    work(join(world.folder, 'shop'));
    expect(await rollBack(world, done)).toBe(
      `failed: git/clone-used: shop holds something that is not in the place it was cloned from: ${why}. It was left as it is.`,
    );
    expect(existsSync(join(world.folder, 'shop/a.txt'))).toBe(true);
  });

  test('an empty repository', async () => {
    const world = repository({});
    const empty = join(tempFolder(), 'empty.git');
    world.git('init', '--quiet', '--bare', empty);
    const done = await call(world, 'git.clone', { url: empty });
    expect(done.summary).toBe('Cloned into empty/; the repository is empty.');
    expect((await call(world, 'git.status', { directory: 'empty' })).summary).toBe('On main: no commit yet, nothing to commit.');
  });

  test.each([
    [{ url: '/nonexistent/x.git' }, 'git/remote-gone: There is no repository at /nonexistent/x.git, or you may not see it. Nothing was changed.'],
    [{ url: 'https://127.0.0.1:1/x.git' }, "git/remote-unreachable: https://127.0.0.1:1/x.git can't be reached from here. Nothing was changed."],
    [
      { url: 'https://git.nowhere.invalid/x.git' },
      "git/remote-unreachable: https://git.nowhere.invalid/x.git can't be reached from here. Nothing was changed.",
    ],
    [{ url: '/x', into: 'taken' }, 'git/folder-taken: taken is there already and is not empty. It was left as it is.'],
    [{ url: '/x', into: '../out' }, /^files\/outside-workspace/],
    [{ url: 'ext::sh -c touch% /tmp/pwned' }, /^plan\/invalid: .*url/],
    [{ url: '--upload-pack=touch /tmp/pwned' }, /^plan\/invalid: .*starts with "-"/],
    [{ url: 'https://ada:s3cret@example.com/x.git' }, /^plan\/invalid: (?!.*s3cret).*it holds a password or token/],
  ])('%j', async (input, message) => {
    const world = repository({});
    world.git('config', 'user.name', 'x');
    writeFileSync(join(world.folder, 'other'), '');
    const folder = join(world.folder, 'taken');
    sh(world.folder, 'init', '--quiet', folder);
    const before = tree(world.folder);
    const error = await call(world, 'git.clone', input).then(
      (done) => failureOf(world, done),
      (invalid: Error) => {
        const failure = JSON.parse(invalid.message);
        return `${failure.code}: ${failure.message}`;
      },
    );
    if (typeof message === 'string') expect(error).toBe(message);
    else expect(error).toMatch(message);
    expect(tree(world.folder)).toEqual(before);
    expect(existsSync('/tmp/pwned')).toBe(false);
  });
});

describe('over HTTP', () => {
  const login = { user: 'ada', password: 'correct horse' };
  const setUp = async (withLogin: boolean) => {
    const world = repository();
    const remote = withRemote(world);
    sh(remote, 'config', 'http.receivepack', 'true');
    const address = await serve(dirname(remote), withLogin ? login : undefined);
    return { world, remote, url: `${address}/${basename(remote)}` };
  };

  test('clone, push and pull', async () => {
    const { world, remote, url } = await setUp(false);
    const cloned = await call(world, 'git.clone', { url, into: 'copy' });
    expect(cloned.failure).toBeUndefined();
    expect(cloned.warnings).toEqual(['the connection is not encrypted: anybody between can change what comes']);
    commitFiles(join(world.folder, 'copy'), { 'n.txt': 'n\n' }, 'Over HTTP');
    expect((await call(world, 'git.push', { directory: 'copy' })).summary).toMatch(/^origin\/main is at/);
    expect(refsOf(remote)).toBe('main Over HTTP');
    expect((await call(world, 'git.pull')).summary).toMatch(/^Pulled 1 commit/);
  });

  /** A repository beside the served one whose `.gitmodules` says where its submodule is, with the commit of it that is wanted. */
  const withSubmodule = async (name: string, path: string, address: (served: string) => string) => {
    const { world, remote, url } = await setUp(false);
    const whole = join(dirname(remote), 'whole.git');
    sh(dirname(remote), 'init', '--quiet', '--bare', whole);
    const at = url.replace(/[^/]+$/, 'whole.git');
    const commit = sh(remote, 'rev-parse', 'main').trim();
    plant(world.folder, { '.gitmodules': `[submodule "${name}"]\n\tpath = ${path}\n\turl = ${address(url)}\n` });
    world.git('add', '.gitmodules');
    world.git('update-index', '--add', '--cacheinfo', `160000,${commit},${path}`);
    world.git('commit', '--quiet', '--message=With a part');
    world.git('push', '--quiet', whole, 'main');
    return { world, url: at };
  };

  test.each([
    ['its whole address', (url: string) => url],
    ['an address beside its own', (url: string) => `../${url.split('/').at(-1)}`],
  ])('a submodule with %s comes along where it is asked for, and goes with the clone', async (_what, address) => {
    const { world, url } = await withSubmodule('lib', 'vendor/lib', address);
    const plainly = await call(world, 'git.clone', { url, into: 'alone' });
    expect([plainly.failure, readdirSync(join(world.folder, 'alone/vendor/lib'))]).toEqual([undefined, []]);
    const done = await call(world, 'git.clone', { url, into: 'whole', submodules: true });
    expect([done.failure, done.verdict, done.warnings]).toEqual([
      undefined,
      { met: true },
      ['the connection is not encrypted: anybody between can change what comes', 'its submodules name further addresses that will be fetched from'],
    ]);
    expect(readFileSync(join(world.folder, 'whole/vendor/lib/a.txt'), 'utf8')).toBe('one\ntwo\nthree\n');
    // It was moved to its place once it was whole, and its parts know where each other are.
    expect(sh(join(world.folder, 'whole'), 'submodule', 'status').trim()).toMatch(/^[0-9a-f]{40} vendor\/lib /);
    expect(await rollBack(world, done)).toBe('succeeded');
    expect(existsSync(join(world.folder, 'whole'))).toBe(false);
  });

  test.each<[string, (folder: string) => string, RegExp]>([
    [
      'runs a command',
      (folder) => `ext::sh -c touch% ${folder}/pwned`,
      /^git\/failed: git clone of the submodule ext::.* ended with 1: transport 'ext' not allowed$/,
    ],
    ['is a folder of this machine', (folder) => folder, /^git\/failed: .*: transport 'file' not allowed$/],
    ['is an option of git', (folder) => `-u./touch ${folder}/pwned`, /^git\/failed: .*: No url found for submodule path 'lib' in \.gitmodules$/],
    ['is an option of ssh', (folder) => `ssh://-oProxyCommand=touch ${folder}/pwned/x`, /^git\/failed: .*: strange hostname '-oProxyCommand=touch ' blocked$/],
    ['asks for a password nobody has given', () => '', /^git\/auth-required: http:\S*\/secret\.git asks who you are/],
  ])('a submodule whose address %s is refused as git does, and nothing of the clone stays', async (_what, address, says) => {
    const elsewhere = tempFolder();
    sh(elsewhere, 'init', '--quiet', '--bare');
    const locked = await serve(elsewhere, login);
    const { world, url } = await withSubmodule('lib', 'lib', () => address(elsewhere) || `${locked}/secret.git`);
    const before = tree(world.folder);
    const done = await call(world, 'git.clone', { url, into: 'new/copy', submodules: true });
    expect(failureOf(world, done)).toMatch(says);
    expect(existsSync(join(elsewhere, 'pwned'))).toBe(false);
    expect(tree(world.folder)).toEqual(before);
  });

  test('a submodule whose name leads elsewhere is left out as git does, and told', async () => {
    const { world, url } = await withSubmodule('../../pwned', 'lib', (served) => served);
    const done = await call(world, 'git.clone', { url, into: 'copy', submodules: true });
    expect(plain(done.summary, world)).toBe('Cloned into copy/: main at <id>. Without the submodule ../../pwned: git takes such a name for an attack.');
    expect([readdirSync(join(world.folder, 'copy/lib')), existsSync(join(world.folder, 'pwned')), existsSync(join(world.folder, 'copy/pwned'))]).toEqual([
      [],
      false,
      false,
    ]);
  });

  test('nobody is asked for a password: it says what to do', async () => {
    const { world, url } = await setUp(true);
    for (const [tool, input] of [
      ['git.clone', { url, into: 'copy' }],
      ['git.push', {}],
      ['git.pull', {}],
    ] as const) {
      world.git('remote', 'set-url', 'origin', url);
      commitFiles(world.folder, { [`${tool}.txt`]: 'x' }, 'More');
      const done = await call(world, tool, input);
      expect(
        failureOf(world, done)
          .replace(url, 'URL')
          .replace(/origin \(.*?\)/, 'origin (URL)'),
      ).toMatch(
        /^git\/auth-required: (?:origin \(URL\)|URL) asks who you are, and no credential for it is set up here\. Nobody was asked for a password; nothing was changed\.$/,
      );
      expect(done.failure?.fix).toMatch(/^Sign in through a credential helper/);
    }
    expect(existsSync(join(world.folder, 'copy'))).toBe(false);
  });

  test.each([
    [503, /^git\/remote-trouble: URL answered 503: the trouble is on its side\. Nothing was changed\.$/],
    [429, /^git\/remote-trouble: URL asks to slow down \(429\)\. Nothing was changed\.$/],
    [403, /^git\/auth-refused: /],
    [404, /^git\/remote-gone: /],
  ])('a host that answers %s', async (status, says) => {
    const server = createServer((_, answer) => answer.writeHead(status).end('no'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.git`;
    const world = repository({});
    expect(failureOf(world, await call(world, 'git.clone', { url })).replaceAll(url, 'URL')).toMatch(says);
    expect(readdirSync(world.folder)).toEqual(['.git']);
  });

  test.each([
    {
      what: 'whose certificate has expired',
      options: { expired: true },
      isTrusted: true,
      // A git that was built with GnuTLS does not say why.
      says: /^git\/certificate(?:-expired: The certificate of URL has expired or is not valid yet|: The certificate of URL is not trusted here), so nothing was sent to it\. /,
      fix: /^Check .*the clock of this machine/,
    },
    {
      what: 'whom nobody trusted here vouches for',
      options: {},
      isTrusted: false,
      says: /^git\/certificate: The certificate of URL is not trusted here, so nothing was sent to it\. Nothing was changed\.$/,
      fix: /git config --global http\.sslCAInfo FILE/,
    },
    {
      what: 'whose certificate is for another name',
      options: { name: 'DNS:other.example.com' },
      isTrusted: true,
      says: /^git\/certificate: The certificate of URL is not trusted here, so nothing was sent to it\. Nothing was changed\.$/,
      fix: /^Check the address,/,
    },
  ])('a host $what', async ({ options, isTrusted, says, fix }) => {
    const { port, certificate } = await secureServer((_, answer) => answer.end('no'), options);
    const world = repository({});
    if (isTrusted) withConfig(`[http]\n\tsslCAInfo = ${certificate}\n[init]\n\tdefaultBranch = main\n`);
    const url = `https://127.0.0.1:${port}/x.git`;
    const done = await call(world, 'git.clone', { url });
    expect(failureOf(world, done).replaceAll(url, 'URL')).toMatch(says);
    expect(done.failure?.fix).toMatch(fix);
  });

  test.each([
    [
      'OpenSSL',
      'SSL certificate problem: certificate has expired',
      'git/certificate-expired',
      /^Check the clock of this machine\. If it is right, whoever runs/,
    ],
    ['OpenSSL', 'SSL certificate problem: certificate is not yet valid', 'git/certificate-expired', /^Check the clock of this machine\./],
    ['Schannel', 'schannel: SEC_E_CERT_EXPIRED (0x80090328) - The received certificate has expired.', 'git/certificate-expired', /^Check the clock/],
    ['OpenSSL', 'SSL certificate problem: unable to get local issuer certificate', 'git/certificate', /http\.sslCAInfo FILE/],
    ['GnuTLS', 'server certificate verification failed. CAfile: none CRLfile: none', 'git/certificate', /the clock .* http\.sslCAInfo FILE/],
    ['GnuTLS', 'SSL: certificate subject name (other) does not match target host name', 'git/certificate', /^Check the address,/],
  ])('%s says “%s”', (_by, said, code, fix) => {
    const url = 'https://git.example.com/x.git';
    const done = { code: 128, stdout: '', stderr: `fatal: unable to access '${url}': ${said}`, truncated: false };
    expect(explainRemote('clone', url, done)).toMatchObject({ code, fix: expect.stringMatching(fix) });
  });

  test.each(['No ED25519 host key is known for git.example.com and you have requested strict checking.', 'REMOTE HOST IDENTIFICATION HAS CHANGED!'])(
    'an ssh host whose key is not the one that is known: %s',
    async (says) => {
      // In the place of ssh: no server of it is needed for what it says before it talks to one.
      const ssh = join(tempFolder(), 'ssh');
      writeFileSync(ssh, `#!/bin/sh\necho '${says}' >&2\necho 'Host key verification failed.' >&2\nexit 255\n`, { mode: 0o755 });
      const world = repository({});
      withConfig(`[core]\n\tsshCommand = ${ssh}\n[init]\n\tdefaultBranch = main\n`);
      const { failure } = await call(world, 'git.clone', { url: 'ssh://git@git.example.com/x.git' });
      expect(failure).toMatchObject({ code: 'git/host-unknown', fix: expect.stringMatching(/^Compare the fingerprint .*ssh-keygen -R HOST\.$/) });
    },
  );

  test('a clone without contents fetches them when they are looked at, and says when it can’t', async () => {
    const { world, remote, url } = await setUp(false);
    commitFiles(world.folder, { 'a.txt': 'two\n' }, 'Second');
    world.git('push', '--quiet');
    sh(remote, 'config', 'uploadpack.allowFilter', 'true');
    sh(remote, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
    expect((await call(world, 'git.clone', { url, into: 'partial', withoutBlobs: true })).verdict).toEqual({ met: true });
    const missing = (): number => sh(join(world.folder, 'partial'), 'rev-list', '--objects', '--all', '--missing=print').match(/^\?/gm)?.length ?? 0;
    expect(missing()).toBe(1);
    const at = { directory: 'partial' };
    expect((await call(world, 'git.status', at)).summary).toMatch(/^On main: nothing to commit/);
    expect(missing(), 'a status fetches nothing').toBe(1);
    expect((await call(world, 'git.diff', { ...at, from: 'HEAD~1', to: 'HEAD' })).output.patch).toContain('-three');
    expect(missing()).toBe(0);
    expect((await call(world, 'git.clone', { url, into: 'cut-off', withoutBlobs: true })).failure).toBeUndefined();
    rmSync(remote, { recursive: true });
    const done = await call(world, 'git.diff', { directory: 'cut-off', from: 'HEAD~1', to: 'HEAD' });
    expect(failureOf(world, done)).toMatch(/^git\/contents-missing: Not all of it is here: this clone fetches contents/);
  });

  test('with a credential helper it works, and a wrong one is told', async () => {
    const { world, url } = await setUp(true);
    const helper = (password: string) => world.git('config', 'credential.helper', `!f() { echo username=ada; echo "password=${password}"; }; f`);
    world.git('remote', 'set-url', 'origin', url);
    commitFiles(world.folder, { 'x.txt': 'x' }, 'More');
    helper('wrong');
    expect(failureOf(world, await call(world, 'git.push'))).toMatch(/^git\/auth-re(?:fused|quired): origin/);
    helper('correct horse');
    expect((await call(world, 'git.push')).output).toMatchObject({ result: 'updated' });
  });

  test('who the editor’s askpass asks is heard; one that answers nothing, or never, holds up nobody', async () => {
    const { world, url } = await setUp(true);
    world.git('remote', 'set-url', 'origin', url);
    commitFiles(world.folder, { 'x.txt': 'x' }, 'More');
    const askpass = join(tempFolder(), 'askpass');
    const answering = (script: string) => writeFileSync(askpass, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    process.env.GIT_ASKPASS = askpass;
    onTestFinished(() => {
      delete process.env.GIT_ASKPASS;
    });
    answering('exit 1');
    expect((await call(world, 'git.push')).failure?.code).toBe('git/auth-required');
    answering('exec sleep 1000');
    expect((await call(world, 'git.push', { timeoutSeconds: 1 })).failure?.code).toBe('git/timeout');
    answering('case "$1" in Username*) echo ada;; *) echo "correct horse";; esac');
    const done = await call(world, 'git.push');
    expect(done.output).toMatchObject({ result: 'updated' });
    expect(JSON.stringify(done)).not.toContain('correct horse');
  });

  test('a password in a remote’s address is never told', async () => {
    const { world, url } = await setUp(true);
    world.git('remote', 'set-url', 'origin', url.replace('http://', 'http://ada:s3cret@'));
    commitFiles(world.folder, { 'x.txt': 'x' }, 'More');
    for (const tool of ['git.push', 'git.pull', 'git.status', 'git.branch']) {
      const done = await call(world, tool, {});
      expect(JSON.stringify(done)).not.toContain('s3cret');
    }
    expect((await call(world, 'git.push')).failure?.code).toMatch(/^git\/auth-/);
  });
});
