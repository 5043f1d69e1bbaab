import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Undo } from '../../../src/domain/tool.ts';
import { call, inspect, preview, rollBack } from '../../support/drive-tool.ts';
import { tempFolder } from '../../support/temp.ts';
import { plant } from '../../support/tree.ts';
import { commitFiles, repository, type World, withRemote } from './support.ts';

/** What the preview says of taking it back is kept right before a step begins. */
async function begins(world: World, tool: string, input: object): Promise<Undo> {
  const seen = await preview(world, tool, input);
  if ('code' in seen) throw new Error(seen.message);
  return seen.undo;
}

test('a branch that was cut off while it was made, renamed or deleted: the repository tells', async () => {
  const world = repository();
  const [create, rename, drop] = [
    { action: 'create', name: 'topic' },
    { action: 'rename', name: 'topic', newName: 'later' },
    { action: 'delete', name: 'later' },
  ];
  const told = async (input: object, begun: Undo) => inspect(world, 'git.branch', input, begun);
  const made = await begins(world, 'git.branch', create);
  expect(await told(create, made)).toBe('not-started');
  world.git('branch', 'topic');
  expect(await told(create, made)).toBe('done');
  commitFiles(world.folder, { 'more.txt': 'm\n' }, 'More');
  world.git('branch', '--force', 'topic', 'HEAD');
  expect([await told(create, made), await inspect(world, 'git.branch', create)]).toEqual(['unknown', 'unknown']);

  const renamed = await begins(world, 'git.branch', rename);
  expect(await told(rename, renamed)).toBe('not-started');
  world.git('branch', '--move', 'topic', 'later');
  expect(await told(rename, renamed)).toBe('done');
  world.git('branch', 'topic');
  expect(await told(rename, renamed)).toBe('unknown');

  const dropped = await begins(world, 'git.branch', drop);
  expect(await told(drop, dropped)).toBe('not-started');
  world.git('branch', '--delete', '--force', 'later');
  expect(await told(drop, dropped)).toBe('done');
  expect(await inspect({ ...world, folder: tempFolder() }, 'git.branch', drop, dropped)).toBe('unknown');
});

test('a clone that was cut off is there whole or not at all, and what else is there is nobody’s guess', async () => {
  const world = repository();
  const url = withRemote(world);
  const input = { url, into: 'copies/shop' };
  const begun = await begins(world, 'git.clone', input);
  const told = () => inspect(world, 'git.clone', input, begun);
  expect([await told(), await inspect(world, 'git.clone', input)]).toEqual(['not-started', 'unknown']);
  plant(world.folder, { 'copies/shop/README.md': 'Somebody’s own\n' });
  expect(await told()).toBe('unknown');
  rmSync(join(world.folder, 'copies'), { recursive: true });
  world.git('clone', '--quiet', url, 'copies/shop');
  expect(await told()).toBe('done');
});

test('a remote that was being brought back is there, not there, or there in part', async () => {
  const world = repository();
  withRemote(world);
  const removed = await call(world, 'git.remote', { action: 'remove', name: 'origin' });
  const [step] = typeof removed.undo === 'object' && 'steps' in removed.undo ? removed.undo.steps : [];
  const input = step?.input as { config: { key: string; value: string }[] };
  const told = () => inspect(world, 'git.restoreRemote', input);
  expect([step?.tool, await told()]).toEqual(['git.restoreRemote', 'not-started']);
  world.git('config', '--local', '--add', input.config[0]?.key ?? '', input.config[0]?.value ?? '');
  expect(await told()).toBe('unknown');
  world.git('config', '--local', '--unset', input.config[0]?.key ?? '');
  expect(await rollBack(world, removed)).toBe('succeeded');
  expect(await told()).toBe('done');
});

