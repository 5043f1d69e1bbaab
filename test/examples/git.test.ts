import { renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach } from 'vitest';
import { plant } from '../support/tree.ts';
import { colleague, commitFiles, gitTools, repository, restartClock, sh, stateOf, type World, withRemote } from '../tools/git/support.ts';
import { makeExamples, type Stage } from './example.ts';

const files = {
  'README.md': '# Shop\n\nA small shop.\n\nStart it with npm start.\n',
  'src/login.ts': 'export const login = () => {};\n',
  'infra/main.tf': 'resource "aws_s3_bucket" "logs" {}\n',
};
const withTests = `${files['README.md']}Test it with npm test.\n`;
const url = 'https://github.com/example/shop.git';

// Commits are made at known times, so that they have the same names on every machine.
const dates = ['GIT_AUTHOR_DATE', 'GIT_COMMITTER_DATE'];
beforeEach(() => {
  restartClock();
  for (const name of dates) process.env[name] = '2026-01-01T09:00:00Z';
});
afterAll(() => {
  for (const name of dates) delete process.env[name];
});

const stages: Readonly<Record<string, (world: World) => Partial<Stage>>> = {
  'git.clone': () => {
    const remote = withRemote(repository(files));
    const named = join(dirname(remote), 'shop.git');
    renameSync(remote, named);
    return { names: { [url]: named } };
  },
  'git.status': (world) => {
    withRemote(world);
    edit(world);
    writeFileSync(join(world.folder, 'notes.txt'), 'call the bank\n');
    world.git('add', 'notes.txt');
    return {};
  },
  'git.add': edit,
  'git.unstage': (world) => {
    edit(world);
    writeFileSync(join(world.folder, 'notes.md'), 'call the bank\n');
    world.git('add', '--all');
    return {};
  },
  'git.commit': (world) => {
    edit(world);
    world.git('add', 'README.md');
    return {};
  },
  'git.push': (world) => {
    const remote = withRemote(world);
    feature(world);
    return { names: { [url]: remote }, picture: () => `${stateOf(world.folder)}\n${sh(remote, 'for-each-ref')}` };
  },
  'git.pull': (world) => {
    const remote = withRemote(world);
    const theirs = colleague(remote);
    commitFiles(theirs, { 'README.md': withTests }, 'Say how to test');
    sh(theirs, 'push', '--quiet');
    return { names: { [url]: remote } };
  },
  'git.fetch': (world) => {
    const remote = withRemote(world);
    world.git('push', '--quiet', 'origin', 'main:feature/login');
    const theirs = colleague(remote);
    commitFiles(theirs, { 'README.md': withTests }, 'Say how to test');
    sh(theirs, 'push', '--quiet', 'origin', 'main', ':feature/login');
    return { names: { [url]: remote }, picture: () => `${stateOf(world.folder)}\n${world.git('for-each-ref', 'refs/remotes', 'refs/tags')}` };
  },
  'git.branch': feature,
  'git.checkout': edit,
  'git.diff': (world) => {
    feature(world);
    return edit(world);
  },
  'git.log': (world) => {
    commitFiles(world.folder, { 'README.md': withTests }, 'Say how to test');
    return {};
  },
  'git.merge': feature,
  'git.stash': edit,
  'git.tag': (world) => {
    commitFiles(world.folder, { 'src/login.ts': "export const login = () => 'welcome';\n" }, 'Greet who logs in');
    world.git('tag', '--annotate', '--message=First shop', 'v1.0.0', 'HEAD~1');
    return {};
  },
  'git.cherryPick': feature,
  'git.revert': testing,
  'git.show': testing,
  'git.blame': testing,
  'git.clean': (world) => {
    plant(world.folder, { 'build/shop.js': 'shop();\n', 'notes.txt': 'call the bank\n' });
    return {};
  },
  'git.remote': (world) => {
    world.git('remote', 'add', 'origin', 'https://git.example.com/shop.git');
    return { picture: () => `${stateOf(world.folder)}\n${world.git('remote', '--verbose')}` };
  },
  'git.worktree': (world) => {
    feature(world);
    writeFileSync(join(world.folder, '.git/info/exclude'), 'trees/\n');
    world.git('worktree', 'add', '--quiet', '-b', 'feature/search', 'trees/search');
    return { picture: () => `${stateOf(world.folder)}\n${world.git('worktree', 'list')}` };
  },
};

makeExamples('git', gitTools, async (tool) => {
  const world = repository(tool === 'git.clone' ? {} : files);
  return { world, picture: () => stateOf(world.folder), ...stages[tool]?.(world) };
});

function testing(world: World): Partial<Stage> {
  commitFiles(world.folder, { 'README.md': withTests }, 'Say how to test');
  return {};
}

function edit(world: World): Partial<Stage> {
  writeFileSync(join(world.folder, 'README.md'), withTests);
  return {};
}

/** A branch feature/login with a commit of its own; main stays checked out. */
function feature(world: World): Partial<Stage> {
  world.git('switch', '--quiet', '--create', 'feature/login');
  commitFiles(world.folder, { 'src/login.ts': "export const login = () => 'welcome';\n" }, 'Greet who logs in');
  world.git('switch', '--quiet', 'main');
  return {};
}