describe('cut off while files were changed: HEAD and the stashes tell', () => {
  test.each<readonly [tool: string, input: object, act: readonly string[], after: 'done' | 'unknown']>([
    ['git.checkout', { branch: 'topic' }, ['switch', '--quiet', 'topic'], 'done'],
    ['git.checkout', { branch: 'fresh', create: true }, ['switch', '--quiet', '--create', 'fresh'], 'done'],
    ['git.merge', { from: 'topic' }, ['merge', '--quiet', '--no-edit', 'topic'], 'done'],
    ['git.merge', { from: 'ahead' }, ['merge', '--quiet', 'ahead'], 'done'],
    ['git.merge', { from: 'topic', how: 'squash' }, ['merge', '--quiet', '--squash', 'topic'], 'unknown'],
    ['git.pull', { how: 'merge' }, ['pull', '--quiet', '--no-rebase', '--no-edit'], 'done'],
  ])('%s %j', async (tool, input, act, after) => {
    const world = diverged();
    const begun = await begins(world, tool, input);
    const told = () => inspect(world, tool, input, begun);
    const never = after === 'unknown' ? 'unknown' : 'not-started';
    expect([await told(), await inspect(world, tool, input)]).toEqual([never, 'unknown']);
    // Half-way: one of its files is there, or one is changed.
    plant(world.folder, { 'topic.txt': 't\n' });
    const half = await told();
    rmSync(join(world.folder, 'topic.txt'));
    plant(world.folder, { 'README.md': 'half\n' });
    expect(await told()).toBe('unknown');
    world.git('restore', 'README.md');
    expect(half).toBe(JSON.stringify(input).includes('topic') && after === 'done' ? 'unknown' : never);
    plant(world.folder, { '.git/index.lock': '' });
    expect(await told()).toBe('unknown');
    rmSync(join(world.folder, '.git/index.lock'));

    world.git(...act);
    expect(await told()).toBe(after);
    commitFiles(world.folder, { 'later.txt': 'l\n' }, 'Later');
    expect(await told()).toBe('unknown');
  });

  test('changes put aside, and taking back what never was', async () => {
    const world = diverged();
    plant(world.folder, { 'README.md': 'An older edit\n' });
    world.git('stash', 'push', '--quiet');
    plant(world.folder, { 'README.md': 'My edit\n' });
    const begun = await begins(world, 'git.stash', { action: 'push' });
    const [step] = typeof begun === 'object' && 'steps' in begun ? begun.steps : [];
    const told = () => inspect(world, 'git.stash', { action: 'push' }, begun);
    expect([step?.tool, await told()]).toEqual(['git.takeBackStash', 'not-started']);
    // Nothing was put aside: the older stash is nobody's business.
    expect((await call(world, 'git.takeBackStash', step?.input as object)).summary).toBe('Nothing was put aside.');
    expect(readFileSync(join(world.folder, 'README.md'), 'utf8')).toBe('My edit\n');

    world.git('stash', 'push', '--quiet');
    expect(await told()).toBe('done');
    plant(world.folder, { 'README.md': 'My edit\n' });
    expect(await told()).toBe('unknown');
    world.git('restore', 'README.md');
    const back = await call(world, 'git.takeBackStash', step?.input as object);
    expect([back.failure, back.verdict]).toEqual([undefined, { met: true }]);
    expect(readFileSync(join(world.folder, 'README.md'), 'utf8')).toBe('My edit\n');
    expect(world.git('stash', 'list').trim().split('\n')).toHaveLength(1);
    world.git('stash', 'push', '--quiet');
    plant(world.folder, { 'README.md': 'Another\n' });
    world.git('stash', 'push', '--quiet');
    expect((await call(world, 'git.takeBackStash', step?.input as object)).failure?.code).toBe('git/moved-since');
  });

  test.each([
    ['drop', 'not-started'],
    ['pop', 'unknown'],
    ['apply', 'unknown'],
  ] as const)('a stash in %s', async (action, before) => {
    const world = diverged();
    plant(world.folder, { 'README.md': 'My edit\n' });
    world.git('stash', 'push', '--quiet');
    const begun = await begins(world, 'git.stash', { action });
    const told = () => inspect(world, 'git.stash', { action }, begun);
    expect(await told()).toBe(before);
    world.git('stash', action, '--quiet');
    expect(await told()).toBe(action === 'apply' ? 'unknown' : 'done');
  });
});

/** `topic` and the remote's main went other ways than main, `ahead` only further. */
function diverged() {
  const world = repository({ 'README.md': 'Read me\n' });
  withRemote(world);
  world.git('switch', '--quiet', '--create', 'topic');
  commitFiles(world.folder, { 'topic.txt': 'topic\n', 'README.md': 'Topic\n' }, 'Topic');
  world.git('push', '--quiet', 'origin', 'topic:main');
  world.git('switch', '--quiet', 'main');
  commitFiles(world.folder, { 'own.txt': 'own\n' }, 'Own');
  world.git('branch', 'ahead');
  world.git('switch', '--quiet', 'ahead');
  commitFiles(world.folder, { 'ahead.txt': 'a\n' }, 'Ahead');
  world.git('switch', '--quiet', 'main');
  return world;
}
